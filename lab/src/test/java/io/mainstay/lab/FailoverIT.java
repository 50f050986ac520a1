package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.client.Probe;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the address moves when something goes, whichever program is on which side. The first is the preferred master. */
@Tag("lab")
final class FailoverIT {
    @ParameterizedTest
    @CsvSource({"KEEPALIVED,KEEPALIVED"})
    void gracefulStopMovesTheAddressWithinTheSkew(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router master = pair.router(first, pair.n1, Settings.of(110, Pair.VIP));
            pair.router(second, pair.n2, Settings.of(100, Pair.VIP));
            pair.awaitMaster(pair.n1);
            Probe probe = pair.probe();
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
            probe.mark();
            master.stop();
            probe.awaitAnswerFrom(pair.n2, Pair.TAKEOVER);
            pair.awaitMaster(pair.n2);
            atMost(1_000, probe.outage());
        }
    }

    @ParameterizedTest
    @CsvSource({"KEEPALIVED,KEEPALIVED"})
    void cutCableMovesTheAddressWithinTheMasterDownInterval(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            pair.router(first, pair.n1, Settings.of(110, Pair.VIP));
            pair.router(second, pair.n2, Settings.of(100, Pair.VIP));
            pair.awaitMaster(pair.n1);
            Probe probe = pair.probe();
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
            probe.mark();
            pair.lab.cut(pair.n1);
            probe.awaitAnswerFrom(pair.n2, Pair.TAKEOVER);
            atMost(4_200, probe.outage());
            pair.lab.restore(pair.n1);
            pair.awaitMaster(pair.n1);
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
        }
    }

    private static void atMost(long millis, Duration outage) {
        assertTrue(
                outage.toMillis() <= millis, "outage " + outage.toMillis() + " ms (expected: at most " + millis + ")");
    }
}
