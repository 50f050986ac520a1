package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.mainstay.lab.server.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that cannot succeed are failures with a reason; hooks run in order and hold nothing up. */
@Tag("lab")
@Timeout(120)
final class ChecksIT {
    @Test
    void checksThatCannotSucceedAreFaultsWithReasonAndOutput() {
        try (Pair pair = new Pair()) {
            pair.n1.write("plain", "#!/bin/sh\nexit 0\n");
            String hang = script(pair.n1, "hang", "echo before the hang; exec sleep 7001");
            String deaf = script(pair.n1, "deaf", "trap '' TERM; echo deaf; while :; do sleep 1; done");
            String flood =
                    script(pair.n1, "flood", "yes flood | head -c 20000000; printf '\\033[2Jlast words\\n'; exit 3");
            String fork = script(pair.n1, "fork", "sleep 3 & sleep 3 & echo forked; exit 4");
            try (Node node = Node.start(
                    pair.n1,
                    Node.conf(
                            check("missing", "/nonexistent/check"),
                            check("plain", pair.n1.folder().resolve("plain").toString()),
                            check("hang", hang, "timeout 1"),
                            check("deaf", deaf, "timeout 1"),
                            check("flood", flood, "timeout 20"),
                            check("fork", fork),
                            Node.instance(
                                    "VI_1",
                                    51,
                                    110,
                                    Pair.VIP,
                                    tracked("missing", "plain", "hang", "deaf", "flood", "fork", "undefined"))))) {
                node.await(
                        "all seven faults",
                        "VI_1",
                        i -> i.getStringList("faults").size() >= 7);
                assertEquals("FAULT", node.instance("VI_1").getString("state"), node::account);
                says(node, "missing", "/nonexistent/check does not exist");
                says(node, "plain", "not executable");
                says(node, "hang", "timed out after 1s: before the hang");
                says(node, "deaf", "timed out after 1s: deaf");
                says(node, "flood", "exit 3");
                says(node, "flood", "last words");
                says(node, "fork", "exit 4: forked");
                assertTrue(faults(node).contains("undefined"), node::account);
                assertTrue(reading(node, "flood").getString("detail").length() < 10_000, "the flood is kept whole");
                assertFalse(node.log().contains("\u001b"), "a script's control characters are in the log");
                Waiting.holds(
                        "one hanging copy at most", Duration.ofSeconds(3), () -> count(pair.n1, "sleep 7001") <= 1);
                node.reload(Node.conf(Node.instance("VI_1", 51, 110, Pair.VIP)));
                node.awaitState("VI_1", "MASTER");
                Waiting.until(
                        "nothing left running",
                        Node.LIMIT,
                        () -> count(pair.n1, "sleep 7001") + count(pair.n1, "/deaf") == 0);
            }
        }
    }

    @Test
    void weightedCheckMovesTheAddressOfTheSeedsPairAndBack() {
        try (Pair pair = new Pair()) {
            pair.n1.write("healthy", "");
            pair.n2.write("healthy", "");
            try (Node first = Node.start(pair.n1, weighted(pair.n1, 110));
                    Node second = Node.start(pair.n2, weighted(pair.n2, 100))) {
                pair.awaitMaster(pair.n1);
                second.awaitState("VI_1", "BACKUP");
                remove(pair.n1, "healthy");
                first.await("priority 90", "VI_1", i -> i.getInt("priority") == 90);
                pair.awaitMaster(pair.n2);
                says(first, "alive", "exit 1");
                assertTrue(
                        first.instance("VI_1")
                                .getStringList("contributions")
                                .toString()
                                .contains("alive"),
                        first::account);
                pair.n1.write("healthy", "");
                pair.awaitMaster(pair.n1);
            }
        }
    }

