package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master that is dead or frozen loses its address by itself, not later than a second after the peer took it. */
@Tag("lab")
@Timeout(120)
final class StrandedIT {
    private static final Duration STRANDED = Duration.ofSeconds(1);

    @Test
    void killedWithAllItsProcessesItLosesTheAddress() {
        try (Pair pair = new Pair();
                Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100)) {
            pair.awaitMaster(pair.n1);
            second.awaitState("VI_1", "BACKUP");
            first.process().killAll(Signal.KILL);
            assertEquals(128 + 9, first.process().await(Node.LIMIT));
            awaitTakenAndGone(pair, second);
            first.restart();
            pair.awaitMaster(pair.n1);
        }
    }

    @Test
    void frozenItLosesTheAddressAndListensFirstWhenItThaws() {
        try (Pair pair = new Pair();
                Node first = node(pair.n1, 110);
                Node second = node(pair.n2, 100);
                Capture capture = pair.lab.capture("ip proto 112")) {
            pair.awaitMaster(pair.n1);
            second.awaitState("VI_1", "BACKUP");
            first.process().killAll(Signal.STOP);
            awaitTakenAndGone(pair, second);
            // Some adverts of the peer must have gone by, else the thawed node has nothing to listen to.
            int before = capture.frames().size();
            Waiting.until("three adverts", Node.LIMIT, () -> capture.frames().size() >= before + 3);
            long thawedMicros = System.currentTimeMillis() * 1_000;
            first.process().killAll(Signal.CONT);
            Duration both = longestWithTwoHolders(pair, first);
            assertTrue(
                    both.compareTo(STRANDED) <= 0,
                    "two holders for " + both.toMillis() + " ms (expected: at most 1000)");
            first.await("stall noticed", "VI_1", i -> i.getLong("counters.stalled") >= 1);
            first.awaitLog("listening before speaking");
            pair.awaitMaster(pair.n1);
            long silent = firstAdvertAfter(thawedMicros, capture) - thawedMicros;
            assertTrue(silent >= 1_000_000, "spoke " + silent / 1_000 + " ms after the thaw (expected: at least 1000)");
        }
    }

    /** The peer has the address, and the one that had it has lost it in time. */
    private static void awaitTakenAndGone(Pair pair, Node peer) {
        Waiting.until("address on n2", Node.LIMIT, () -> pair.n2.has(Pair.VIP));
        Waiting.until("address gone from n1 in time", STRANDED, () -> !pair.n1.has(Pair.VIP));
        peer.awaitState("VI_1", "MASTER");
    }

    /** Watches until the thawed one, which has the higher priority, is the only holder again. */
    private static Duration longestWithTwoHolders(Pair pair, Node thawed) {
        long longest = 0;
        long since = 0;
        long end = System.nanoTime() + Node.LIMIT.toNanos();
        boolean alone = false;
        while (!alone) {
            assertTrue(System.nanoTime() < end, thawed::account);
            boolean here = pair.n1.has(Pair.VIP);
            boolean there = pair.n2.has(Pair.VIP);
            since = here && there ? (since == 0 ? System.nanoTime() : since) : 0;
            longest = since == 0 ? longest : Math.max(longest, System.nanoTime() - since);
            alone = here && !there;
            LockSupport.parkNanos(2_000_000);
        }
        return Duration.ofNanos(longest);
    }

    private static long firstAdvertAfter(long micros, Capture capture) {
        return capture.frames().stream()
                .filter(frame -> frame.isAdvertFrom("10.77.0.11") && frame.micros() > micros)
                .mapToLong(Capture.Frame::micros)
                .findFirst()
                .orElseThrow();
    }

    private static Node node(Host host, int priority) {
        return Node.start(host, Node.conf(Node.instance("VI_1", 51, priority, Pair.VIP)));
    }
}
