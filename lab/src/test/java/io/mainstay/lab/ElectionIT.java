package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** Who gets the address while all are well. The first is on n1, 10.77.0.11; the second on n2, 10.77.0.12. */
@Tag("lab")
final class ElectionIT {
    private static final Settings HIGH = Settings.of(110, Pair.VIP);
    private static final Settings LOW = Settings.of(100, Pair.VIP);

    @BothWaysRound
    void higherPriorityTakesTheAddressFromALowerMaster(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            pair.router(second, pair.n2, LOW);
            pair.awaitMaster(pair.n2);
            pair.router(first, pair.n1, HIGH);
            pair.awaitMaster(pair.n1);
            Waiting.holds("one master", Duration.ofSeconds(2), () -> pair.n1.has(Pair.VIP) && !pair.n2.has(Pair.VIP));
        }
    }

    @BothWaysRound
    void nopreemptLeavesTheAddressWhereItIs(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router lower = pair.router(second, pair.n2, LOW);
            pair.awaitMaster(pair.n2);
            pair.router(first, pair.n1, HIGH.withExtra("nopreempt"));
            Waiting.holds(
                    "the lower master", Duration.ofSeconds(6), () -> pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP));
            lower.stop();
            pair.awaitMaster(pair.n1);
        }
    }

    @BothWaysRound
    void equalPrioritiesYieldToTheHigherAddress(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            pair.router(first, pair.n1, LOW);
            pair.awaitMaster(pair.n1);
            pair.router(second, pair.n2, LOW);
            pair.lab.isolate(pair.n1);
            Waiting.until("two masters apart", Pair.TAKEOVER, () -> pair.n1.has(Pair.VIP) && pair.n2.has(Pair.VIP));
            pair.lab.rejoin(pair.n1);
            pair.awaitMaster(pair.n2);
        }
    }

    @BothWaysRound
    void samePasswordIsUnderstoodBothWays(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            pair.router(second, pair.n2, LOW.withPassword("s3cret"));
            pair.awaitMaster(pair.n2);
            Router higher = pair.router(first, pair.n1, HIGH.withPassword("s3cret"));
            pair.awaitMaster(pair.n1);
            higher.stop();
            pair.awaitMaster(pair.n2);
        }
    }

    @BothWaysRound
    void wrongPasswordIsRefusedAndMainstayNamesThePeer(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router one = pair.router(first, pair.n1, HIGH.withPassword("s3cret"));
            Router two = pair.router(second, pair.n2, LOW.withPassword("other"));
            Waiting.until("two masters", Pair.TAKEOVER, () -> pair.n1.has(Pair.VIP) && pair.n2.has(Pair.VIP));
            if (first == Kind.MAINSTAY) {
                Waiting.until("n2 named", Pair.TAKEOVER, () -> names(one, "10.77.0.12"));
            }
            if (second == Kind.MAINSTAY) {
                Waiting.until("n1 named", Pair.TAKEOVER, () -> names(two, "10.77.0.11"));
            }
            assertTrue(!one.process().output().contains("s3cret") || first == Kind.KEEPALIVED, "password in the log");
        }
    }

    private static boolean names(Router router, String peer) {
        return router.process().output().lines().anyMatch(line -> line.contains(peer) && line.contains("auth"));
    }
}
