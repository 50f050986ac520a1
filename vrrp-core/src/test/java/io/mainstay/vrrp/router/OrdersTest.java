package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.router.Host.packet;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Host.Spec;
import io.mainstay.vrrp.router.Input.Switchover.How;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.track.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator may order: maintenance and switchovers. */
class OrdersTest {
    private static final Spec SPEC = Spec.of("A", 51, 150, "10.9.0.100/24");

    private static Input maintenance(@Nullable String router, boolean on) {
        return new Input.Maintenance(router, on, "new disk");
    }

    private static Input switchover(How how) {
        return new Input.Switchover("A", how);
    }

    private static Packet peer(int priority) {
        return packet(Host.PEER, 51, priority, "10.9.0.100");
    }

    /** A peer that is master speaks every second. */
    private static void peerSpeaks(Host host, int priority, int times) {
        for (int i = 0; i < times; i++) {
            host.hear(peer(priority));
            host.pass(1_000);
        }
    }

    @Test
    void maintenanceMakesAMasterResignAndListen() {
        Host host = Host.master(SPEC.build());
        assertEquals(
                List.of(
                        "A send priority 0 [10.9.0.100]",
                        "A remove [10.9.0.100/24 dev eth0]",
                        "A MASTER -> BACKUP at 150: maintenance: new disk"),
                words(host.give(maintenance("A", true))));
        host.hear(peer(100));
        assertEquals(100, host.router("A").peers().getFirst().priority(), "it goes on listening");
    }

