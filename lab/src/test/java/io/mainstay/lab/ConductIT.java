package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Settings of instances beyond the RFC, against keepalived and on a real kernel. */
@Tag("lab")
final class ConductIT {
    private static final Settings LOW = Settings.of(100, Pair.VIP);
    private static final Settings HIGH = Settings.of(150, Pair.VIP);
    private static final String SYSCTL = "cat /proc/sys/net/ipv4/conf/eth0/promote_secondaries";

    @BothWaysRound
    void preemptDelayLeavesTheLowerMasterAloneForAWhile(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            pair.router(second, pair.n2, LOW);
            pair.awaitMaster(pair.n2);
            pair.router(first, pair.n1, HIGH.withExtra("preempt_delay 6"));
            Waiting.holds(
                    "the lower master", Duration.ofSeconds(6), () -> pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP));
            pair.awaitMaster(pair.n1);
        }
    }

    @Test
    @Timeout(90)
    void startupDelayLeavesTheLowerMasterAloneAndThenPreempts() {
        try (Pair pair = new Pair()) {
            pair.router(Kind.KEEPALIVED, pair.n2, LOW);
            pair.awaitMaster(pair.n2);
            Settings delayed = new Settings(
                    "BACKUP", 150, Pair.VIP, "", List.of(), List.of("global_defs {\n    vrrp_startup_delay 5\n}\n"));
            pair.router(Kind.MAINSTAY, pair.n1, delayed);
            Waiting.holds(
                    "the lower master", Duration.ofSeconds(7), () -> pair.n2.has(Pair.VIP) && !pair.n1.has(Pair.VIP));
            pair.awaitMaster(pair.n1);
        }
    }

    @Test
    @Timeout(90)
    void rejectedMasterIsNeverJoinedByOneThatHolds() {
        try (Pair pair = new Pair()) {
            Router master = pair.router(Kind.KEEPALIVED, pair.n1, LOW.withPassword("one-1111"));
            pair.awaitMaster(pair.n1);
            try (Node node = Node.start(pair.n2, conf("two-2222", "rejected_master hold"))) {
                node.await(
                        "rival shown",
                        "VI_1",
                        i -> i.getStringList("audibleRivals")
                                .equals(List.of(
                                        "peer 10.77.0.11 is audibly master with priority 100, but is not understood: the"
                                                + " password is another one (auth_pass) (rejected_master hold)")));
                Waiting.holds(
                        "one master", Duration.ofSeconds(8), () -> pair.n1.has(Pair.VIP) && !pair.n2.has(Pair.VIP));
                assertTrue(
                        node.log().contains("while it is heard as master the addresses are not taken"), node::account);
                master.killAll();
                node.awaitState("VI_1", "MASTER");
            }
        }
    }

    @Test
    @Timeout(90)
    void rejectedMasterIsJoinedByOneThatOnlyWarnsAndBothSay() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, conf("one-1111"))) {
            first.awaitState("VI_1", "MASTER");
            try (Node second = Node.start(pair.n2, conf("two-2222", "rejected_master warn"))) {
                second.awaitState("VI_1", "MASTER");
                first.await(
                        "rival shown",
                        "VI_1",
                        i -> !i.getStringList("audibleRivals").isEmpty());
                second.await(
                        "rival shown",
                        "VI_1",
                        i -> !i.getStringList("audibleRivals").isEmpty());
                assertTrue(second.log().contains("while this lasts both may be master"), second::account);
            }
        }
    }

    private static String conf(String password, String... lines) {
        String[] all = new String[lines.length + 1];
        System.arraycopy(lines, 0, all, 0, lines.length);
        all[lines.length] = "authentication {\n        auth_type PASS\n        auth_pass " + password + "\n    }";
        return Node.conf(Node.instance("VI_1", 51, 150, Pair.VIP, all));
    }

    @Test
    @Timeout(60)
    void promoteSecondariesIsSetAndPutBack() {
        try (Pair pair = new Pair()) {
            pair.n1
                    .sh("echo 0 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries")
                    .orThrow();
            String text = Node.conf(Node.instance("VI_1", 51, 150, Pair.VIP, "promote_secondaries"));
            try (Node node = Node.start(pair.n1, text)) {
                node.awaitState("VI_1", "MASTER");
                assertEquals("1", pair.n1.sh(SYSCTL).orThrow().strip());
                node.stop();
            }
            assertEquals("0", pair.n1.sh(SYSCTL).orThrow().strip());
        }
    }

    @Test
    @Timeout(60)
    void announcementsKeepTheirDistance() {
        try (Pair pair = new Pair()) {
            String text = Node.conf(
                    "global_defs {\n    vrrp_garp_interval 0.3\n}",
                    Node.instance("VI_1", 51, 150, Pair.VIP, "garp_master_repeat 4", "garp_master_delay 0"));
            try (Capture capture = pair.lab.capture("arp");
                    Node node = Node.start(pair.n1, text)) {
                node.awaitState("VI_1", "MASTER");
                Waiting.until(
                        "four announcements",
                        Duration.ofSeconds(10),
                        () -> announcements(capture).size() >= 4);
                List<Long> micros = announcements(capture);
                assertEquals(4, micros.size(), micros::toString);
                for (int i = 1; i < 4; i++) {
                    assertTrue(micros.get(i) - micros.get(i - 1) >= 290_000, micros::toString);
                }
            }
        }
    }

    /** When the switch saw each, in microseconds. */
    private static List<Long> announcements(Capture capture) {
        return capture.frames().stream()
                .filter(f -> f.announces(Pair.VIP))
                .map(Capture.Frame::micros)
                .toList();
    }
}
