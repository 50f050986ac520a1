package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.conf.model.PacingConfig;
import io.mainstay.net.Cidr;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedAnnouncementsTest {
    private static final VirtualAddress A = address("10.9.0.1/24", "eth0");
    private static final VirtualAddress B = address("10.9.0.2/24", "eth0");
    private static final VirtualAddress C = address("10.8.0.1/24", "eth1");
    private static final VirtualAddress SIX = address("2001:db8::1/64", "eth0");

    private final List<String> sent = new ArrayList<>();
    private Deadline now = Deadline.ORIGIN.plus(Duration.ofSeconds(1));
    private final PacedAnnouncements paced =
            new PacedAnnouncements(() -> now, a -> sent.add(a.cidr().address().toString()));

    private static VirtualAddress address(String cidr, String dev) {
        return new VirtualAddress(Cidr.of(cidr), dev, null, 0, null, true, true);
    }

    private void pace(int garpMillis, int gnaMillis, PacingConfig.Lane... lanes) {
        paced.configure(new PacingConfig(Duration.ofMillis(garpMillis), Duration.ofMillis(gnaMillis), List.of(lanes)));
    }

    /** Lets the loop come round at each wanted moment for so long. */
    private void pass(int millis) {
        Deadline end = now.plus(Duration.ofMillis(millis));
        for (Deadline next = now.plus(paced.untilNext()); next.isDue(end); next = now.plus(paced.untilNext())) {
            now = next.isAfter(now) ? next : now;
            paced.sendDue();
        }
        now = end;
    }

    @Test
    void withoutAPaceEverythingGoesAtOnceRoundRobin() {
        paced.announce(List.of(A, B), 2);
        assertEquals(List.of("10.9.0.1", "10.9.0.2", "10.9.0.1", "10.9.0.2"), sent);
        assertEquals(Duration.ofDays(1), paced.untilNext());
    }

    @Test
    void framesOfAnInterfaceKeepTheirDistanceAndInterfacesDoNotWaitForEachOther() {
        pace(100, 0);
        paced.announce(List.of(A, B, C), 2);
        assertEquals(List.of("10.9.0.1", "10.8.0.1"), sent);
        assertEquals(Duration.ofMillis(100), paced.untilNext());
        pass(99);
        assertEquals(2, sent.size());
        pass(1);
        assertEquals(List.of("10.9.0.1", "10.8.0.1", "10.9.0.2", "10.8.0.1"), sent);
        pass(1_000);
        assertEquals(6, sent.size());
    }

    @Test
    void groupOfInterfacesSharesOnePace() {
        pace(0, 0, new PacingConfig.Lane(List.of("eth0", "eth1"), Duration.ofMillis(50), Duration.ZERO));
        paced.announce(List.of(A, C), 1);
        assertEquals(List.of("10.9.0.1"), sent);
        pass(50);
        assertEquals(List.of("10.9.0.1", "10.8.0.1"), sent);
    }

    @Test
    void neighbourAdvertisementsHaveTheirOwnPace() {
        pace(0, 100);
        paced.announce(List.of(SIX, SIX), 1);
        assertEquals(1, sent.size());
        pass(100);
        assertEquals(2, sent.size());
    }

    @Test
    void addressThatIsGivenUpIsNotAnnouncedAnyMore() {
        pace(100, 0);
        paced.announce(List.of(A, B), 5);
        paced.forget(List.of(A));
        pass(10_000);
        assertEquals(List.of("10.9.0.1", "10.9.0.2", "10.9.0.2", "10.9.0.2", "10.9.0.2", "10.9.0.2"), sent);
    }

    @Test
    void lateLoopDoesNotSendABurst() {
        pace(100, 0);
        paced.announce(List.of(A), 5);
        now = now.plus(Duration.ofSeconds(10));
        paced.sendDue();
        assertEquals(2, sent.size());
    }

    @Test
    void whatDoesNotFitIsCounted() {
        pace(100, 0);
        paced.announce(List.of(A), PacedAnnouncements.LIMIT + 11);
        assertEquals(11, paced.dropped());
    }

    @Test
    void paceThatIsTakenAwayLetsEverythingGo() {
        pace(100, 0);
        paced.announce(List.of(A), 5);
        pace(0, 0);
        pass(100);
        assertEquals(5, sent.size());
    }
}
