package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.router.Host.packet;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Host.Spec;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who is heard and not taken is part of the state: shown, and waited for where that is wanted. */
class HearingTest {
    private static final Authentication OURS = new Authentication.Simple(Password.of("1111"));
    private static final Authentication OTHER = new Authentication.Simple(Password.of("2222"));
    private static final Conduct HOLD =
            new Conduct(Duration.ZERO, false, false, false, Duration.ZERO, false, false, true, null);
    private static final RouterSpec WARNS =
            Spec.of("A", 51, 100, "10.9.0.100/24").build(true, OURS, 3);
    private static final RouterSpec HOLDS = WARNS.with(HOLD);

    private static Packet wrongPassword(int priority) {
        return packet("10.9.0.9", 51, priority, 1, OTHER, "10.9.0.100");
    }

    /** Hears it each second for ten seconds. */
    private static StateName tenSeconds(RouterSpec spec, Packet packet) {
        return tenSeconds(Host.started(spec), packet);
    }

    private static StateName tenSeconds(Host host, Packet packet) {
        for (int i = 0; i < 10; i++) {
            host.hear(packet);
            host.pass(1_000);
        }
        return host.state("A");
    }

    private static Packet changed(Packet p, int ttl, UnaryOperator<byte[]> payload) {
        return new Packet(
                p.link(),
                p.source(),
                p.destination(),
                ttl,
                payload.apply(p.payload().clone()));
    }

    @Test
    void rejectedMasterIsShownWhileItIsHeardAndNoLonger() {
        Host host = Host.started(WARNS);
        host.hear(wrongPassword(90));
        String said = "peer 10.9.0.9 is audibly master with priority 90, but is not understood: the password is another"
                + " one (auth_pass)";
        assertEquals(List.of(said), host.router("A").audibleRivals(host.now()));
        host.pass(3_609);
        assertEquals(List.of(said), host.router("A").audibleRivals(host.now()));
        host.pass(1);
        assertEquals(List.of(), host.router("A").audibleRivals(host.now()));
    }

    @Test
    void whoResignsOrIsUnderstoodIsNoRival() {
        Host host = Host.started(WARNS);
        host.hear(wrongPassword(0));
        assertEquals(List.of(), host.router("A").audibleRivals(host.now()));
        host.hear(wrongPassword(90));
        host.hear(packet("10.9.0.9", 51, 90, 1, OURS, "10.9.0.100"));
        assertEquals(List.of(), host.router("A").audibleRivals(host.now()));
    }

    @Test
    void warningTakesTheAddressesAndHoldingDoesNot() {
        assertEquals(StateName.MASTER, tenSeconds(WARNS, wrongPassword(90)));
        assertEquals(StateName.BACKUP, tenSeconds(HOLDS, wrongPassword(90)));
    }

    @Test
    void heldAddressesAreTakenOneMasterDownTimeAfterTheRivalFellSilent() {
        Host host = Host.started(HOLDS);
        tenSeconds(host, wrongPassword(90));
        host.hear(wrongPassword(90));
        host.pass(3_609);
        assertEquals(StateName.BACKUP, host.state("A"));
        host.pass(1);
        assertEquals(StateName.MASTER, host.state("A"));
        assertEquals(11, host.router("A").statistics().get(Counter.HELD_FOR_REJECTED));
    }

    @Test
    void holdingIsSaid() {
        assertEquals(
                List.of(
                        "A WARN peer 10.9.0.9 speaks for vrid 51 but is not understood: the password is another one"
                                + " (auth_pass); while it is heard as master the addresses are not taken (rejected_master hold)"),
                words(Host.started(HOLDS).hear(wrongPassword(90))));
    }

    @Test
    void whatCrossedARouterHoldsNothing() {
        assertEquals(StateName.MASTER, tenSeconds(HOLDS, changed(wrongPassword(90), 254, b -> b)));
    }

    @Test
    void spoiltAdvertHoldsAndOneThatCannotBeReadDoesNot() {
        Packet spoilt = changed(packet("10.9.0.9", 51, 90, 1, OURS, "10.9.0.100"), 255, b -> {
            b[6] ^= 1;
            return b;
        });
        assertEquals(StateName.BACKUP, tenSeconds(HOLDS, spoilt));
        assertEquals(StateName.MASTER, tenSeconds(HOLDS, changed(spoilt, 255, b -> new byte[] {0x21, 51, 90})));
        assertEquals(StateName.MASTER, tenSeconds(HOLDS, changed(spoilt, 255, b -> {
            b[0] = 0x22;
            return b;
        })));
    }

    @Test
    void resignationOfARivalIsNotWaitedFor() {
        assertEquals(StateName.MASTER, tenSeconds(HOLDS, wrongPassword(0)));
    }

    @Test
    void otherVersionAndOtherIntervalHold() {
        assertEquals(StateName.BACKUP, tenSeconds(HOLDS, packet("10.9.0.9", 51, 90, 2, OURS, "10.9.0.100")));
        assertEquals(StateName.BACKUP, tenSeconds(HOLDS, changed(wrongPassword(90), 255, b -> {
            b[0] = 0x31;
            return b;
        })));
    }

    @Test
    void masterDoesNotGiveWayToARivalThatItDoesNotUnderstand() {
        Host host = Host.master(HOLDS);
        assertEquals(StateName.MASTER, tenSeconds(host, wrongPassword(250)));
    }

    @Test
    void strangerWithOurNumberIsToldApartAndHoldsNothing() {
        Host host = Host.started(HOLDS);
        Packet stranger = packet("10.9.0.77", 51, 90, 1, OTHER, "10.9.0.200");
        assertEquals(
                List.of("A WARN stranger 10.9.0.77 uses our vrid 51 for another group of hosts: the password is another"
                        + " one (auth_pass); it speaks for [10.9.0.200], none of ours [10.9.0.100]; give one of the two"
                        + " groups another virtual_router_id"),
                words(host.hear(stranger)));
        assertTrue(host.router("A").peers().getFirst().stranger());
        assertTrue(host.router("A").audibleRivals(host.now()).getFirst().startsWith("stranger 10.9.0.77 is audibly"));
        assertEquals(StateName.MASTER, tenSeconds(host, stranger));
    }

    @Test
    void strangerThatIsUnderstoodIsToldApartFromAPeerWithAnotherList() {
        RouterSpec plain = Spec.of("A", 51, 100, "10.9.0.100/24").build();
        Host host = Host.started(plain);
        assertEquals(
                List.of("A WARN peer 10.9.0.77 advertises virtual addresses [10.9.0.200] (ours: [10.9.0.100]), none of"
                        + " ours: another group of hosts with the same virtual_router_id, or a peer with another list"),
                words(host.hear(packet("10.9.0.77", 51, 150, "10.9.0.200"))));
        Host peers = Host.started(plain);
        peers.hear(packet("10.9.0.9", 51, 150, "10.9.0.100"));
        assertEquals(
                List.of("A WARN peer 10.9.0.9 advertises virtual addresses [10.9.0.200] (ours: [10.9.0.100])"),
                words(peers.hear(packet("10.9.0.9", 51, 150, "10.9.0.200"))));
    }
}