    @Test
    void nopreemptWithAWeightedCheckFailsOverAndStaysThere() {
        try (Pair pair = new Pair()) {
            pair.n1.write("healthy", "");
            pair.n2.write("healthy", "");
            String ofFirst = weighted(pair.n1, 110, "nopreempt");
            String ofSecond = weighted(pair.n2, 100, "nopreempt");
            try (Node first = Node.start(pair.n1, ofFirst)) {
                first.awaitState("VI_1", "MASTER");
                try (Node second = Node.start(pair.n2, ofSecond)) {
                    second.await(
                            "the master's 110 heard",
                            "VI_1",
                            i -> i.getConfigList("peers").stream().anyMatch(p -> p.getInt("priority") == 110));
                    remove(pair.n1, "healthy");
                    pair.awaitMaster(pair.n2);
                    pair.n1.write("healthy", "");
                    first.await("priority 110", "VI_1", i -> i.getInt("priority") == 110);
                    Waiting.holds(
                            "nopreempt", Duration.ofSeconds(5), () -> pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP));
                }
            }
            String said = checkOf(pair);
            assertTrue(said.contains("nopreempt"), said);
        }
    }

    @Test
    void slowHooksRunInOrderWhileAdvertsGoOn() throws IOException {
        try (Pair pair = new Pair();
                Capture capture = pair.lab.capture("ip proto 112")) {
            pair.n1.write("healthy", "");
            Path trace = pair.n1.write("trace", "");
            String hook = script(pair.n1, "hook", "echo \"+$*\" >>" + trace + "; sleep 1.5; echo \"-$*\" >>" + trace);
            Node node = Node.start(pair.n1, hooked(pair.n1, hook));
            try (node) {
                pair.awaitMaster(pair.n1);
                awaitAdverts(capture, 6);
                remove(pair.n1, "healthy");
                node.awaitState("VI_1", "FAULT");
                pair.n1.write("healthy", "");
                node.awaitState("VI_1", "MASTER");
                Waiting.until("ten hooks", Node.LIMIT, () -> lines(trace).size() >= 20);
                assertEquals(0, node.stop());
                assertTrue(longestGapMicros(capture) <= 1_500_000, "adverts waited for a hook: " + capture.frames());
            }
            assertEquals(expectedTrace(), lines(trace));
        }
    }

    private static List<String> expectedTrace() {
        List<String> all = new ArrayList<>();
        for (String state : List.of("backup", "master", "fault", "backup", "master", "stop")) {
            String word = state.equals("stop") ? "STOP" : state.toUpperCase(Locale.ROOT);
            for (String call : List.of("to_" + state, "INSTANCE VI_1 " + word + " 110")) {
                all.add("+" + call);
                all.add("-" + call);
            }
        }
        return all;
    }

    private static String hooked(Host host, String hook) {
        return Node.conf(
                check("alive", "/usr/bin/test -e " + host.folder().resolve("healthy")),
                Node.instance(
                        "VI_1",
                        51,
                        110,
                        Pair.VIP,
                        tracked("alive"),
                        "notify_master \"" + hook + " to_master\"",
                        "notify_backup \"" + hook + " to_backup\"",
                        "notify_fault \"" + hook + " to_fault\"",
                        "notify_stop \"" + hook + " to_stop\"",
                        "notify \"" + hook + "\""));
    }

    /** While the first mastership lasts: up to the advert of priority 0. */
    private static long longestGapMicros(Capture capture) {
        long longest = 0;
        long last = 0;
        for (Capture.Frame frame : capture.frames()) {
            if (frame.text().contains("prio 0,")) {
                return longest;
            }
            longest = last == 0 ? 0 : Math.max(longest, frame.micros() - last);
            last = frame.micros();
        }
        throw new AssertionError("no advert of priority 0: " + capture.frames());
    }

    private static void awaitAdverts(Capture capture, int count) {
        Waiting.until(count + " adverts", Node.LIMIT, () -> capture.frames().size() >= count);
    }

    private static String checkOf(Pair pair) {
        return pair.client
                .exec(
                        Checkout.root().resolve("bin/mainstay").toString(),
                        "check",
                        pair.n1.folder().resolve("node.conf").toString(),
                        pair.n2.folder().resolve("node.conf").toString())
                .output();
    }

    private static String weighted(Host host, int priority, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add(tracked("alive"));
        return Node.conf(
                check("alive", "/usr/bin/test -e " + host.folder().resolve("healthy"), "weight -20"),
                Node.instance("VI_1", 51, priority, Pair.VIP, all.toArray(String[]::new)));
    }

    private static String check(String name, String command, String... lines) {
        return "vrrp_script " + name + " {\n    script \"" + command + "\"\n    interval 1\n    "
                + String.join("\n    ", lines) + "\n}";
    }

    private static String tracked(String... names) {
        return "track_script {\n        " + String.join("\n        ", names) + "\n    }";
    }

    private static String script(Host host, String name, String body) {
        try {
            Path path = host.write(name, "#!/bin/sh\n" + body + "\n");
            return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static void remove(Host host, String file) {
        host.exec("rm", host.folder().resolve(file).toString()).orThrow();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(Host host, String pattern) {
        return Integer.parseInt(host.sh("pgrep -cf '[" + pattern.charAt(0) + "]" + pattern.substring(1) + "' || true")
                .orThrow());
    }

    private static String faults(Node node) {
        return String.join("\n", node.instance("VI_1").getStringList("faults"));
    }

    private static Config reading(Node node, String name) {
        return Node.one(node.status().getConfigList("trackers"), "tracker", "script " + name);
    }

    private static void says(Node node, String name, String words) {
        try {
            Waiting.until(name + " says " + words, Node.LIMIT, () -> {
                Config reading = reading(node, name);
                return !reading.isEmpty()
                        && reading.getString("verdict").equals("down")
                        && reading.getString("detail").contains(words);
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + node.account(), e);
        }
    }
}
