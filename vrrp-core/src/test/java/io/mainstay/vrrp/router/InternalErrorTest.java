package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.fsm.StateName.BACKUP;
import static io.mainstay.vrrp.fsm.StateName.FAULT;
import static io.mainstay.vrrp.fsm.StateName.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.router.Host.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An error of ours in one router is that router's fault; the others go on. */
class InternalErrorTest {
    private static final RouterSpec SOUND =
            Spec.of("B", 52, 100, "10.9.0.200/24").build();

    /** Nobody builds such a one: version 2 cannot say a quarter of a second, so its first advertisement throws. */
    private static RouterSpec broken(String name) {
        return new RouterSpec(
                name,
                "eth0",
                new Vrid(51),
                2,
                100,
                new Centis(25),
                true,
                Authentication.NONE,
                List.of(Host.address("10.9.0.100/24")),
                null,
                Wire.multicast(Host.GROUP),
                3,
                false,
                true,
                Parameters.Announcements.DEFAULT,
                List.of(),
                null);
    }

    private static Host both() {
        Host host = new Host();
        host.give(new Input.Reconfigured(List.of(broken("A"), SOUND)));
        host.give(Host.eth0(true));
        host.give(new Input.Started());
        return host;
    }

    @Test
    void theRouterThatThrowsIsHeldInFaultAndSaysWhere() {
        Host host = both();
        host.pass(1_500);
        assertEquals(FAULT, host.state("A"));
        String fault = String.join("; ", host.router("A").faults());
        assertTrue(fault.startsWith("internal error, please report it: java.lang.IllegalArgumentException"), fault);
        assertTrue(fault.contains(" at Advertisement.java:"), fault);
        assertEquals(1, host.router("A").statistics().get(Counter.INTERNAL_ERROR));
    }

    @Test
    void theOthersGoOn() {
        Host host = both();
        host.pass(4_000);
        assertEquals(MASTER, host.state("B"));
    }

    @Test
    void itGivesItsAddressesUpWithoutAnAdvertisement() {
        Host host = both();
        List<String> commands = Host.words(host.pass(1_500));
        assertTrue(commands.contains("A remove [10.9.0.100/24 dev eth0]"), commands.toString());
        assertTrue(commands.stream().noneMatch(c -> c.startsWith("A send") || c.startsWith("A hold")));
    }

    @Test
    void itTriesAgainAfterThePauseAndWaitsLongerNextTime() {
        Host host = both();
        host.pass(1_500 + 4_900);
        assertEquals(BACKUP, host.state("A"));
        host.pass(1_500);
        assertEquals(2, host.router("A").statistics().get(Counter.INTERNAL_ERROR));
        host.pass(9_000);
        assertEquals(FAULT, host.state("A"));
    }

    @Test
    void aSoundDescriptionMendsIt() {
        Host host = both();
        host.pass(1_500);
        host.give(new Input.Reconfigured(
                List.of(Spec.of("A", 51, 100, "10.9.0.100/24").build(), SOUND)));
        host.pass(5_000 + 4_000);
        assertEquals(MASTER, host.state("A"));
    }
}
