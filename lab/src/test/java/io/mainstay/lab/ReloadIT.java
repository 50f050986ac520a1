package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIGHUP: what is good takes effect, what is bad changes nothing, and one bad instance is alone with it. */
@Tag("lab")
@Timeout(120)
final class ReloadIT {
    private static final String OTHER_VIP = "10.77.0.101";

    @Test
    void brokenFileChangesNothingAndTheLogNamesThePlace() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, Node.conf(Node.instance("VI_1", 51, 110, Pair.VIP)))) {
            node.awaitState("VI_1", "MASTER");
            long pid = node.process().pid();
            String broken = Node.conf(Node.instance("VI_1", 51, 110, OTHER_VIP))
                    .replace("virtual_router_id 51", "virtual_router_id 999");
            for (String text : new String[] {broken, "vrrp_instance VI_1 {\n    interface eth0\n", "{ not = [ hocon"}) {
                int before = node.log().length();
                node.reload(text);
                Waiting.until(
                        "refused",
                        Node.LIMIT,
                        () -> node.log().substring(before).contains("nothing has changed"));
                assertTrue(node.log().substring(before).matches("(?s).*node\\.conf:\\d+.*"), node::account);
            }
            Waiting.holds("the address", Duration.ofSeconds(2), () -> pair.n1.has(Pair.VIP));
            assertFalse(pair.n1.has(OTHER_VIP));
            assertEquals(pid, node.process().pid());
            assertEquals(1, node.instance("VI_1").getLong("counters.become_master"), node::account);
            assertEquals(110, node.instance("VI_1").getInt("priority"));
        }
    }

    @Test
    void goodChangesTakeEffectWithoutLeavingTheAddress() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, Node.conf(Node.instance("VI_1", 51, 110, Pair.VIP)));
                Node second = Node.start(pair.n2, Node.conf(Node.instance("VI_1", 51, 100, Pair.VIP)))) {
            pair.awaitMaster(pair.n1);
            second.awaitState("VI_1", "BACKUP");
            second.reload(Node.conf(Node.instance("VI_1", 51, 120, Pair.VIP)));
            pair.awaitMaster(pair.n2);
            first.awaitState("VI_1", "BACKUP");
            second.reload(Node.conf(Node.instance("VI_1", 51, 120, OTHER_VIP)));
            Waiting.until("the new address", Node.LIMIT, () -> pair.n2.has(OTHER_VIP) && !pair.n2.has(Pair.VIP));
            assertEquals(1, second.instance("VI_1").getLong("counters.become_master"), second::account);
            first.await(
                    "remark on the list",
                    "VI_1",
                    i -> i.getConfigList("peers").stream()
                            .anyMatch(p -> p.getString("detail").contains(OTHER_VIP)));
        }
    }

    @Test
    void addressMovesBetweenInstancesWithoutGettingLost() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, both(list(Pair.VIP, OTHER_VIP), list("10.77.0.102")))) {
            node.awaitState("A", "MASTER");
            node.awaitState("B", "MASTER");
            Waiting.until("three addresses", Node.LIMIT, () -> pair.n1.has(OTHER_VIP) && pair.n1.has("10.77.0.102"));
            node.reload(both(list(Pair.VIP), list("10.77.0.102", OTHER_VIP)));
            node.await("moved", "B", i -> holds(i, OTHER_VIP));
            Waiting.holds(
                    "all three addresses",
                    Duration.ofSeconds(4),
                    () -> pair.n1.has(Pair.VIP) && pair.n1.has(OTHER_VIP) && pair.n1.has("10.77.0.102"));
            assertFalse(holds(node.instance("A"), OTHER_VIP), node::account);
        }
    }

    @Test
    void instanceWithAVirtualMacIsInFaultWhileTheOtherServes() {
        oneIsBad(Node.instance("BAD", 52, 110, OTHER_VIP, "use_vmac"), "virtual MAC addresses are not supported yet");
    }

    @Test
    void instanceOnAMissingInterfaceIsInFaultWhileTheOtherServes() {
        String bad = Node.instance("BAD", 52, 110, OTHER_VIP).replace("interface eth0", "interface eth7");
        oneIsBad(bad, "interface eth7 does not exist");
    }

    private static void oneIsBad(String bad, String reason) {
        String good = Node.instance("GOOD", 51, 110, Pair.VIP);
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, Node.conf(good, bad))) {
            node.awaitState("GOOD", "MASTER");
            awaitFault(node, reason);
            assertTrue(pair.n1.has(Pair.VIP), node::account);
            assertEquals(1, node.instance("GOOD").getLong("counters.become_master"), node::account);
            node.reload(Node.conf(good, Node.instance("BAD", 52, 110, OTHER_VIP)));
            node.awaitState("BAD", "MASTER");
            assertTrue(pair.n1.has(OTHER_VIP), node::account);
        }
    }

    private static void awaitFault(Node node, String word) {
        node.await(
                "FAULT because of " + word,
                "BAD",
                i -> i.getString("state").equals("FAULT")
                        && i.getStringList("faults").stream().anyMatch(f -> f.contains(word)));
    }

    private static boolean holds(Config instance, String vip) {
        return !instance.isEmpty()
                && instance.getConfigList("addresses").stream()
                        .anyMatch(a -> a.getString("address").startsWith(vip + "/") && a.getBoolean("held"));
    }

    private static String list(String... addresses) {
        return String.join("/24\n        ", addresses);
    }

    private static String both(String ofA, String ofB) {
        return Node.conf(Node.instance("A", 51, 110, ofA), Node.instance("B", 52, 110, ofB));
    }
}
