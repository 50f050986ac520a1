package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.client.RowWriter;
import io.mainstay.lab.server.HaProxy;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.MariaDb;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The harness with what is known to work: rows through HAProxy behind keepalived into a primary with a replica. */
@Tag("lab")
final class DatabaseIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void rowsThroughHaproxyAndKeepalivedSurviveAStop() {
        try (Pair pair = new Pair();
                MariaDb primary = MariaDb.start(pair.lab.host("db1", "10.77.0.21/24"), 1);
                MariaDb replica = MariaDb.start(pair.lab.host("db2", "10.77.0.22/24"), 2)) {
            primary.becomePrimary();
            replica.follow(primary);
            List<String> servers = List.of("10.77.0.21:3306", "10.77.0.22:3306");
            HaProxy.start(pair.n1, 3307, servers);
            HaProxy.start(pair.n2, 3307, servers);
            Router master = pair.router(Kind.KEEPALIVED, pair.n1, Settings.of(110, Pair.VIP));
            pair.router(Kind.KEEPALIVED, pair.n2, Settings.of(100, Pair.VIP));
            pair.awaitMaster(pair.n1);
            try (RowWriter rows =
                    RowWriter.start(pair.client, Pair.VIP + ":3307", MariaDb.APP_USER, MariaDb.APP_PASSWORD)) {
                rows.awaitProgress(LIMIT);
                rows.mark();
                master.stop();
                pair.awaitMaster(pair.n2);
                rows.awaitProgress(LIMIT);
                long outage = rows.outage().toMillis();
                assertTrue(outage >= 300 && outage <= 2_500, "outage " + outage + " ms (expected: 300 to 2500)");
                rows.stop();
                assertEquals(0, rows.countLost(pair.client, "10.77.0.21:3306"));
                String written = Integer.toString(rows.acknowledgedCount());
                Waiting.until(
                        "rows on the replica",
                        LIMIT,
                        () -> Integer.parseInt(replica.sql("SELECT COUNT(*) FROM app.rows_written"))
                                >= Integer.parseInt(written));
            }
        }
    }
}
