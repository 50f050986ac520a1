package io.mainstay.lab.bench;

import io.mainstay.lab.Host;
import io.mainstay.lab.Lab;
import io.mainstay.lab.Waiting;
import io.mainstay.lab.client.Echo;
import io.mainstay.lab.client.Probe;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.List;

/** What a client that asks every millisecond misses when the master goes, with one-second adverts. One thread. */
final class FailoverBench {
    private static final String VIP = "10.77.0.100";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Two adverts at one a second, and the time to hear them. */
    private static final Duration STEADY = Duration.ofMillis(2_500);

    private final Report report;

    FailoverBench(Report report) {
        this.report = report;
    }

    /** The programs take turns, so that both meet the same weather. */
    void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : Kind.values()) {
                round(kind);
            }
        }
    }

    private void round(Kind kind) {
        try (Lab lab = Lab.open()) {
            Host n1 = lab.host("n1", "10.77.0.11/24");
            Host n2 = lab.host("n2", "10.77.0.12/24");
            Host client = lab.host("client", "10.77.0.31/24");
            n1.write("healthy", "");
            String check = "/usr/bin/test -e " + n1.folder().resolve("healthy");
            // The lab ends what runs on its hosts; only threads are ours to end.
            Router master = Router.start(kind, n1, Settings.of(110, VIP).withCheck(check, 0));
            Router.start(kind, n2, Settings.of(100, VIP));
            List<Echo> echoes = List.of(Echo.on(n1), Echo.on(n2));
            try (Probe probe = Probe.start(client, VIP, Duration.ofMillis(1))) {
                measure("link cut, outage [ms]", kind, probe, n1, n2, () -> lab.cut(n1));
                lab.restore(n1);
                measure(
                        "check fails, outage [ms]",
                        kind,
                        probe,
                        n1,
                        n2,
                        () -> n1.sh("rm " + n1.folder().resolve("healthy")).orThrow());
                n1.write("healthy", "");
                measure("SIGTERM, outage [ms]", kind, probe, n1, n2, master::stop);
            } finally {
                echoes.forEach(Echo::close);
            }
        }
    }

    private void measure(String what, Kind kind, Probe probe, Host from, Host to, Runnable act) {
        // Two routers started together end their first wait together: until the backup has heard adverts, it would take
        // over
        // by that timer and not because of what we do.
        Waiting.steady(VIP + " on " + from.name(), STEADY, LIMIT, () -> from.has(VIP) && !to.has(VIP));
        probe.awaitAnswerFrom(from, LIMIT);
        probe.mark();
        act.run();
        probe.awaitAnswerFrom(to, LIMIT);
        report.add(what, kind.name(), probe.outage().toNanos() / 1e6);
    }
}
