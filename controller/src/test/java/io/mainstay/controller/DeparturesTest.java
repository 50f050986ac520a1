package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.VirtualAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final VirtualAddress A = address("10.0.0.100/24");
    private static final VirtualAddress B = address("10.0.0.101/24");

    private final List<List<IpAddress>> told = new ArrayList<>();
    private boolean proxyRuns = true;
    private final Departures departures = new Departures(leaving -> {
        told.add(leaving);
        return proxyRuns;
    });

    private static VirtualAddress address(String cidr) {
        return new VirtualAddress(Cidr.of(cidr), "eth0", null, 0, null, true, true);
    }

    private static Deadline at(long millis) {
        return new Deadline(millis * 1_000_000);
    }

    @Test
    void withoutAProxyAnAddressGoesInTheSameTurn() {
        proxyRuns = false;
        departures.add(List.of(A));
        assertEquals(List.of(A), departures.settle(at(5)));
        assertEquals(List.of(), departures.settle(at(6)));
        assertEquals(Deadline.NEVER, departures.next());
    }

    @Test
    void theProxyIsToldOncePerTurnAndHas20Milliseconds() {
        departures.add(List.of(A));
        departures.add(List.of(B));
        assertEquals(List.of(), departures.settle(at(5)));
        assertEquals(List.of(List.of(IpAddress.of("10.0.0.100"), IpAddress.of("10.0.0.101"))), told);
        assertEquals(at(25), departures.next());
        assertEquals(List.of(), departures.settle(at(24)));
        assertEquals(List.of(A, B), departures.settle(at(25)));
        assertEquals(1, told.size());
    }

    @Test
    void anAddressGivenUpAgainMeanwhileIsNotGivenMoreTime() {
        departures.add(List.of(A));
        departures.settle(at(0));
        departures.add(List.of(A));
        departures.settle(at(10));
        assertEquals(at(20), departures.next());
        assertEquals(1, told.size());
    }

    @Test
    void anAddressThatIsHeldAgainStays() {
        departures.add(List.of(A, B));
        departures.settle(at(0));
        departures.cancel(List.of(A));
        assertEquals(List.of(B), departures.settle(at(20)));
    }

    @Test
    void anAddressPutBackInTheSameTurnIsNotTold() {
        departures.gone(List.of(IpAddress.of("10.0.0.100")));
        departures.cancel(List.of(A));
        assertEquals(List.of(), departures.settle(at(0)));
        assertEquals(List.of(), told);
    }

    @Test
    void atTheEndEverythingGoes() {
        departures.add(List.of(A));
        departures.settle(at(0));
        assertEquals(List.of(A), departures.all());
        assertEquals(Deadline.NEVER, departures.next());
    }
}
