package io.mainstay.lab.bench;

import io.mainstay.lab.Host;
import io.mainstay.lab.HostProcess;
import io.mainstay.lab.Lab;
import io.mainstay.lab.Waiting;
import io.mainstay.lab.client.Greetings;
import io.mainstay.lab.server.HaProxy;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.MariaDb;
import io.mainstay.lab.server.ProxyText;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What a client that wants a database's greeting misses when the master's proxy is killed. keepalived runs beside HAProxy
 * with the check that people use, {@code killall -0 haproxy} each second, weight 0. One thread.
 */
final class ProxyKillBench {
    private static final String FIGURE = "proxy killed, until served again [ms]";
    private static final String VIP = "10.77.0.100";
    private static final String DATABASE = "10.77.0.21";
    private static final String CHECK = "/usr/bin/killall -0 haproxy";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Two adverts at one a second, and the time to hear them. */
    private static final Duration STEADY = Duration.ofMillis(2_500);

    private final Report report;

    ProxyKillBench(Report report) {
        this.report = report;
    }

    /** One database for all rounds; the programs take turns. */
    void run(int rounds) {
        try (Lab lab = Lab.open()) {
            Host client = lab.host("client", "10.77.0.31/24");
            Host n1 = lab.host("n1", "10.77.0.11/24");
            Host n2 = lab.host("n2", "10.77.0.12/24");
            try (MariaDb database = MariaDb.start(lab.host("db1", DATABASE + "/24"), 1);
                    Greetings greetings = Greetings.start(client, VIP, ProxyText.WRITE_PORT)) {
                database.becomePrimary();
                for (int round = 0; round < rounds; round++) {
                    for (Kind kind : Kind.values()) {
                        round(kind, client, n1, n2, greetings);
                    }
                }
            }
        }
    }

    private void round(Kind kind, Host client, Host n1, Host n2, Greetings greetings) {
        Deque<Runnable> ends = new ArrayDeque<>();
        try {
            Runnable kill = node(kind, n1, 110, ends);
            node(kind, n2, 100, ends);
            // A backup that is still starting is no backup, and what is measured would be its start.
            ProxyBench.awaitAnswer(client, n2);
            Waiting.steady(VIP + " on n1 alone", STEADY, LIMIT, () -> n1.has(VIP) && !n2.has(VIP));
            greetings.await(LIMIT);
            greetings.mark();
            kill.run();
            greetings.awaitOutage(LIMIT);
            report.add(FIGURE, kind.name(), greetings.outage().toNanos() / 1e6);
        } finally {
            ends.forEach(Runnable::run);
        }
    }

    /** Starts a node with its proxy. @return what kills the proxy */
    private static Runnable node(Kind kind, Host host, int priority, Deque<Runnable> ends) {
        Settings settings = Settings.of(priority, VIP);
        return switch (kind) {
            case KEEPALIVED -> {
                HaProxy proxy = HaProxy.start(host, ProxyText.WRITE_PORT, List.of(DATABASE + ":3306"));
                ends.addLast(proxy::close);
                Router router = Router.start(kind, host, settings.withCheck(CHECK, 0));
                ends.addFirst(router::stop);
                yield proxy::kill;
            }
            case MAINSTAY -> {
                Router router = Router.start(kind, host, settings, ProxyText.of(DATABASE, "10.77.0.22"));
                ends.addFirst(router::stop);
                yield () -> killProxy(router.process());
            }
        };
    }

    private static void killProxy(HostProcess controller) {
        controller.descendants().stream()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch("io.mainstay.proxy.ProxyMain"::equals))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no proxy runs below mainstay"))
                .destroyForcibly();
    }
}
