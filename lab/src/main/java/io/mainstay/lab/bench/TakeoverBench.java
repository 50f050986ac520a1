package io.mainstay.lab.bench;

import io.mainstay.lab.Capture;
import io.mainstay.lab.Host;
import io.mainstay.lab.Lab;
import io.mainstay.lab.Waiting;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * How long after the advert that announces a new master the first gratuitous ARP is on the wire, by the switch's clock. A
 * fresh program each time, so it is the first take-over of its life. One thread.
 */
final class TakeoverBench {
    private static final String VIP = "10.77.0.100";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Report report;

    TakeoverBench(Report report) {
        this.report = report;
    }

    /** The programs take turns. */
    void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : Kind.values()) {
                round(kind);
            }
        }
    }

    private void round(Kind kind) {
        try (Lab lab = Lab.open();
                Capture capture = lab.capture("ip proto 112 or arp")) {
            Host n1 = lab.host("n1", "10.77.0.11/24");
            try (Router router = Router.start(kind, n1, Settings.of(100, VIP))) {
                Waiting.until(
                        "gratuitous ARP of " + router.kind(),
                        LIMIT,
                        () -> capture.frames().stream().anyMatch(TakeoverBench::announces));
                report.add("advert to first announcement [ms]", kind.name(), delayMillis(capture.frames(), n1));
            }
        }
    }

    private static boolean announces(Capture.Frame frame) {
        return frame.announces(VIP);
    }

    /** Below zero if the announcement came before the advert. */
    private static double delayMillis(List<Capture.Frame> frames, Host master) {
        long advertised = first(frames, frame -> frame.isAdvertFrom(master.address()));
        return (first(frames, TakeoverBench::announces) - advertised) / 1e3;
    }

    private static long first(List<Capture.Frame> frames, Predicate<Capture.Frame> what) {
        return frames.stream().filter(what).findFirst().orElseThrow().micros();
    }
}
