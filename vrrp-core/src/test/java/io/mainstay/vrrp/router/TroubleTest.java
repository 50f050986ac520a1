package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.fsm.StateName.BACKUP;
import static io.mainstay.vrrp.fsm.StateName.FAULT;
import static io.mainstay.vrrp.fsm.StateName.INIT;
import static io.mainstay.vrrp.fsm.StateName.MASTER;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.router.Host.Spec;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.track.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes wrong around a router: refusals of the kernel, lost addresses, links, checks. */
class TroubleTest {
    private static final Spec SPEC = Spec.of("A", 51, 100, "10.9.0.100/24", "10.9.0.101/24");
    private static final Input REFUSED =
            new Input.Failed("A", Input.Failed.What.HOLD_ADDRESSES, "add 10.9.0.100/24 to eth0: EPERM");
    private static final Input UNSENT = new Input.Failed("A", Input.Failed.What.SEND, "send: ENOBUFS");

    @Test
    void aRefusedAddressMakesTheMasterResignForAWhile() {
        Host host = Host.master(SPEC.build());
        assertEquals(
                List.of(
                        "A send priority 0 [10.9.0.100, 10.9.0.101]",
                        "A remove [10.9.0.100/24 dev eth0, 10.9.0.101/24 dev eth0]",
                        "A MASTER -> FAULT at 100: add 10.9.0.100/24 to eth0: EPERM"),
                words(host.give(REFUSED)));
        host.pass(4_999);
        assertEquals(FAULT, host.state("A"));
        host.pass(1);
        assertEquals(BACKUP, host.state("A"));
        assertEquals(1, host.router("A").statistics().get(Counter.ADDRESS_REFUSED));
    }