    @Test
    void routerInMaintenanceStaysBackupThoughNobodyIsMasterAndSaysSo() {
        Host host = Host.started(SPEC.build());
        host.give(maintenance("A", true));
        List<String> said = words(host.pass(60_000));
        assertEquals(StateName.BACKUP, host.state("A"));
        assertEquals(
                "A WARN in maintenance, so it does not take over: nobody may hold the addresses now", said.getFirst());
        assertTrue(said.size() <= 6, said + " (expected: once in ten seconds)");
        host.give(maintenance("A", false));
        host.pass(4_000);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void ownerOfTheAddressesStaysBackupInMaintenanceToo() {
        Host host = Host.master(Spec.of("A", 51, 255, "10.9.0.100/24").build());
        host.give(maintenance(null, true));
        host.give(Host.eth0(false));
        host.give(Host.eth0(true));
        host.pass(20_000);
        assertEquals(StateName.BACKUP, host.state("A"));
        host.give(maintenance(null, false));
        host.pass(4_000);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void maintenanceOfAllHoldsForRoutersThatAReloadAdds() {
        Host host = Host.started(SPEC.build());
        host.give(maintenance(null, true));
        host.give(new Input.Reconfigured(
                List.of(SPEC.build(), Spec.of("B", 52, 150, "10.9.0.101/24").build())));
        host.pass(20_000);
        assertEquals(StateName.BACKUP, host.state("A"));
        assertEquals(StateName.BACKUP, host.state("B"));
    }

    @Test
    void maintenanceOfOneLeavesTheOthersAlone() {
        Host host =
                Host.master(SPEC.build(), Spec.of("B", 52, 150, "10.9.0.101/24").build());
        host.give(maintenance("A", true));
        assertEquals(StateName.BACKUP, host.state("A"));
        assertEquals(StateName.MASTER, host.state("B"));
    }

    @Test
    void maintenanceOrderedBeforeTheStartHolds() {
        Host host = new Host();
        host.give(maintenance("A", true));
        host.give(new Input.Reconfigured(List.of(SPEC.build())));
        host.give(Host.eth0(true));
        host.give(new Input.Started());
        host.pass(20_000);
        assertEquals(StateName.BACKUP, host.state("A"));
    }

    @Test
    void trackersGoOnInMaintenance() {
        Host host =
                Host.started(SPEC.tracking(new Weighted("script s", 0, false)).build());
        host.report("script s", Verdict.UP, "ok");
        host.give(maintenance("A", true));
        host.report("script s", Verdict.DOWN, "broken");
        assertEquals(StateName.FAULT, host.state("A"));
    }

    @Test
    void offerKeepsTheAddressesAndAdvertisesTheLowestPriority() {
        Host host = Host.master(SPEC.build());
        host.give(switchover(How.OFFER));
        List<String> said = words(host.pass(1_000));
        assertEquals("A send priority 1 [10.9.0.100]", said.getFirst());
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void offerThatAPeerTakesEndsAsBackupWhichDoesNotPreempt() {
        Host host = Host.master(SPEC.build());
        host.give(switchover(How.OFFER));
        host.pass(3_000);
        peerSpeaks(host, 100, 60);
        assertEquals(StateName.BACKUP, host.state("A"));
        assertEquals(150, host.router("A").standing().priority(), "its own priority holds again");
        assertEquals(new Order.HandedOver(), host.router("A").standing().order());
    }

    @Test
    void offerThatNobodyTakesLapsesAndNothingIsLost() {
        Host host = Host.master(SPEC.build());
        host.give(switchover(How.OFFER));
        List<String> said = words(host.pass(6_000));
        assertTrue(said.contains("A WARN switchover: nobody took the addresses: still master"), said.toString());
        assertFalse(said.stream().anyMatch(s -> s.contains("remove")), said.toString());
        assertEquals(StateName.MASTER, host.state("A"));
        assertEquals(150, host.router("A").standing().priority());
    }

    @Test
    void forcedSwitchoverToNobodyTakesTheAddressesBackAfterTheMasterDownTime() {
        Host host = Host.master(SPEC.build());
        assertEquals(
                "A MASTER -> BACKUP at 150: switchover: resigned",
                words(host.give(switchover(How.RESIGN))).getLast());
        host.pass(3_400);
        assertEquals(StateName.BACKUP, host.state("A"));
        host.pass(100); // 3 s + (256 - 150) / 256 s
        assertEquals(StateName.MASTER, host.state("A"));
        assertEquals(Order.NONE, host.router("A").standing().order());
    }

    @Test
    void handedOverRouterTakesBackFromAPeerThatResignsOrFallsSilent() {
        for (boolean resigns : new boolean[] {true, false}) {
            Host host = Host.master(SPEC.build());
            host.give(switchover(How.RESIGN));
            peerSpeaks(host, 100, 10);
            if (resigns) {
                host.hear(peer(0));
                host.pass(500);
            } else {
                host.pass(3_000);
            }
            assertEquals(StateName.MASTER, host.state("A"));
            peerSpeaks(host, 100, 3);
            assertEquals(StateName.MASTER, host.state("A"), "the order is fulfilled: normal rules hold again");
        }
    }

    @Test
    void handedOverRouterTakesBackFromAPeerThatLowersItsPriority() {
        Host host = Host.master(SPEC.build());
        host.give(switchover(How.RESIGN));
        peerSpeaks(host, 100, 10);
        peerSpeaks(host, 40, 5);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void cancelLetsTheHigherPriorityPreemptAgain() {
        Host host = Host.master(SPEC.build());
        host.give(switchover(How.RESIGN));
        peerSpeaks(host, 100, 10);
        assertEquals(StateName.BACKUP, host.state("A"));
        host.give(switchover(How.CANCEL));
        peerSpeaks(host, 100, 4);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void reloadKeepsTheOrders() {
        Host host = Host.master(SPEC.build());
        host.give(switchover(How.RESIGN));
        peerSpeaks(host, 100, 3);
        host.give(new Input.Reconfigured(
                List.of(Spec.of("A", 51, 200, "10.9.0.100/24").build())));
        peerSpeaks(host, 100, 10);
        assertEquals(StateName.BACKUP, host.state("A"));
    }

    @Test
    void switchoverOfABackupOrAStrangerChangesNothing() {
        Host host = Host.started(SPEC.build());
        assertEquals(List.of(), host.give(switchover(How.OFFER)));
        assertEquals(List.of(), host.give(switchover(How.RESIGN)));
        assertEquals(List.of(), host.give(new Input.Switchover("nobody", How.RESIGN)));
        assertEquals(Order.NONE, host.router("A").standing().order());
    }
}
