package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.router.Host.packet;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Host.Spec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** keepalived's settings of an instance that go beyond the RFC, one by one. */
class ConductTest {
    private static final Spec A = Spec.of("A", 51, 100, "10.9.0.100/24");
    private static final Conduct D = Conduct.DEFAULT;

    private static Conduct preemptDelay(int seconds) {
        return new Conduct(Duration.ofSeconds(seconds), false, false, false, Duration.ZERO, false, false, false, null);
    }

    private static Conduct speaksOnceMore() {
        return new Conduct(Duration.ZERO, true, false, false, Duration.ZERO, false, false, false, null);
    }

    private static Conduct ignoresAdverts() {
        return new Conduct(Duration.ZERO, false, true, false, Duration.ZERO, false, false, false, null);
    }

    private static Conduct skipsCheck() {
        return new Conduct(Duration.ZERO, false, false, true, Duration.ZERO, false, false, false, null);
    }

    private static Conduct extra(int seconds, boolean everywhere) {
        return new Conduct(
                Duration.ZERO, false, false, false, Duration.ofSeconds(seconds), everywhere, false, false, null);
    }

    private static Conduct tracksSource() {
        return new Conduct(Duration.ZERO, false, false, false, Duration.ZERO, false, true, false, null);
    }

    /** Hears this priority once a second for so many seconds; when it became master, in milliseconds, or -1. */
    private static long secondsOf(Host host, int priority, int seconds) {
        long start = host.now().nanos();
        for (int i = 0; i < seconds; i++) {
            host.hear(packet("10.9.0.9", 51, priority, "10.9.0.100"));
            host.pass(1_000);
            if (host.state("A") == StateName.MASTER) {
                return (host.router("A").transition().at().nanos() - start) / 1_000_000;
            }
        }
        return -1;
    }

    @Test
    void lowerMasterIsLeftAloneForTheDelayThenForTheMasterDownTimeOfItsLastAdvert() {
        Host host = Host.started(A.build().with(preemptDelay(10)));
        long taken = secondsOf(host, 90, 30);
        assertEquals(9_000 + 3_609, taken, "the last advert that was followed came after 9 s");
    }

    @Test
    void withoutADelayTheLowerMasterIsReplacedWhenTheFirstTimerEnds() {
        assertEquals(3_609, secondsOf(Host.started(A.build()), 90, 30));
    }

    @Test
    void delayIsToldOnceAndBeginsAnewAfterAHigherMaster() {
        Host host = Host.started(A.build().with(preemptDelay(10)));
        assertEquals(
                List.of(
                        "A info master 10.9.0.9 has priority 90, below our 100: left alone for 10.000s (preempt_delay)"),
                words(host.hear(packet("10.9.0.9", 51, 90, "10.9.0.100"))));
        assertEquals(List.of(), host.hear(packet("10.9.0.9", 51, 90, "10.9.0.100")));
        assertEquals(-1, secondsOf(host, 90, 8));
        host.hear(packet("10.9.0.9", 51, 110, "10.9.0.100"));
        assertEquals(-1, secondsOf(host, 90, 10), "the ten seconds begin again");
    }

