package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.mainstay.lab.server.Checkout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two that do not understand each other are told apart by name, and who forges adverts gets nothing. */
@Tag("lab")
@Timeout(120)
final class HonestyIT {
    private static final String N1 = "10.77.0.11";
    private static final String N2 = "10.77.0.12";
    private static final String CLIENT = "10.77.0.31";
    private static final byte[] CLIENT_BYTES = {10, 77, 0, 31};
    private static final byte[] VIP_BYTES = {10, 77, 0, 100};

    @Test
    void twoMainstaysNameEachOtherAndWhatDiffers() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, conf(110, password("one-1111")));
                Node second = Node.start(pair.n2, conf(100, password("two-2222")))) {
            awaitPeer(first, N2, "auth_failure", "the password is another one (auth_pass)");
            awaitPeer(second, N1, "auth_failure", "the password is another one (auth_pass)");
            first.reload(conf(110));
            awaitPeer(first, N2, "auth_type", "authentication type 1, PASS (expected: 0, none)");
            awaitPeer(second, N1, "auth_type", "authentication type 0, none (expected: 1, PASS)");
            second.reload(conf(100, "advert_int 2"));
            awaitPeer(first, N2, "interval", "advertisement interval 2s (expected: 1s)");
            awaitPeer(second, N1, "interval", "advertisement interval 1s (expected: 2s)");
            second.reload(conf(100));
            second.awaitLog("peer 10.77.0.11 is understood again");
            pair.awaitMaster(pair.n1);
            assertFalse((first.log() + second.log()).matches("(?s).*(one-1111|two-2222).*"), "a password in the log");
            first.awaitLog("peer 10.77.0.12 speaks for vrid 51 but is not understood: authentication type 1, PASS");
        }
    }

    @Test
    void keepalivedIsNamedWithWhatDiffers() {
        try (Pair pair = new Pair();
                Node node = Node.start(pair.n1, conf(110, password("one-1111")))) {
            pair.n2.write("keepalived.conf", conf(100, password("two-2222")));
            String file = pair.n2.folder().resolve("keepalived.conf").toString();
            HostProcess keepalived = pair.n2.start("keepalived", "keepalived", "-n", "-l", "-D", "-P", "-f", file);
            awaitPeer(node, N2, "auth_failure", "the password is another one (auth_pass)");
            assertThatTheCommandSaysSo(node);
            pair.n2.write("keepalived.conf", conf(100));
            keepalived.kill(Signal.HUP);
            awaitPeer(node, N2, "auth_type", "authentication type 0, none (expected: 1, PASS)");
            pair.n2.write("keepalived.conf", conf(100, password("one-1111"), "advert_int 2"));
            keepalived.kill(Signal.HUP);
            awaitPeer(node, N2, "interval", "advertisement interval 2s (expected: 1s)");
        }
    }

    @Test
    void forgedAdvertsWithoutAddressesOrIntervalDethroneNobody() {
        try (Pair pair = new Pair();
                Node first = Node.start(pair.n1, conf(110))) {
            first.awaitState("VI_1", "MASTER");
            try (Node second = Node.start(pair.n2, conf(100))) {
                second.awaitState("VI_1", "BACKUP");
                pair.client.call(HonestyIT::forge);
                for (Node node : new Node[] {first, second}) {
                    node.await("20 refused", "VI_1", i -> count(i, "rejected_address_count_zero") == 20);
                    node.await("20 more refused", "VI_1", i -> count(i, "rejected_interval_zero") == 20);
                }
                awaitPeer(first, CLIENT, "interval_zero", "");
                assertTrue(pair.n1.has(Pair.VIP) && !pair.n2.has(Pair.VIP), first::account);
                assertEquals(1, count(first.instance("VI_1"), "become_master"), first::account);
                assertEquals(0, count(second.instance("VI_1"), "become_master"), second::account);
                assertEquals(0, count(first.instance("VI_1"), "release_master"), first::account);
            }
        }
    }

    private static int forge() {
        try (RawVrrp raw = new RawVrrp(CLIENT_BYTES)) {
            for (int i = 0; i < 20; i++) {
                raw.send(RawVrrp.advert(51, 200, 1));
            }
            for (int i = 0; i < 20; i++) {
                raw.send(RawVrrp.advert(51, 200, 0, VIP_BYTES));
            }
            return 40;
        }
    }

    private static void assertThatTheCommandSaysSo(Node node) {
        String program = Checkout.root().resolve("bin/mainstay").toString();
        Config json = ConfigFactory.parseString(
                node.host().exec(program, "status", "--json").orThrow());
        Config peer = Node.one(
                Node.one(json.getConfigList("instances"), "name", "VI_1").getConfigList("peers"), "source", N2);
        assertEquals("auth_failure", peer.getString("rejectedBecause"));
        String human = node.host().exec(program, "status").orThrow();
        assertTrue(human.contains("NOT UNDERSTOOD (auth_failure): the password is another one (auth_pass)"), human);
    }

    private static void awaitPeer(Node node, String peer, String reason, String detail) {
        node.await(peer + " named for " + reason, "VI_1", i -> {
            Config seen = Node.one(i.getConfigList("peers"), "source", peer);
            return !seen.isEmpty()
                    && seen.getString("rejectedBecause").equals(reason)
                    && seen.getString("detail").contains(detail);
        });
    }

    private static long count(Config instance, String counter) {
        return instance.getLong("counters." + counter);
    }

    private static String conf(int priority, String... lines) {
        return Node.conf(Node.instance("VI_1", 51, priority, Pair.VIP, lines));
    }

    private static String password(String word) {
        return "authentication {\n        auth_type PASS\n        auth_pass " + word + "\n    }";
    }
}
