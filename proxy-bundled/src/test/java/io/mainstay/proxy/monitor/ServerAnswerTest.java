package io.mainstay.proxy.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerAnswerTest {
    private static final Duration NO_LIMIT = Duration.ZERO;
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void bothOffIsWritable() {
        assertPass(true, true, "read_only=OFF super_read_only=OFF", judge("OFF", "OFF", new Replication.None(), TEN));
    }

    @Test
    void eitherOnIsNotWritable() {
        assertPass(false, true, "read_only=ON super_read_only=OFF", judge("ON", "OFF", new Replication.None(), TEN));
        assertPass(false, true, "read_only=OFF super_read_only=ON", judge("OFF", "ON", new Replication.None(), TEN));
    }

    @Test
    void superReadOnlyIsUnknownToMariaDb() {
        assertPass(true, true, "read_only=OFF", judge("OFF", null, new Replication.None(), TEN));
        assertPass(false, true, "read_only=NO_LOCK", judge("NO_LOCK", null, new Replication.None(), TEN));
    }

    @Test
    void missingAnswerIsNeither() {
        assertPass(false, false, "no answer for read_only", judge(null, null, new Replication.None(), NO_LIMIT));
    }

    @Test
    void lagCountsUpToItsLimit() {
        assertPass(false, true, "read_only=ON lag=10s", judge("ON", null, new Replication.Behind(10), TEN));
        assertPass(false, false, "read_only=ON lag=11s", judge("ON", null, new Replication.Behind(11), TEN));
        assertPass(false, true, "read_only=ON lag=11s", judge("ON", null, new Replication.Behind(11), NO_LIMIT));
    }

    @Test
    void unknownLagFailsClosedUnderALimit() {
        Replication stopped = new Replication.Stopped("io Yes, sql No");
        assertPass(false, false, "read_only=ON replication stopped (io Yes, sql No)", judge("ON", null, stopped, TEN));
        Replication denied = new Replication.Denied("1227 (42000): no");
        assertPass(true, false, "read_only=OFF lag unknown (1227 (42000): no)", judge("OFF", null, denied, TEN));
        assertPass(true, true, "read_only=OFF lag unknown (1227 (42000): no)", judge("OFF", null, denied, NO_LIMIT));
    }

    @Test
    void noRowsMeanNoReplica() {
        assertEquals(new Replication.None(), Replication.of(List.of()));
    }

    @Test
    void worstSourceCounts() {
        assertEquals(
                new Replication.Behind(7),
                Replication.of(List.of(
                        Map.of("seconds_behind_master", "2"),
                        Map.of("seconds_behind_master", "7"),
                        Map.of("seconds_behind_source", "0"))));
    }

    @Test
    void nullLagIsStoppedWithTheReason() {
        Map<String, @Nullable String> row = new HashMap<>();
        row.put("seconds_behind_source", null);
        row.put("replica_io_running", "Yes");
        row.put("replica_sql_running", "No");
        row.put("last_sql_error", "");
        row.put("last_io_error", "error connecting");
        assertEquals(
                new Replication.Stopped("io Yes, sql No: error connecting"),
                Replication.of(List.of(Map.of("seconds_behind_source", "0"), row)));
    }

    @Test
    void spellingFollowsTheVersion() {
        assertEquals("SHOW ALL SLAVES STATUS", first("5.5.5-10.11.19-MariaDB-0+deb12u1-log"));
        assertEquals("SHOW SLAVE STATUS", first("5.7.44-log"));
        assertEquals("SHOW SLAVE STATUS", first("8.0.21"));
        assertEquals("SHOW REPLICA STATUS", first("8.0.22"));
        assertEquals("SHOW REPLICA STATUS", first("9.7.4-2"));
        assertEquals("SHOW REPLICA STATUS", first("proxy"));
    }

    private static String first(String version) {
        return MysqlProbe.spellings(version).getFirst();
    }

    private static CheckResult judge(
            @Nullable String readOnly, @Nullable String superReadOnly, Replication replication, Duration maxLag) {
        Map<String, @Nullable String> variables = new HashMap<>();
        variables.put("read_only", readOnly);
        variables.put("super_read_only", superReadOnly);
        return ServerAnswer.judge(variables, replication, maxLag);
    }

    private static void assertPass(boolean writable, boolean readable, String detail, CheckResult result) {
        assertEquals(new CheckResult.Pass(CheckStatus.L7OK, writable, readable, detail), result);
    }
}