    @Test
    void silentMasterIsReplacedInSpiteOfTheDelay() {
        Host host = Host.started(A.build().with(preemptDelay(1_000)));
        host.hear(packet("10.9.0.9", 51, 90, "10.9.0.100"));
        host.pass(3_610);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void masterSpeaksOnceMoreBeforeItGivesWayWhereItIsToldTo() {
        Host host = Host.master(A.build().with(speaksOnceMore()));
        List<String> done = words(host.hear(packet("10.9.0.9", 51, 150, "10.9.0.100")));
        assertEquals("A send priority 100 [10.9.0.100]", done.getFirst());
        assertEquals("A remove [10.9.0.100/24 dev eth0]", done.get(1));
        assertEquals(
                "A remove [10.9.0.100/24 dev eth0]",
                words(Host.master(A.build()).hear(packet("10.9.0.9", 51, 150, "10.9.0.100")))
                        .getFirst());
    }

    @Test
    void ownerGivesWayToNobodyWhereItIgnoresAdverts() {
        RouterSpec owner = Spec.of("A", 51, 255, "10.9.0.100/24").build();
        assertEquals(StateName.BACKUP, afterARival(owner));
        assertEquals(StateName.MASTER, afterARival(owner.with(ignoresAdverts())));
        Host host = Host.started(A.build().with(ignoresAdverts()));
        host.hear(packet("10.9.0.9", 51, 150, "10.9.0.100"));
        assertEquals(0, host.router("A").statistics().get(Counter.OWNER_IGNORED), "only an owner ignores");
    }

    /** Another owner with the higher address. */
    private static StateName afterARival(RouterSpec owner) {
        Host host = Host.started(owner);
        assertEquals(StateName.MASTER, host.state("A"));
        host.hear(packet("10.9.0.9", 51, 255, "10.9.0.100"));
        return host.state("A");
    }

    @Test
    void addressListOfTheSameMasterIsComparedOnceWhereTheCheckIsSkipped() {
        Host host = Host.started(A.build().with(skipsCheck()));
        for (int i = 0; i < 5; i++) {
            host.hear(packet("10.9.0.9", 51, 150, "10.9.0.100", "10.9.0.101"));
        }
        assertEquals(1, host.router("A").statistics().get(Counter.ADDRESS_LIST_DIFFERS));
        assertTrue(
                host.router("A").peers().getFirst().detail().startsWith("virtual addresses [10.9.0.100, 10.9.0.101]"));
    }

    @Test
    void addressesOnOtherInterfacesAreAnnouncedAgainAndAgain() {
        RouterSpec plain = A.build();
        VirtualAddress there = new VirtualAddress(Cidr.of("10.8.0.1/24"), "eth1", null, 0, null, true, false);
        RouterSpec two = Spec.of("A", 51, 100, "10.9.0.100/24").build();
        RouterSpec spec = withAddresses(two, List.of(plain.addresses().getFirst(), there));
        assertEquals(
                List.of("A announce [10.8.0.1/24 dev eth1] x1", "A announce [10.8.0.1/24 dev eth1] x1"),
                announcements(Host.master(spec.with(extra(20, false)))));
        assertEquals(
                2,
                announcements(Host.master(spec.with(extra(20, true)))).stream()
                        .filter(w -> w.equals("A announce [10.9.0.100/24 dev eth0, 10.8.0.1/24 dev eth1] x1"))
                        .count());
        assertEquals(List.of(), announcements(Host.master(plain.with(extra(20, false)))));
    }

    /** Of 41 seconds, after the second burst. */
    private static List<String> announcements(Host host) {
        host.pass(6_000);
        return words(host.pass(41_000)).stream()
                .filter(w -> w.contains("announce"))
                .toList();
    }

    private static RouterSpec withAddresses(RouterSpec s, List<VirtualAddress> addresses) {
        return new RouterSpec(
                s.name(),
                s.link(),
                s.vrid(),
                s.version(),
                s.priority(),
                s.interval(),
                s.preempt(),
                s.authentication(),
                addresses,
                s.source(),
                s.wire(),
                s.downTimerAdverts(),
                s.lowerPrioNoAdvert(),
                s.trackPrimary(),
                s.announcements(),
                s.tracked(),
                s.refused());
    }

    private static RouterSpec from(String source, boolean trackPrimary, Conduct conduct) {
        RouterSpec s = A.build();
        return new RouterSpec(
                s.name(),
                s.link(),
                s.vrid(),
                s.version(),
                s.priority(),
                s.interval(),
                s.preempt(),
                s.authentication(),
                s.addresses(),
                IpAddress.of(source),
                s.wire(),
                s.downTimerAdverts(),
                s.lowerPrioNoAdvert(),
                trackPrimary,
                s.announcements(),
                s.tracked(),
                s.refused(),
                conduct);
    }

    @Test
    void sourceAddressThatIsNotThereIsAFaultWhereItIsTracked() {
        Host host = Host.started(from("10.9.0.7", true, tracksSource()));
        assertEquals(
                List.of("source address 10.9.0.7 is not on eth0"),
                host.router("A").faults());
        assertEquals(StateName.FAULT, host.state("A"));
        host.give(new Input.LinksReported(
                List.of(new LinkView(new LinkIndex(2), "eth0", true, List.of(Cidr.of("10.9.0.7/24"))))));
        assertEquals(StateName.BACKUP, host.state("A"));
        assertEquals(StateName.BACKUP, Host.started(from("10.9.0.7", true, D)).state("A"));
    }

    @Test
    void routerThatDoesNotTrackItsInterfaceStaysMasterWithoutIt() {
        Host host = Host.master(from("10.9.0.2", false, D));
        host.give(Host.eth0(false));
        for (int i = 0; i < 10; i++) {
            host.pass(1_000);
            host.give(new Input.Failed("A", Input.Failed.What.SEND, "ENETDOWN"));
        }
        assertEquals(StateName.MASTER, host.state("A"));
        assertEquals(10, host.router("A").statistics().get(Counter.SEND_FAILED));
    }

    @Test
    void whileTheStartIsDelayedARouterListensOnly() {
        Host host = new Host();
        host.give(new Input.Reconfigured(List.of(A.build())));
        host.give(Host.eth0(true));
        assertEquals(List.of(), host.give(new Input.Started(Duration.ofSeconds(10))));
        host.hear(packet("10.9.0.9", 51, 0, "10.9.0.100"));
        host.pass(9_999);
        assertEquals(StateName.INIT, host.state("A"));
        assertEquals(1, host.router("A").peers().size(), "who spoke meanwhile is known");
        host.pass(1);
        assertEquals(StateName.BACKUP, host.state("A"));
        host.pass(3_609);
        assertEquals(StateName.BACKUP, host.state("A"));
        host.pass(1);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void delayedStartThatIsStoppedNeverBegins() {
        Host host = new Host();
        host.give(new Input.Reconfigured(List.of(A.build())));
        host.give(new Input.Started(Duration.ofSeconds(10)));
        host.give(new Input.Stopping("enough"));
        assertEquals(List.of(), host.pass(20_000));
        assertFalse(host.table().isStarted());
    }

    @Test
    void twoWithoutAddressesUnderstandEachOtherAndOneWithAddressesDoesNot() {
        Host none = Host.started(Spec.of("A", 51, 100).build());
        none.hear(packet("10.9.0.9", 51, 150));
        assertEquals(150, none.router("A").peers().getFirst().priority());
        Host some = Host.started(A.build());
        some.hear(packet("10.9.0.9", 51, 150));
        assertEquals(-1, some.router("A").peers().getFirst().priority());
    }
}
