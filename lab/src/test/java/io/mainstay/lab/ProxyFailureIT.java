package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.mainstay.lab.client.RowWriter;
import io.mainstay.lab.server.MariaDb;
import io.mainstay.lab.server.ProxyText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy behind the address, its databases, and what becomes of the address when either goes. */
@Tag("lab")
@Timeout(150)
final class ProxyFailureIT {
    private static final String WRITER = Pair.VIP + ":" + ProxyText.WRITE_PORT;
    private static final String TEXT = ProxyText.of("10.77.0.21", "10.77.0.22");

    /** On both ports together. A process of the test opens as many files as the hard limit allows, 20,000 here. */
    private static final int HALF_OPEN = 10_000;

    /** Why the last new client reached no database. */
    private static volatile String refusal = "";

    private static Pair pair;
    private static MariaDb primary;
    private static MariaDb replica;

    @BeforeAll
    static void databases() {
        pair = new Pair();
        try {
            primary = MariaDb.start(pair.lab.host("db1", "10.77.0.21/24"), 1);
            replica = MariaDb.start(pair.lab.host("db2", "10.77.0.22/24"), 2);
            primary.becomePrimary();
            replica.follow(primary);
        } catch (AssertionError | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    @AfterAll
    static void down() {
        pair.close();
    }

    @BeforeEach
    void writableFirstAndReadOnlySecond() {
        primary.sql("SET GLOBAL read_only=0; DELETE FROM app.rows_written");
        replica.sql("SET GLOBAL read_only=1");
    }

    @Test
    void killedProxyLetsTheOtherNodeServeUntilItIsBack() {
        try (Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                RowWriter rows = started(first, second)) {
            long before = proxyPid(first);
            first.host().exec("kill", "-KILL", Long.toString(before)).orThrow();
            Waiting.until("address on n2", Node.LIMIT, () -> pair.n2.has(Pair.VIP));
            rows.awaitProgress(Node.LIMIT);
            pair.awaitMaster(pair.n1);
            rows.awaitProgress(Node.LIMIT);
            assertNotEquals(before, proxyPid(first));
            assertTrue(first.status().getLong("proxy.restarts") >= 1, first::account);
            rows.stop();
            assertEquals(0, rows.countLost(pair.client, "10.77.0.21:3306"));
        }
    }

    @Test
    void hungProxyIsFoundWithinASecondAndReplaced() {
        try (Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                RowWriter rows = started(first, second)) {
            long before = proxyPid(first);
            first.host().exec("kill", "-STOP", Long.toString(before)).orThrow();
            Duration found = Waiting.until(
                    "hang found", Node.LIMIT, () -> !first.status().getBoolean("proxy.healthy"));
            // A second is promised; the rest is what asking for the status takes on a busy machine.
            assertTrue(found.toMillis() <= 1_300, "found after " + found.toMillis() + " ms (expected: at most 1300)");
            Waiting.until("address on n2", Node.LIMIT, () -> pair.n2.has(Pair.VIP));
            rows.awaitProgress(Node.LIMIT);
            pair.awaitMaster(pair.n1);
            assertNotEquals(before, proxyPid(first));
            assertEquals("", pair.n1.sh("ps -o pid= -p " + before + " || true").orThrow());
        }
    }

    @Test
    void proxyThatIsStoppedRightAfterItsStartIsFoundWithinASecondToo() {
        try (Node first = node(pair.n1, 110)) {
            Waiting.until("hello", Node.LIMIT, () -> phase(first).equals("RUNNING"));
            long before = proxyPid(first);
            first.host().exec("kill", "-STOP", Long.toString(before)).orThrow();
            Duration found =
                    Waiting.until("hang found", Node.LIMIT, () -> !phase(first).equals("RUNNING"));
            assertTrue(found.toMillis() <= 1_300, "found after " + found.toMillis() + " ms (expected: at most 1300)");
            Waiting.until("another", Node.LIMIT, () -> phase(first).equals("RUNNING") && proxyPid(first) != before);
        }
    }

    private static String phase(Node node) {
        Config status = node.status();
        return status.hasPath("proxy.phase") ? status.getString("proxy.phase") : "";
    }

    @Test
    void locksOfATransactionGoWithTheAddressAndOtherSessionsStay() throws SQLException {
        try (Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                RowWriter rows = started(first, second);
                Connection through = connect(WRITER);
                Connection beside = connect("10.77.0.11:" + ProxyText.WRITE_PORT);
                Connection asking = connect(WRITER)) {
            rows.stop();
            primary.sql("INSERT INTO app.rows_written (n) VALUES (-1)");
            through.setAutoCommit(false);
            execute(through, "UPDATE app.rows_written SET at = NOW() WHERE n = -1");
            assertTrue(isLocked());
            Thread question = pair.client.thread("question", () -> answer = ask(asking));
            question.start();
            Waiting.until(
                    "a question under way",
                    Node.LIMIT,
                    () -> primary.sql("SHOW PROCESSLIST").contains("SLEEP"));

            second.reload(conf(120));
            Waiting.until("address gone from n1", Node.LIMIT, () -> !pair.n1.has(Pair.VIP));
            Waiting.until("lock gone", Duration.ofSeconds(1), () -> !isLocked());

            Waiting.until("the client that waits knows", Duration.ofSeconds(1), () -> !question.isAlive());
            assertTrue(answer.startsWith("failed"), answer);
            assertThrows(SQLException.class, () -> execute(through, "COMMIT"));
            assertEquals(1, execute(beside, "SELECT 1"));
            Waiting.until("counted", Node.LIMIT, () -> counter(first, "closed_released") >= 2);
            assertTrue(first.log().contains("addresses leave this host"), first::account);
        }
    }

    private static volatile String answer = "";

    private static String ask(Connection connection) {
        try {
            return "answered " + execute(connection, "SELECT SLEEP(60)");
        } catch (SQLException e) {
            return "failed " + e.getMessage();
        }
    }

    /** Whether nobody else may have the row now. */
    private static boolean isLocked() {
        return primary.sql("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_locked > 0")
                .equals("1");
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount();
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? result.getInt(1) : 0;
            }
        }
    }

