package io.mainstay.vrrp.router;

import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.packet.Authentication;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one virtual router is meant to be; the configuration's part of it.
 *
 * @param name unique among the routers of a host
 * @param link the interface's name
 * @param vrid the virtual router identifier
 * @param version 2 or 3
 * @param priority base priority, 1..255; 255 owns the addresses
 * @param interval between advertisements
 * @param preempt false under {@code nopreempt}
 * @param authentication what advertisements prove themselves with
 * @param addresses held by the master
 * @param source the configured source address; null for the interface's primary address
 * @param wire how advertisements travel: family, group or peers
 * @param downTimerAdverts advertisements missed before the master is down
 * @param lowerPrioNoAdvert keep silent on lower priorities
 * @param trackPrimary whether the interface being down is a fault
 * @param announcements how the addresses are announced
 * @param tracked trackers with their weights here
 * @param refused why it cannot run at all; null when it can
 */
public record RouterSpec(
        String name,
        String link,
        Vrid vrid,
        int version,
        int priority,
        Centis interval,
        boolean preempt,
        Authentication authentication,
        List<VirtualAddress> addresses,
        @Nullable IpAddress source,
        Wire wire,
        int downTimerAdverts,
        boolean lowerPrioNoAdvert,
        boolean trackPrimary,
        Parameters.Announcements announcements,
        List<Weighted> tracked,
        @Nullable String refused) {
    public RouterSpec {
        addresses = List.copyOf(addresses);
        tracked = List.copyOf(tracked);
    }

    /**
     * A tracker's say in this router.
     *
     * @param tracker the tracker's key
     * @param weight -253..253; 0: not well is a fault
     * @param reverse well counts as not well
     */
    public record Weighted(String tracker, int weight, boolean reverse) {}

    /** The addresses that advertisements name: the link-local ones first, as IPv6 wants it (RFC 9568 5.2.9). */
    public List<IpAddress> advertised() {
        return addresses.stream()
                .filter(VirtualAddress::advertised)
                .map(a -> a.cidr().address())
                .sorted(Comparator.comparing(a -> a.isIpv4() || !a.isLinkLocal()))
                .toList();
    }

    /** The family of its advertisements; virtual routers of different families are independent (RFC 9568 1.1). */
    public Family family() {
        return wire.family();
    }

    /** Whether the other one is the same virtual router, perhaps changed: same interface, identifier and family. */
    public boolean sameRouter(RouterSpec other) {
        return link.equals(other.link) && vrid.equals(other.vrid) && family() == other.family();
    }

    /** The same, preempting or not. */
    public RouterSpec withPreempt(boolean changed) {
        return new RouterSpec(
                name,
                link,
                vrid,
                version,
                priority,
                interval,
                changed,
                authentication,
                addresses,
                source,
                wire,
                downTimerAdverts,
                lowerPrioNoAdvert,
                trackPrimary,
                announcements,
                tracked,
                refused);
    }
}
