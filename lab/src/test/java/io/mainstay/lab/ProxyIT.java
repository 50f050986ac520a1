package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.client.RowWriter;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.MariaDb;
import io.mainstay.lab.server.ProxyText;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mainstay on both nodes with its own proxy before a primary and a replica. */
@Tag("lab")
final class ProxyIT {
    private static final Duration LIMIT = Duration.ofSeconds(25);

    @Test
    void acknowledgedRowsSurviveTheKillOfTheProxyAndOfTheNode() {
        try (Pair pair = new Pair();
                MariaDb primary = MariaDb.start(pair.lab.host("db1", "10.77.0.21/24"), 1);
                MariaDb replica = MariaDb.start(pair.lab.host("db2", "10.77.0.22/24"), 2)) {
            primary.becomePrimary();
            replica.follow(primary);
            Router master = node(pair, pair.n1, 110);
            node(pair, pair.n2, 100);
            Waiting.until("address on n1", LIMIT, () -> pair.n1.has(Pair.VIP) && !pair.n2.has(Pair.VIP));
            try (RowWriter rows = RowWriter.start(
                    pair.client, Pair.VIP + ":" + ProxyText.WRITE_PORT, MariaDb.APP_USER, MariaDb.APP_PASSWORD)) {
                rows.awaitProgress(LIMIT);
                rows.mark();
                killProxy(master);
                rows.awaitProgress(LIMIT);
                long outage = rows.outage().toMillis();
                assertTrue(outage <= 3_000, "outage " + outage + " ms (expected: at most 3000)");
                master.killAll();
                Waiting.until("address on n2", LIMIT, () -> pair.n2.has(Pair.VIP));
                rows.awaitProgress(LIMIT);
                rows.stop();
                assertEquals(0, rows.countLost(pair.client, "10.77.0.21:3306"));
            }
        }
    }

    private static Router node(Pair pair, Host host, int priority) {
        Router router = Router.start(
                Kind.MAINSTAY, host, Settings.of(priority, Pair.VIP), ProxyText.of("10.77.0.21", "10.77.0.22"));
        return pair.closing(router);
    }

    private static void killProxy(Router router) {
        router.process().descendants().stream()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch("io.mainstay.proxy.ProxyMain"::equals))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no proxy runs below mainstay"))
                .destroyForcibly();
    }
}