    private static Connection connect(String target) {
        String url = "jdbc:mariadb://" + target + "/app?user=" + MariaDb.APP_USER + "&password=" + MariaDb.APP_PASSWORD
                + "&connectTimeout=2000";
        return pair.client.call(() -> DriverManager.getConnection(url));
    }

    @Test
    void killedControllerTakesItsProxyAlong() {
        try (Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                RowWriter rows = started(first, second)) {
            first.process().kill(Signal.KILL);
            Waiting.until("address on n2", Node.LIMIT, () -> pair.n2.has(Pair.VIP));
            Waiting.until("address gone from n1", Duration.ofSeconds(1), () -> !pair.n1.has(Pair.VIP));
            Waiting.until("no orphan", Node.LIMIT, () -> proxies(pair.n1).isEmpty());
            rows.awaitProgress(Node.LIMIT);
        }
    }

    @Test
    void withoutAWriterOneIsInFaultAndTheOtherCountsLess() {
        try (Node first = node(pair.n1, 110);
                Node second = Node.start(
                        pair.n2, conf(100), TEXT.replace("proxy {", "proxy {\n  track_proxy { weight = -30 }"));
                RowWriter rows = started(first, second)) {
            primary.kill();
            replica.kill();
            first.await(
                    "FAULT because of the proxy",
                    "VI_1",
                    i -> i.getString("state").equals("FAULT")
                            && i.getStringList("faults").toString().contains("proxy"));
            second.await(
                    "priority 70 as master",
                    "VI_1",
                    i -> i.getInt("priority") == 70 && i.getString("state").equals("MASTER"));
            assertTrue(pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP), first::account);
            primary.restart();
            replica.restart();
            replica.sql("SET GLOBAL read_only=1");
            second.await("priority 100", "VI_1", i -> i.getInt("priority") == 100);
            pair.awaitMaster(pair.n1);
            rows.awaitProgress(Node.LIMIT);
        }
    }

    @Test
    void writerMovesOnlyToTheOneThatBecomesWritableAndNotBack() {
        try (Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                RowWriter rows = started(first, second)) {
            rows.stop();
            Waiting.until("writer db1", Node.LIMIT, () -> serverBehindTheWriter() == 1);
            primary.sql("SET GLOBAL read_only=1");
            Waiting.until("no writer", Node.LIMIT, () -> serverBehindTheWriter() == 0);
            Waiting.holds("still no writer", Duration.ofSeconds(2), () -> serverBehindTheWriter() == 0);
            replica.sql("SET GLOBAL read_only=0");
            Waiting.until("writer db2", Node.LIMIT, () -> serverBehindTheWriter() == 2);
            primary.sql("SET GLOBAL read_only=0");
            Waiting.holds(
                    "db1 not readmitted",
                    Duration.ofSeconds(4),
                    () -> serverBehindTheWriter() == 2 && writers(first) <= 1 && writers(second) <= 1);
            assertEquals("db2", first.status().getString("proxy.writer"), first::account);
        }
    }

    @Test
    void garbageAndHalfOpenConnectionsDoNotDisturbARealClient() {
        List<SocketChannel> held = new ArrayList<>();
        try (Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                RowWriter rows = started(first, second)) {
            int errors = rows.errorCount();
            pair.client.call(() -> held.addAll(halfOpen()));
            pair.client.call(ProxyFailureIT::sendGarbage);
            rows.awaitProgress(Node.LIMIT);
            try {
                Waiting.until("a new client among silent ones", Node.LIMIT, () -> serverBehindTheWriter() == 1);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + ": " + refusal + "\n" + first.account(), e);
            }
            rows.awaitProgress(Node.LIMIT);
            assertEquals(errors, rows.errorCount(), rows.lastError());
            assertEquals(1, first.instance("VI_1").getLong("counters.become_master"), first::account);
            assertEquals(0, first.status().getLong("proxy.restarts"), first::account);
            // 500 may be without a login at a time; each of the others has taken an older one's place or been refused.
            Waiting.until(
                    "the limit shown",
                    Node.LIMIT,
                    () -> counter(first, "handshakes_evicted") + counter(first, "refused_handshakes")
                            >= HALF_OPEN - 2 * 500);
            assertTrue(counter(first, "handshakes") <= 500, first::account);
            // The limit for a login is 10 s, the proxy's as the database's: whoever is first, they are gone then.
            Waiting.until("silent ones gone", Node.LIMIT, () -> counter(first, "handshakes") <= 5);
            Waiting.until(
                    "silent ones counted",
                    Node.LIMIT,
                    () -> counter(first, "handshake_timeouts")
                                    + counter(first, "handshakes_evicted")
                                    + counter(first, "refused_handshakes")
                            > 0);
        } finally {
            held.forEach(ProxyFailureIT::close);
        }
    }

    private static RowWriter started(Node first, Node second) {
        first.awaitState("VI_1", "MASTER");
        second.awaitState("VI_1", "BACKUP");
        pair.awaitMaster(pair.n1);
        RowWriter rows = RowWriter.start(pair.client, WRITER, MariaDb.APP_USER, MariaDb.APP_PASSWORD);
        rows.awaitProgress(Node.LIMIT);
        return rows;
    }

    private static List<SocketChannel> halfOpen() throws IOException {
        List<SocketChannel> all = new ArrayList<>();
        for (int i = 0; i < HALF_OPEN; i++) {
            int port = i % 2 == 0 ? ProxyText.WRITE_PORT : ProxyText.READ_PORT;
            all.add(SocketChannel.open(new InetSocketAddress(Pair.VIP, port)));
        }
        return all;
    }

    private static int sendGarbage() {
        Random random = new Random(3_306);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(bytes);
            int port = i % 2 == 0 ? ProxyText.WRITE_PORT : ProxyText.READ_PORT;
            try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(Pair.VIP, port))) {
                channel.setOption(StandardSocketOptions.SO_LINGER, i % 3 == 0 ? 0 : -1);
                channel.write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                refused++; // closed on us while we wrote: it may
            }
        }
        return refused;
    }

    /** Which database a new client of the writer listener reaches, by its server id; 0 when none. */
    private static int serverBehindTheWriter() {
        String url = "jdbc:mariadb://" + WRITER + "/app?user=" + MariaDb.APP_USER + "&password=" + MariaDb.APP_PASSWORD
                + "&connectTimeout=500&socketTimeout=1000";
        return pair.client.call(() -> {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT @@server_id")) {
                return result.next() ? result.getInt(1) : 0;
            } catch (SQLException e) {
                refusal = String.valueOf(e.getMessage());
                return 0;
            }
        });
    }

    private static long writers(Node node) {
        return node.status().getConfigList("proxy.servers").stream()
                .filter(s -> s.getString("role").equals("writer"))
                .count();
    }

    private static long counter(Node node, String name) {
        Config counters = node.status().getConfig("proxy.counters");
        return counters.hasPath(name) ? counters.getLong(name) : 0;
    }

    /** As the host itself counts. */
    private static long proxyPid(Node node) {
        return node.status().getLong("proxy.pid");
    }

    private static String proxies(Host host) {
        return host.sh("pgrep -f '[P]roxyMain' || true").orThrow();
    }

    private static Node node(Host host, int priority) {
        return Node.start(host, conf(priority), TEXT);
    }

    private static String conf(int priority) {
        return Node.conf(Node.instance("VI_1", 51, priority, Pair.VIP));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
