package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.client.Probe;
import io.mainstay.lab.server.Checkout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an operator orders and asks, on a running pair. */
@Tag("lab")
@Timeout(180)
final class AdministrationIT {
    private static final String FIRST = Node.conf(Node.instance("VI_1", 51, 110, Pair.VIP));
    private static final String SECOND = Node.conf(Node.instance("VI_1", 51, 100, Pair.VIP));

    /** Runs the command line on a host, as its operator would. */
    private static Outcome mainstay(Host host, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Checkout.root().resolve("bin/mainstay").toString()));
        command.addAll(Arrays.asList(words));
        return host.exec(command.toArray(String[]::new));
    }

    @Test
    void switchoverMovesTheAddressForGoodWithoutAnOutageWorthTheName() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, FIRST);
                Node second = Node.start(pair.n2, SECOND)) {
            pair.awaitMaster(pair.n1);
            second.awaitState("VI_1", "BACKUP");
            Probe probe = pair.probe();
            probe.awaitAnswerFrom(pair.n1, Node.LIMIT);
            probe.mark();
            Outcome done = mainstay(pair.n1, "switchover", "VI_1");
            assertEquals(0, done.status(), done::output);
            assertTrue(done.output().contains("10.77.0.12 has taken over VI_1"), done::output);
            probe.awaitAnswerFrom(pair.n2, Node.LIMIT);
            assertTrue(probe.outage().toMillis() < 1_000, () -> "outage " + probe.outage());
            Waiting.holds(
                    "stays there although the other one has the higher priority",
                    Duration.ofSeconds(6),
                    () -> pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP));
            assertTrue(first.instance("VI_1").getString("order").startsWith("switchover: has handed over"));

            Outcome back = mainstay(pair.n2, "switchover", "VI_1", "--force");
            assertEquals(0, back.status(), back::output);
            pair.awaitMaster(pair.n1);
        }
    }

    @Test
    void switchoverToNobodyKeepsTheAddressAndSaysSo() {
        try (Pair pair = new Pair();
                Node alone = Node.start(pair.n1, FIRST)) {
            alone.awaitState("VI_1", "MASTER");
            Outcome refused = mainstay(pair.n1, "switchover", "VI_1");
            assertEquals(5, refused.status(), refused::output);
            assertTrue(refused.output().contains("nobody has taken over VI_1"), refused::output);
            assertEquals(1, alone.instance("VI_1").getLong("counters.become_master"), alone::account);

            Outcome forced = mainstay(pair.n1, "switchover", "VI_1", "--force");
            assertEquals(5, forced.status(), forced::output);
            assertTrue(pair.n1.has(Pair.VIP), alone::account);
            assertEquals(2, alone.instance("VI_1").getLong("counters.become_master"), alone::account);
        }
    }

    @Test
    void maintenanceSurvivesARestart() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, FIRST);
                Node second = Node.start(pair.n2, SECOND)) {
            pair.awaitMaster(pair.n1);
            second.awaitState("VI_1", "BACKUP");
            assertEquals(
                    0,
                    mainstay(pair.n1, "maintenance", "on", "--reason", "new disk")
                            .status());
            pair.awaitMaster(pair.n2);
            assertEquals(0, first.stop());
            first.restart();
            first.awaitState("VI_1", "BACKUP");
            Waiting.holds("stays backup", Duration.ofSeconds(6), () -> pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP));
            Outcome why = mainstay(pair.n1, "why", "VI_1");
            assertTrue(why.output().contains("operator: maintenance: new disk"), why::output);
            assertTrue(why.output().contains("node.conf:"), why::output);
            assertEquals(0, mainstay(pair.n1, "maintenance", "off").status());
            pair.awaitMaster(pair.n1);
        }
    }

    @Test
    void journalOfARealFailoverIsReplayedToTheSameDecisions() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, FIRST);
                Node second = Node.start(pair.n2, SECOND)) {
            pair.awaitMaster(pair.n1);
            second.awaitState("VI_1", "BACKUP");
            first.process().killAll(Signal.KILL);
            pair.awaitMaster(pair.n2);
            first.restart();
            pair.awaitMaster(pair.n1);
            Waiting.until(
                    "journal tells the way back",
                    Node.LIMIT,
                    () -> mainstay(pair.n2, "journal").output().contains("MASTER -> BACKUP: outranked by 10.77.0.11"));
            for (Host host : List.of(pair.n1, pair.n2)) {
                Outcome replay = mainstay(host, "replay", Node.STATE + "/journal.jsonl");
                assertEquals(0, replay.status(), replay::output);
                assertTrue(replay.output().startsWith("the same decisions: "), replay::output);
            }
            String altered = pair.n2
                    .sh("sed 's/\"to\":\"MASTER\"/\"to\":\"FAULT\"/' " + Node.STATE + "/journal.jsonl > /run/altered")
                    .output();
            Outcome differs = mainstay(pair.n2, "replay", "/run/altered");
            assertEquals(1, differs.status(), () -> altered + differs.output());
            assertTrue(differs.output().contains("decides"), differs::output);
        }
    }

    @Test
    void dryRunOfAReloadTellsTheTransitionsAndChangesNothing() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, FIRST)) {
            node.awaitState("VI_1", "MASTER");
            pair.n1.write(
                    "node.conf",
                    Node.conf(Node.instance("VI_1", 52, 110, Pair.VIP), Node.instance("VI_2", 53, 90, "10.77.0.101")));
            Outcome dry = mainstay(pair.n1, "reload", "--dry-run");
            assertEquals(0, dry.status(), dry::output);
            assertTrue(dry.output().contains("vrrp_instance VI_2: added"), dry::output);
            assertTrue(dry.output().contains("VI_1: MASTER -> INIT: removed from the configuration"), dry::output);
            assertTrue(dry.output().contains("VI_2: INIT -> BACKUP"), dry::output);
            assertEquals(51, node.instance("VI_1").getInt("vrid"), node::account);
            assertEquals(1, node.instance("VI_1").getLong("counters.become_master"), node::account);

            assertEquals(0, mainstay(pair.n1, "reload").status());
            assertEquals(52, node.instance("VI_1").getInt("vrid"), node::account);
            pair.n1.write("node.conf", FIRST.replace("virtual_router_id 51", "virtual_router_id 999"));
            Outcome refused = mainstay(pair.n1, "reload");
            assertEquals(5, refused.status(), refused::output);
            assertTrue(refused.output().contains("node.conf:"), refused::output);
            assertEquals(52, node.instance("VI_1").getInt("vrid"), node::account);
        }
    }

    @Test
    void metricsAndHealthAreServed() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, FIRST + "metrics {\n    bind 127.0.0.1:9650\n}\n")) {
            node.awaitState("VI_1", "MASTER");
            String metrics = scrape(pair.n1, "/metrics");
            assertTrue(metrics.contains("mainstay_router_state{router=\"VI_1\",state=\"master\"} 1\n"), metrics);
            assertTrue(metrics.contains("mainstay_journal_written_total "), metrics);
            assertTrue(scrape(pair.n1, "/health/master").contains(" 200 OK"), node::account);
            assertEquals(0, mainstay(pair.n1, "maintenance", "on", "VI_1").status());
            node.awaitState("VI_1", "BACKUP");
            assertTrue(scrape(pair.n1, "/health/master").contains(" 503 "), node::account);
            assertTrue(scrape(pair.n1, "/health/ready").contains(" 200 OK"), node::account);
        }
    }

    private static String scrape(Host host, String path) {
        String ask = "exec 3<>/dev/tcp/127.0.0.1/9650 && printf 'GET " + path + " HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3";
        return host.exec("bash", "-c", ask).orThrow();
    }

    @Test
    void ordersThatMakeNoSenseAreRefusedInWords() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, FIRST)) {
            node.awaitState("VI_1", "MASTER");
            Outcome unknown = mainstay(pair.n1, "switchover", "VI_7");
            assertEquals(5, unknown.status(), unknown::output);
            assertTrue(unknown.output().contains("instance: VI_7 (expected: VI_1)"), unknown::output);
            assertEquals(5, mainstay(pair.n1, "why", "VI_7").status());
            assertEquals(5, mainstay(pair.n1, "switchover", "VI_1", "--cancel").status());
            assertEquals(2, mainstay(pair.n1, "maintenance", "perhaps").status());
            assertEquals(6, mainstay(pair.n1, "replay", "/no/such/file").status());
            assertEquals(0, mainstay(pair.n1, "switchover", "VI_1", "--dry-run").status());
            assertFalse(node.instance("VI_1").getString("state").equals("BACKUP"), node::account);
            String trace = mainstay(pair.n1, "trace", "--count", "1").output();
            assertTrue(trace.contains("sent 10.77.0.11 > 224.0.0.18: VRRPv2 vrid 51 priority 110"), trace);
        }
    }

    @Test
    void strangersMayNotAsk() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, FIRST)) {
            node.awaitState("VI_1", "MASTER");
            Outcome byMode = pair.n1.exec(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    Checkout.root().resolve("bin/mainstay").toString(),
                    "maintenance",
                    "on");
            assertEquals(1, byMode.status(), byMode::output);
            pair.n1.sh("chmod 666 /run/mainstay/control.sock").orThrow();
            Outcome byCredentials = pair.n1.exec(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    Checkout.root().resolve("bin/mainstay").toString(),
                    "maintenance",
                    "on");
            assertEquals(5, byCredentials.status(), byCredentials::output);
            assertTrue(byCredentials.output().contains("may not ask"), byCredentials::output);
            assertEquals("MASTER", node.instance("VI_1").getString("state"), node::account);
        }
    }
}
