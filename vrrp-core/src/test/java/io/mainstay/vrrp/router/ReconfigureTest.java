package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.fsm.StateName.BACKUP;
import static io.mainstay.vrrp.fsm.StateName.FAULT;
import static io.mainstay.vrrp.fsm.StateName.MASTER;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Host.Spec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconfigureTest {
    private static final Spec A = Spec.of("A", 51, 100, "10.9.0.100/24", "10.9.0.101/24");
    private static final Spec B = Spec.of("B", 52, 100, "10.9.0.200/24");

    private static List<String> reload(Host host, Spec... specs) {
        List<RouterSpec> built = Stream.of(specs).map(Spec::build).toList();
        return words(host.give(new Input.Reconfigured(built)));
    }

    @Test
    void aReloadThatChangesNothingDoesNothing() {
        Host host = Host.master(A.build(), B.build());
        assertEquals(List.of(), reload(host, A, B));
        assertEquals(MASTER, host.state("A"));
    }

    @Test
    void onlyTheDifferenceOfAddressesIsTouched() {
        Host host = Host.master(A.build());
        assertEquals(
                List.of(
                        "A remove [10.9.0.101/24 dev eth0]",
                        "A hold [10.9.0.102/24 dev eth0] for PT3S",
                        "A announce [10.9.0.102/24 dev eth0] x5"),
                reload(host, Spec.of("A", 51, 100, "10.9.0.100/24", "10.9.0.102/24")));
    }

    @Test
    void aBackupTouchesNoAddress() {
        Host host = Host.started(A.build());
        assertEquals(List.of(), reload(host, Spec.of("A", 51, 100, "10.9.0.102/24")));
    }

    @Test
    void anAddressThatMovesIsGivenUpBeforeItIsTaken() {
        Host host = Host.master(A.build(), B.build());
        List<String> expected = List.of(
                "B remove [10.9.0.200/24 dev eth0]",
                "A hold [10.9.0.200/24 dev eth0] for PT3S",
                "A announce [10.9.0.200/24 dev eth0] x5",
                "B hold [10.9.0.201/24 dev eth0] for PT3S",
                "B announce [10.9.0.201/24 dev eth0] x5");
        assertEquals(
                expected,
                reload(
                        host,
                        Spec.of("A", 51, 100, "10.9.0.100/24", "10.9.0.101/24", "10.9.0.200/24"),
                        Spec.of("B", 52, 100, "10.9.0.201/24")));
    }

    @Test
    void aRenamedRouterKeepsItsStateAndItsTimers() {
        Host host = Host.master(A.build());
        Deadline due = host.table().nextDeadline();
        assertEquals(List.of(), reload(host, Spec.of("Z", 51, 100, "10.9.0.100/24", "10.9.0.101/24")));
        assertEquals(MASTER, host.state("Z"));
        assertEquals(due, host.table().nextDeadline());
    }

    @Test
    void aRemovedMasterResigns() {
        Host host = Host.master(A.build(), B.build());
        assertEquals(
                List.of(
                        "B send priority 0 [10.9.0.200]",
                        "B remove [10.9.0.200/24 dev eth0]",
                        "B MASTER -> INIT at 100: removed from the configuration (stopping)"),
                reload(host, A));
    }

    @Test
    void aNewRouterListensFirst() {
        Host host = Host.master(A.build());
        assertEquals(
                List.of("B remove [10.9.0.200/24 dev eth0]", "B INIT -> BACKUP at 100: started"), reload(host, A, B));
        assertEquals(BACKUP, host.state("B"));
    }

    @Test
    void aRefusedRouterStaysInFaultWhileTheOthersRun() {
        Host host =
                Host.master(A.build(), B.refused("virtual_router_id is missing").build());
        assertEquals(MASTER, host.state("A"));
        assertEquals(FAULT, host.state("B"));
        assertEquals(
                List.of("configuration: virtual_router_id is missing"),
                host.router("B").faults());
        assertEquals(
                List.of(),
                words(host.give(new Input.Stopping("end"))).stream()
                        .filter(w -> w.startsWith("B send"))
                        .toList());
    }

    @Test
    void aRefusedDoubleNeitherInheritsNorDisturbsTheGoodOne() {
        Host host = Host.master(A.build());
        Spec twin = Spec.of("A2", 51, 100, "10.9.0.100/24").refused("virtual_router_id 51 is taken by A");
        assertEquals(
                List.of("A2 INIT -> FAULT at 100: configuration: virtual_router_id 51 is taken by A"),
                reload(host, twin, A));
        assertEquals(MASTER, host.state("A"));
        host.hear(Host.packet(Host.PEER, 51, 50, "10.9.0.100", "10.9.0.101"));
        assertEquals(1, host.router("A").statistics().get(Counter.ADVERT_RECEIVED));
        assertEquals(List.of("A2 FAULT -> INIT at 100: removed from the configuration (stopping)"), reload(host, A));
        assertEquals(MASTER, host.state("A"));
    }

    @Test
    void aMasterThatIsRefusedByTheReloadResignsAndReleases() {
        Host host = Host.master(A.build(), B.build());
        assertEquals(
                List.of(
                        "A send priority 0 [10.9.0.100, 10.9.0.101]",
                        "A remove [10.9.0.100/24 dev eth0, 10.9.0.101/24 dev eth0]",
                        "A MASTER -> FAULT at 100: configuration: bad"),
                reload(host, A.refused("bad"), B));
        assertEquals(MASTER, host.state("B"));
    }
}
