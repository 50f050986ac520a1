package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.mainstay.lab.server.Checkout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Garbage on the wire, on the disk and in the configuration: a message, a counter, and everything else goes on. A clock that
 * jumps is {@link ClockIT}'s, a stall of the monotonic clock {@link StrandedIT}'s.
 */
@Tag("lab")
@Timeout(120)
final class BadInputIT {
    private static final byte[] CLIENT_BYTES = {10, 77, 0, 31};
    private static final byte[] VIP_BYTES = {10, 77, 0, 100};
    private static final int PACKETS = 1_000;
    private static final String GOOD = Node.conf(Node.instance("VI_1", 51, 110, Pair.VIP));

    @Test
    void randomAndTruncatedPacketsAreCountedAndChangeNothing() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, GOOD)) {
            node.awaitState("VI_1", "MASTER");
            pair.client.call(BadInputIT::sendGarbage);
            try {
                Waiting.until("all counted", Node.LIMIT, () -> counted(node.status()) >= PACKETS);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + node.account(), e);
            }
            assertStillMasterFromTheFirst(pair, node);
            assertTrue(node.log().lines().count() < 100, node::account);
        }
    }

    @Test
    void withoutAPlaceForTheControlSocketAllElseWorks() {
        try (Pair pair = new Pair()) {
            pair.n1
                    .sh("mkdir /run/mainstay && mount -t tmpfs -o ro tmpfs /run/mainstay")
                    .orThrow();
            pair.n2
                    .sh("mkdir /run/mainstay && mount -t tmpfs -o nr_inodes=1 tmpfs /run/mainstay")
                    .orThrow();
            try (Node first = Node.start(pair.n1, GOOD);
                    Node second = Node.start(pair.n2, Node.conf(Node.instance("VI_1", 51, 100, Pair.VIP)))) {
                first.awaitLog("no control socket: cannot listen at /run/mainstay/control.sock");
                second.awaitLog("no control socket: cannot listen at /run/mainstay/control.sock");
                pair.awaitMaster(pair.n1);
                assertEquals(0, first.stop());
                pair.awaitMaster(pair.n2);
            }
        }
    }

    @Test
    void logThatCannotBeWrittenStopsNothing() {
        try (Pair pair = new Pair()) {
            String file = pair.n1.write("node.conf", GOOD).toString();
            String program = Checkout.root().resolve("bin/mainstay").toString();
            try (HostProcess mute =
                    pair.n1.start("mute", "sh", "-c", "exec " + program + " run -f " + file + " >/dev/full 2>&1")) {
                pair.awaitMaster(pair.n1);
                pair.n1.write("node.conf", "{ broken");
                mute.kill(Signal.HUP);
                Waiting.holds("the address", Duration.ofSeconds(3), () -> pair.n1.has(Pair.VIP));
                mute.kill(Signal.TERM);
                assertEquals(0, mute.await(Node.LIMIT));
                assertTrue(!pair.n1.has(Pair.VIP), "the address stays behind");
            }
        }
    }

    /** As /dev/full, but it begins well and ends in the middle of a line, and the socket has no place either. */
    @Test
    void diskThatFillsUpUnderTheLogStopsNothing() {
        try (Pair pair = new Pair()) {
            String file = pair.n1.write("node.conf", GOOD).toString();
            String program = Checkout.root().resolve("bin/mainstay").toString();
            pair.n1
                    .sh("mkdir /run/mainstay && mount -t tmpfs -o size=8k tmpfs /run/mainstay"
                            + " && head -c 4000 /dev/zero > /run/mainstay/other")
                    .orThrow();
            try (HostProcess node = pair.n1.start(
                    "full", "sh", "-c", "exec " + program + " run -f " + file + " >/run/mainstay/log 2>&1")) {
                pair.awaitMaster(pair.n1);
                for (int i = 0; i < 40; i++) {
                    pair.n1.write("node.conf", "{ broken " + i);
                    node.kill(Signal.HUP);
                    Waiting.holds("the address", Duration.ofMillis(100), () -> pair.n1.has(Pair.VIP));
                }
                assertEquals(
                        "4096",
                        pair.n1.sh("stat -c %s /run/mainstay/log").orThrow().strip(),
                        "the log has met the disk's end");
                pair.n1.write("node.conf", GOOD.replace("priority 110", "priority 120"));
                node.kill(Signal.HUP);
                Waiting.holds("the address", Duration.ofSeconds(4), () -> pair.n1.has(Pair.VIP));
                node.kill(Signal.TERM);
                assertEquals(0, node.await(Node.LIMIT));
                assertTrue(!pair.n1.has(Pair.VIP), "the address stays behind");
            }
        }
    }

    @Test
    void vanishedInterfaceIsOneInstancesFaultUntilItIsBack() {
        try (Pair pair = new Pair()) {
            plugSecondInterface(pair.n1);
            String other = Node.instance("VI_2", 52, 110, "10.78.0.100").replace("interface eth0", "interface v0");
            try (Node node = Node.start(pair.n1, Node.conf(Node.instance("VI_1", 51, 110, Pair.VIP), other))) {
                node.awaitState("VI_1", "MASTER");
                node.awaitState("VI_2", "MASTER");
                pair.n1.exec("ip", "link", "del", "v0").orThrow();
                node.await(
                        "FAULT names v0",
                        "VI_2",
                        i -> i.getString("state").equals("FAULT")
                                && i.getStringList("faults").toString().contains("v0"));
                assertStillMasterFromTheFirst(pair, node);
                plugSecondInterface(pair.n1);
                node.awaitState("VI_2", "MASTER");
                Waiting.until(
                        "its address",
                        Node.LIMIT,
                        () -> pair.n1
                                .exec("ip", "-4", "addr", "show", "dev", "v0")
                                .output()
                                .contains("10.78.0.100/"));
                assertStillMasterFromTheFirst(pair, node);
            }
        }
    }

    @Test
    void hugeAndEndlessConfigurationsAreReadOrRefusedWhileAdvertsGoOn() {
        try (Pair pair = new Pair();
                Capture capture = pair.lab.capture("ip proto 112");
                Node node = Node.start(pair.n1, GOOD)) {
            node.awaitState("VI_1", "MASTER");
            pair.awaitMaster(pair.n1);
            int before = node.log().length();
            String self = pair.n1.folder().resolve("node.conf").toString();
            node.reload("include " + self + "\n" + GOOD);
            node.awaitLog("node.conf:1:");
            awaitAnswer(node, before);
            for (String filler :
                    List.of("# nothing but a remark, again and again\n", "unheard_of_keyword with words\n")) {
                int length = node.log().length();
                node.reload(filler.repeat(10_000_000 / filler.length()) + GOOD);
                awaitAnswer(node, length);
            }
            node.reload(GOOD);
            int frames = capture.frames().size();
            Waiting.until("two more adverts", Node.LIMIT, () -> capture.frames().size() >= frames + 2);
            assertStillMasterFromTheFirst(pair, node);
            long gap = longestGapMicros(capture);
            assertTrue(gap <= 2_000_000, "adverts " + gap / 1_000 + " ms apart (expected: at most 2000)");
            assertTrue(node.log().length() < 1_000_000, "a log of " + node.log().length() + " characters");
        }
    }

    private static int sendGarbage() {
        Random random = new Random(20_260);
        byte[] whole = RawVrrp.advert(51, 200, 1, VIP_BYTES);
        try (RawVrrp raw = new RawVrrp(CLIENT_BYTES)) {
            for (int i = 0; i < PACKETS; i += 2) {
                // Even: any bytes of any length, but not another router's number. Odd: cut short, our number.
                byte[] any = new byte[2 + random.nextInt(300)];
                random.nextBytes(any);
                any[1] = 51;
                raw.send(any);
                raw.send(Arrays.copyOf(whole, 2 + random.nextInt(whole.length - 2)));
                pauseNowAndThen(i);
            }
        }
        return PACKETS;
    }

    /** The receiver's socket buffer is finite, and what it drops nobody can count. */
    private static void pauseNowAndThen(int i) {
        if (i % 20 == 0) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static long counted(Config status) {
        Config instance = Node.one(status.getConfigList("instances"), "name", "VI_1");
        return instance.isEmpty()
                ? 0
                : instance.getConfig("counters").entrySet().stream()
                                .filter(e -> e.getKey().startsWith("rejected_"))
                                .mapToLong(e -> ((Number) e.getValue().unwrapped()).longValue())
                                .sum()
                        + status.getLong("counters.unknown_vrid");
    }

    private static void assertStillMasterFromTheFirst(Pair pair, Node node) {
        assertTrue(pair.n1.has(Pair.VIP), node::account);
        Config instance = node.instance("VI_1");
        assertEquals("MASTER", instance.getString("state"), node::account);
        assertEquals(1, instance.getLong("counters.become_master"), node::account);
    }

    private static void awaitAnswer(Node node, int from) {
        try {
            Waiting.until("answer to the reload", Duration.ofSeconds(40), () -> {
                String fresh = node.log().substring(from);
                return fresh.contains("nothing has changed") || fresh.contains("reload: nothing differs");
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + node.account(), e);
        }
    }

    private static void plugSecondInterface(Host host) {
        host.sh("ip link add v0 type veth peer name v1 && ip addr add 10.78.0.11/24 dev v0"
                        + " && ip link set v1 up && ip link set v0 up")
                .orThrow();
    }

    private static long longestGapMicros(Capture capture) {
        long longest = 0;
        long last = 0;
        for (Capture.Frame frame : capture.frames()) {
            longest = last == 0 ? 0 : Math.max(longest, frame.micros() - last);
            last = frame.micros();
        }
        return longest;
    }
}
