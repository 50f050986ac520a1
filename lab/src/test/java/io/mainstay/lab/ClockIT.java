package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.mainstay.lab.server.ProxyText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The clock of the day jumps by hours and by years, there and back, under a running controller. The kernel has no namespace
 * for that clock, so libfaketime(1) stands between the JVM and the kernel; the monotonic clock is the real one.
 */
@Tag("lab")
@Timeout(120)
final class ClockIT {
    private static final String CHECK =
            "vrrp_script chk {\n    script \"/bin/true\"\n    interval 1\n    rise 1\n    fall 1\n}";

    /** Nobody tracks the proxy: there are no databases here. Its supervision is what is looked at. */
    private static final String PROXY =
            ProxyText.of("10.77.0.21", "10.77.0.22").replace("proxy {", "proxy {\n  track_proxy = off");

    @Test
    void jumpsOfTheClockDisturbNoElectionNoTimerAndNoSupervision() {
        try (Pair pair = new Pair();
                Capture capture = pair.lab.capture("ip proto 112 and src 10.77.0.11")) {
            Path offset = pair.n1.write("offset", "+0\n");
            try (Node first = masterUnderFakeClock(pair, offset);
                    Node second = Node.start(pair.n2, conf(100), PROXY)) {
                second.awaitState("VI_1", "BACKUP");
                pair.awaitMaster(pair.n1);
                Waiting.until("proxy", Node.LIMIT, () -> proxy(first, "phase").equals("RUNNING"));
                String pid = proxy(first, "pid");
                int frames = capture.frames().size();

                for (int days : List.of(400, -400, 2, 0)) {
                    jump(first, offset, days);
                    long runs = runs(first);
                    Waiting.holds(
                            "the address",
                            Duration.ofSeconds(2),
                            () -> pair.n1.has(Pair.VIP) && !pair.n2.has(Pair.VIP));
                    Waiting.until("two more checks", Node.LIMIT, () -> runs(first) >= runs + 2);
                }

                assertEquals("MASTER", first.instance("VI_1").getString("state"), first::account);
                assertEquals(1, first.instance("VI_1").getLong("counters.become_master"), first::account);
                assertEquals(0, first.instance("VI_1").getLong("counters.stalled"), first::account);
                assertEquals(0, second.instance("VI_1").getLong("counters.become_master"), second::account);
                assertEquals(pid, proxy(first, "pid"), first::account);
                long gap = longestGapMillis(capture, frames);
                assertTrue(gap <= 2_000, "adverts " + gap + " ms apart (expected: at most 2000)");
                assertEquals(0, first.stop());
                pair.awaitMaster(pair.n2);
            }
        }
    }

    /** Before its peer starts, so that the peer has no reason to become master ever. */
    private static Node masterUnderFakeClock(Pair pair, Path offset) {
        Node node = Node.startUnder(fakeClock(pair.n1, offset), pair.n1, conf(110), PROXY);
        node.awaitState("VI_1", "MASTER");
        return node;
    }

    /** Sets the clock, and believes it only when the log's own time shows it: the library looks once a second. */
    private static void jump(Node node, Path offset, int days) {
        node.host().write(offset.getFileName().toString(), (days < 0 ? "" : "+") + days + "d\n");
        int before = node.log().length();
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(days).toString();
        Awaitility.await("a line of " + day)
                .atMost(Node.LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    node.reload(conf(110));
                    return node.log()
                            .substring(before)
                            .lines()
                            .anyMatch(line -> line.startsWith(day) && line.contains("reload: nothing differs"));
                });
    }

    private static List<String> fakeClock(Host host, Path offset) {
        String library =
                host.sh("ls /usr/lib/*/faketime/libfaketimeMT.so.1").orThrow().strip();
        return List.of(
                "env",
                "TZ=UTC",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1");
    }

    private static String conf(int priority) {
        return Node.conf(CHECK, Node.instance("VI_1", 51, priority, Pair.VIP, "track_script {\n        chk\n    }"));
    }

    private static long runs(Node node) {
        Config check = Node.one(node.status().getConfigList("trackers"), "tracker", "script chk");
        return check.isEmpty() ? 0 : check.getLong("runs");
    }

    private static String proxy(Node node, String key) {
        Config status = node.status();
        return status.hasPath("proxy." + key) ? status.getString("proxy." + key) : "";
    }

    private static long longestGapMillis(Capture capture, int from) {
        List<Capture.Frame> frames = capture.frames();
        long longest = 0;
        for (int i = Math.max(1, from); i < frames.size(); i++) {
            longest =
                    Math.max(longest, frames.get(i).micros() - frames.get(i - 1).micros());
        }
        return longest / 1_000;
    }
}
