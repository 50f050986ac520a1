package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.linux.link.KernelEvent;
import io.mainstay.linux.link.Link;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import io.mainstay.vrrp.router.LinkView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkTableTest {
    private static final LinkIndex TWO = new LinkIndex(2);
    private static final Cidr OWN = Cidr.of("10.9.0.1/24");
    private static final Cidr VIP = Cidr.of("10.9.0.100/24");

    private final LinkTable table = new LinkTable();

    private static Link link(LinkIndex index, String name, boolean up, boolean running) {
        return new Link(index, name, up, running, false, false, true, MacAddress.of("02:00:00:00:00:0a"), 1500);
    }

    private void given(boolean up, boolean running) {
        table.apply(new KernelEvent.LinkChanged(link(TWO, "eth0", up, running)));
        table.apply(new KernelEvent.AddressAdded(TWO, OWN, true));
        table.apply(new KernelEvent.AddressAdded(TWO, VIP, false));
    }

    @Test
    void viewsLeaveVirtualAddressesOut() {
        given(true, true);

        assertEquals(
                List.of(new LinkView(TWO, "eth0", true, List.of(OWN))),
                table.views(Set.of(IpAddress.of("10.9.0.100"))));
    }

    @Test
    void interfaceIsUsableOnlyWhenSwitchedOnAndConnected() {
        for (boolean up : new boolean[] {true, false}) {
            for (boolean running : new boolean[] {true, false}) {
                given(up, running);
                assertEquals(up && running, table.views(Set.of()).getFirst().usable(), up + " " + running);
            }
        }
    }

    @Test
    void addressIsThereUntilTheKernelRemovesIt() {
        given(true, true);
        assertTrue(table.has("eth0", VIP.address()));
        assertFalse(table.has("eth1", VIP.address()));

        table.apply(new KernelEvent.AddressRemoved(TWO, VIP));

        assertFalse(table.has("eth0", VIP.address()));
        assertTrue(table.has("eth0", OWN.address()));
    }

    @Test
    void renewalOfAnAddressDoesNotMakeItTwo() {
        given(true, true);
        table.apply(new KernelEvent.AddressAdded(TWO, VIP, false));
        table.apply(new KernelEvent.AddressRemoved(TWO, VIP));

        assertFalse(table.has("eth0", VIP.address()));
    }

    @Test
    void onlyWhatChangesTheTableIsNews() {
        assertTrue(table.apply(new KernelEvent.LinkChanged(link(TWO, "eth0", true, true))));
        assertFalse(table.apply(new KernelEvent.LinkChanged(link(TWO, "eth0", true, true))));
        assertTrue(table.apply(new KernelEvent.LinkChanged(link(TWO, "eth0", true, false))));
        assertTrue(table.apply(new KernelEvent.AddressAdded(TWO, VIP, false)));
        assertFalse(table.apply(new KernelEvent.AddressAdded(TWO, VIP, false)));
        assertTrue(table.apply(new KernelEvent.AddressRemoved(TWO, VIP)));
        assertFalse(table.apply(new KernelEvent.AddressRemoved(TWO, VIP)));
        assertTrue(table.apply(new KernelEvent.Overrun()));
        assertTrue(table.apply(new KernelEvent.LinkGone(TWO, "eth0")));
        assertFalse(table.apply(new KernelEvent.LinkGone(TWO, "eth0")));
    }

    @Test
    void interfaceThatVanishesTakesItsAddressesAlong() {
        given(true, true);
        table.apply(new KernelEvent.LinkGone(TWO, "eth0"));

        assertEquals(Optional.empty(), table.find("eth0"));
        assertFalse(table.has("eth0", OWN.address()));
        assertEquals(List.of(), table.views(Set.of()));
    }

    @Test
    void newInterfaceOfTheSameNameIsAnotherOneWithoutTheOldAddresses() {
        given(true, true);
        table.apply(new KernelEvent.LinkGone(TWO, "eth0"));
        table.apply(new KernelEvent.LinkChanged(link(new LinkIndex(7), "eth0", true, true)));

        assertEquals(new LinkIndex(7), table.find("eth0").orElseThrow().index());
        assertFalse(table.has("eth0", OWN.address()));
    }

    @Test
    void renamedInterfaceIsFoundUnderItsNewNameOnly() {
        given(true, true);
        table.apply(new KernelEvent.LinkChanged(link(TWO, "lan0", true, true)));

        assertEquals(Optional.empty(), table.find("eth0"));
        assertTrue(table.has("lan0", OWN.address()));
    }
}
