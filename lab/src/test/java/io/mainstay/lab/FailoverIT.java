package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.client.Probe;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** How the address moves when something goes. The first, on n1, is the preferred master; it is what breaks. */
@Tag("lab")
final class FailoverIT {
    private static final Settings HIGH = Settings.of(110, Pair.VIP);
    private static final Settings LOW = Settings.of(100, Pair.VIP);

    private static final Duration STEADY = Duration.ofMillis(2_500);

    /** A dead node's address must be gone so soon after the peer has it; keepalived never takes it away. */
    private static final Duration STRANDED = Duration.ofSeconds(1);

    @BothWaysRound
    void gracefulStopMovesTheAddressWithinTheSkew(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router master = started(pair, first, second);
            Probe probe = pair.probe();
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
            probe.mark();
            master.stop();
            probe.awaitAnswerFrom(pair.n2, Pair.TAKEOVER);
            pair.awaitMaster(pair.n2);
            atMost(1_000, probe.outage());
        }
    }

    @BothWaysRound
    void cutCableMovesTheAddressWithinTheMasterDownInterval(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            started(pair, first, second);
            Probe probe = pair.probe();
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
            probe.mark();
            pair.lab.cut(pair.n1);
            probe.awaitAnswerFrom(pair.n2, Pair.TAKEOVER);
            atMost(4_200, probe.outage());
            // Nobody can know sooner: 3 x 1 s and the skew of 100, less the second since the last advert.
            assertTrue(probe.outage().toMillis() >= 2_500, "outage " + probe.outage() + " is too short to be one");
            pair.lab.restore(pair.n1);
            pair.awaitMaster(pair.n1);
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
        }
    }

    @BothWaysRound
    void ownLinkDownMovesTheAddress(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            started(pair, first, second);
            pair.n1.linkDown();
            Waiting.until("address on n2", Pair.TAKEOVER, () -> pair.n2.has(Pair.VIP));
            pair.n1.linkUp();
            pair.awaitMaster(pair.n1);
        }
    }

    @BothWaysRound
    void killedMasterLosesTheAddressToThePeer(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router master = started(pair, first, second);
            master.killAll();
            Waiting.until("address on n2", Pair.TAKEOVER, () -> pair.n2.has(Pair.VIP));
            if (first == Kind.MAINSTAY) {
                Waiting.until("address gone from n1", STRANDED, () -> !pair.n1.has(Pair.VIP));
            }
            master.restart();
            pair.awaitMaster(pair.n1);
        }
    }

    @BothWaysRound
    void frozenMasterLosesTheAddressAndThawsWithoutASecondMaster(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router master = started(pair, first, second);
            master.freeze();
            Waiting.until("address on n2", Pair.TAKEOVER, () -> pair.n2.has(Pair.VIP));
            if (first == Kind.MAINSTAY) {
                Waiting.until("address gone from n1", STRANDED, () -> !pair.n1.has(Pair.VIP));
            }
            master.thaw();
            pair.awaitMaster(pair.n1);
        }
    }

    @BothWaysRound
    void failingCheckWithoutWeightMovesTheAddressAndBack(Kind first, Kind second) {
        checkMovesTheAddress(first, second, 0);
    }

    @BothWaysRound
    void failingCheckWithWeightMovesTheAddressAndBack(Kind first, Kind second) {
        checkMovesTheAddress(first, second, -20);
    }

    @BothWaysRound
    void addressDeletedByHandComesBackOnTheSameNode(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            started(pair, first, second);
            pair.n1.exec("ip", "addr", "del", Pair.VIP + "/24", "dev", "eth0").orThrow();
            pair.awaitMaster(pair.n1);
            Waiting.holds("address on n1", Duration.ofSeconds(4), () -> pair.n1.has(Pair.VIP));
        }
    }

    @BothWaysRound
    void reloadedPriorityMovesTheAddressAndBack(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            Router master = started(pair, first, second);
            master.reload(HIGH.withPriority(90));
            pair.awaitMaster(pair.n2);
            master.reload(HIGH);
            pair.awaitMaster(pair.n1);
        }
    }

    private static void checkMovesTheAddress(Kind first, Kind second, int weight) {
        try (Pair pair = new Pair()) {
            pair.n1.write("healthy", "");
            String command = "/usr/bin/test -e " + pair.n1.folder().resolve("healthy");
            pair.router(first, pair.n1, HIGH.withCheck(command, weight));
            pair.router(second, pair.n2, LOW);
            pair.awaitMaster(pair.n1);
            Probe probe = pair.probe();
            probe.awaitAnswerFrom(pair.n1, Pair.TAKEOVER);
            probe.mark();
            pair.n1.sh("rm " + pair.n1.folder().resolve("healthy")).orThrow();
            pair.awaitMaster(pair.n2);
            probe.awaitAnswerFrom(pair.n2, Pair.TAKEOVER);
            atMost(2_500, probe.outage());
            pair.n1.write("healthy", "");
            pair.awaitMaster(pair.n1);
        }
    }

    private static Router started(Pair pair, Kind first, Kind second) {
        Router master = pair.router(first, pair.n1, HIGH);
        pair.router(second, pair.n2, LOW);
        // The backup has heard adverts by then; before, its own start timer would hand it the address.
        Waiting.steady("n1 master", STEADY, Pair.TAKEOVER, () -> pair.n1.has(Pair.VIP) && !pair.n2.has(Pair.VIP));
        return master;
    }

    private static void atMost(long millis, Duration outage) {
        assertTrue(
                outage.toMillis() <= millis, "outage " + outage.toMillis() + " ms (expected: at most " + millis + ")");
    }
}