    @Test
    void eachRefusalInARowDoublesThePauseUpToFiveMinutes() {
        Host host = Host.master(SPEC.build());
        for (long seconds : new long[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            assertEquals(MASTER, host.state("A"));
            host.give(REFUSED);
            host.pass(seconds * 1000 - 1);
            assertEquals(FAULT, host.state("A"), "before " + seconds + " s");
            host.pass(4_000);
        }
    }

    @Test
    void aMinuteAsMasterForgetsTheTroubles() {
        Host host = Host.master(SPEC.build());
        host.give(REFUSED);
        host.pass(5_000 + 4_000 + 62_000);
        host.give(REFUSED);
        host.pass(5_000);
        assertEquals(BACKUP, host.state("A"));
    }

    @Test
    void aRefusalThatComesTooLateIsCountedOnly() {
        Host host = Host.started(SPEC.build());
        assertEquals(List.of(), host.give(REFUSED));
        assertEquals(BACKUP, host.state("A"));
    }

    @Test
    void threeUnsentAdvertisementsInARowLeadToResignation() {
        Host host = Host.master(SPEC.build());
        assertEquals(List.of("A WARN advertisement not sent: send: ENOBUFS"), words(host.give(UNSENT)));
        host.pass(1_000);
        assertEquals(List.of(), host.give(UNSENT));
        host.pass(1_000);
        host.give(UNSENT);
        assertEquals(FAULT, host.state("A"));
        assertEquals(
                List.of("advertisements do not get out: send: ENOBUFS"),
                host.router("A").faults());
    }

    @Test
    void oneSentInBetweenBeginsTheCountAgain() {
        Host host = Host.master(SPEC.build());
        host.give(UNSENT);
        host.pass(1_000);
        host.give(UNSENT);
        host.pass(2_000);
        host.give(UNSENT);
        assertEquals(MASTER, host.state("A"));
        assertEquals(3, host.router("A").statistics().get(Counter.SEND_FAILED));
    }

    @Test
    void whoMayMissOneResignsAtTheFirst() {
        Host host = Host.master(SPEC.build(true, Authentication.NONE, 1));
        host.give(UNSENT);
        assertEquals(FAULT, host.state("A"));
    }

    @Test
    void aFailureOfAnUnknownRouterIsNothing() {
        Host host = Host.master(SPEC.build());
        assertEquals(List.of(), host.give(new Input.Failed("B", Input.Failed.What.SEND, "late")));
    }

    @Test
    void aLostAddressIsPutBackAtOnce() {
        Host host = Host.master(SPEC.build());
        assertEquals(
                List.of(
                        "A hold [10.9.0.101/24 dev eth0] for PT3S",
                        "A announce [10.9.0.101/24 dev eth0] x5",
                        "A WARN somebody deleted 10.9.0.101/24 dev eth0: put back"),
                words(host.lose("10.9.0.101/24")));
        assertEquals(List.of(), host.lose("10.9.0.77/24"), "not ours");
    }

    @Test
    void atMostTenTimesBetweenTwoAdvertisements() {
        Host host = Host.master(SPEC.build());
        long restored = 0;
        for (int i = 0; i < 15; i++) {
            restored += words(host.lose("10.9.0.100/24")).stream()
                    .filter(w -> w.startsWith("A hold"))
                    .count();
        }
        assertEquals(10, restored);
        assertEquals(10, host.router("A").statistics().get(Counter.ADDRESS_RESTORED));
        assertEquals(5, host.router("A").statistics().get(Counter.ADDRESS_RESTORE_DEFERRED));
        assertEquals(
                "A hold [10.9.0.100/24 dev eth0, 10.9.0.101/24 dev eth0] for PT3S",
                words(host.pass(1_000)).get(1),
                "the next advertisement renews all");
        assertEquals(
                "A hold [10.9.0.100/24 dev eth0] for PT3S",
                words(host.lose("10.9.0.100/24")).getFirst());
    }

    @Test
    void aBackupPutsNothingBack() {
        Host host = Host.started(SPEC.build());
        assertEquals(List.of(), host.lose("10.9.0.100/24"));
    }

    @Test
    void aStalledMasterPutsNothingBack() {
        Host host = Host.master(SPEC.build());
        host.stall(10_000);
        assertEquals(List.of(), host.lose("10.9.0.100/24"));
        host.give(new Input.Tick());
        assertEquals(BACKUP, host.state("A"));
        assertEquals(1, host.router("A").statistics().get(Counter.STALLED));
    }

    @Test
    void aLinkThatGoesIsAFaultAtOnceAndAFreshListenWhenItComesBack() {
        Host host = Host.master(SPEC.build());
        assertEquals(
                List.of(
                        "A send priority 0 [10.9.0.100, 10.9.0.101]",
                        "A remove [10.9.0.100/24 dev eth0, 10.9.0.101/24 dev eth0]",
                        "A MASTER -> FAULT at 100: interface eth0 is down"),
                words(host.give(Host.eth0(false))));
        host.give(Host.eth0(true));
        assertEquals(BACKUP, host.state("A"));
        host.pass(3_609);
        assertEquals(BACKUP, host.state("A"));
        host.pass(1);
        assertEquals(MASTER, host.state("A"));
    }

    @Test
    void anInterfaceThatVanishesIsAFaultWithBothReasons() {
        Host host = Host.master(SPEC.build());
        host.give(new Input.LinksReported(List.of()));
        assertEquals(
                List.of("interface eth0 does not exist", "no IPv4 address on eth0"),
                host.router("A").faults());
    }

    @Test
    void aNeededCheckHoldsTheRouterInInitUntilItsFirstVerdict() {
        Host host = Host.started(SPEC.tracking(new Weighted("chk", 0, false)).build());
        assertEquals(INIT, host.state("A"));
        assertEquals(List.of("chk"), host.router("A").standing().pending());
        assertEquals(Deadline.NEVER, host.table().nextDeadline());
        host.report("chk", Verdict.UP, "exit status 0");
        assertEquals(BACKUP, host.state("A"));
    }

    @Test
    void aNeededCheckThatFailsIsAFault() {
        Host host = Host.started(SPEC.tracking(new Weighted("chk", 0, false)).build());
        assertEquals(
                "A INIT -> FAULT at 100: chk: no such file",
                words(host.report("chk", Verdict.DOWN, "no such file")).getLast());
    }

    @Test
    void weightsAddUpAndAreExplained() {
        Host host = Host.started(SPEC.tracking(new Weighted("a", -20, false), new Weighted("b", 30, false))
                .build());
        host.report("b", Verdict.UP, "fine");
        assertEquals(
                List.of("A WARN priority 130 -> 110 (base 100): a -20: exit status 1; b +30: fine"),
                words(host.report("a", Verdict.DOWN, "exit status 1")));
        assertEquals(110, host.router("A").standing().priority());
        assertEquals(
                List.of("a -20: exit status 1", "b +30: fine"),
                host.router("A").standing().contributions());
        assertEquals(List.of(), host.report("a", Verdict.DOWN, "exit status 1"), "nothing new");
    }

    @Test
    void theSourceIsTheFirstAddressThatIsNotVirtual() {
        Host host = Host.started(Spec.of("A", 51, 100, "10.9.0.2/24").build());
        assertEquals(FAULT, host.state("A"));
        assertEquals(List.of("no IPv4 address on eth0"), host.router("A").faults());
    }

    @Test
    void aStoppedTableAsksForNothing() {
        Host host = Host.master(SPEC.build());
        host.give(REFUSED);
        host.give(new Input.Stopping("SIGTERM"));
        assertEquals(INIT, host.state("A"));
        assertEquals(Deadline.NEVER, host.table().nextDeadline());
        assertEquals(List.of(), host.hear(Host.packet(Host.PEER, 51, 50, "10.9.0.100", "10.9.0.101")));
    }

    @Test
    void aTrackerThatWasRemovedAndComesAgainIsWaitedForAnew() {
        RouterSpec tracked = SPEC.tracking(new Weighted("script chk", 0, false)).build();
        Host host = Host.started(tracked);
        host.report("script chk", Verdict.DOWN, "exit 1");
        assertEquals(FAULT, host.state("A"));
        host.give(new Input.Reconfigured(List.of(SPEC.build())));
        host.give(new Input.TrackersRemoved(Set.of("script chk")));
        assertEquals(BACKUP, host.state("A"));
        host.give(new Input.Reconfigured(List.of(tracked)));
        assertEquals(List.of("script chk"), host.router("A").standing().pending());
        assertEquals(BACKUP, host.state("A"));
    }
}
