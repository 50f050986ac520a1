package io.mainstay.conf.model;

import io.mainstay.conf.text.Position;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.packet.Authentication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code vrrp_instance}, ready to run.
 *
 * @param name unique in a configuration
 * @param position where the instance stands
 * @param interfaceName {@code interface}
 * @param vrid {@code virtual_router_id}
 * @param priority {@code priority}, 1..255; 255 owns the addresses
 * @param startAsMaster {@code state MASTER}; means something only together with priority 255
 * @param interval {@code advert_int}; whole seconds in version 2
 * @param version 2 or 3
 * @param preempt false under {@code nopreempt}
 * @param authentication {@code authentication}
 * @param addresses {@code virtual_ipaddress}, advertised, at most 255
 * @param excluded {@code virtual_ipaddress_excluded}: held, but not advertised
 * @param sourceAddress {@code mcast_src_ip}; null for the interface's primary address
 * @param multicastGroup {@code mcast_dst_ip}, {@code vrrp_mcast_group4} or {@code vrrp_mcast_group6}; 224.0.0.18 or
 *     ff02::12
 * @param checksumAsV2 {@code v3_checksum_as_v2}: send VRRPv3 over IPv4 without a pseudo-header in the checksum
 * @param unicast {@code unicast_peer} and what belongs to it; null for multicast
 * @param garp how the addresses are announced
 * @param downTimerAdverts {@code down_timer_adverts}: adverts missed before the master is down (3)
 * @param lowerPrioNoAdvert {@code lower_prio_no_advert}: keep silent when a lower-priority advert comes in
 * @param trackPrimary false under {@code dont_track_primary}
 * @param tracked all trackers of the instance
 * @param hooks its {@code notify_*} commands
 * @param refused why this instance cannot run as written (first of its errors); it is held in FAULT with this reason
 *     while all others run; null when it can run
 * @param conduct how it behaves beyond the RFC
 */
public record VirtualRouterConfig(
        String name,
        Position position,
        String interfaceName,
        Vrid vrid,
        int priority,
        boolean startAsMaster,
        Centis interval,
        int version,
        boolean preempt,
        Authentication authentication,
        List<AddressConfig> addresses,
        List<AddressConfig> excluded,
        @Nullable IpAddress sourceAddress,
        IpAddress multicastGroup,
        boolean checksumAsV2,
        @Nullable UnicastConfig unicast,
        GarpConfig garp,
        int downTimerAdverts,
        boolean lowerPrioNoAdvert,
        boolean trackPrimary,
        List<Tracked> tracked,
        NotifyConfig hooks,
        @Nullable String refused,
        ConductConfig conduct) {
    public VirtualRouterConfig {
        if (priority < 1 || priority > 255) {
            throw new IllegalArgumentException("priority: " + priority + " (expected: 1..255)");
        }
        if (downTimerAdverts < 1 || downTimerAdverts > 100) {
            throw new IllegalArgumentException("down_timer_adverts: " + downTimerAdverts + " (expected: 1..100)");
        }
        addresses = List.copyOf(addresses);
        excluded = List.copyOf(excluded);
        tracked = List.copyOf(tracked);
    }

    /** The family of its adverts; virtual routers of different families are independent of each other. */
    public Family family() {
        return multicastGroup.family();
    }

    /** One that behaves as the RFC has it. */
    public VirtualRouterConfig(
            String name,
            Position position,
            String interfaceName,
            Vrid vrid,
            int priority,
            boolean startAsMaster,
            Centis interval,
            int version,
            boolean preempt,
            Authentication authentication,
            List<AddressConfig> addresses,
            List<AddressConfig> excluded,
            @Nullable IpAddress sourceAddress,
            IpAddress multicastGroup,
            boolean checksumAsV2,
            @Nullable UnicastConfig unicast,
            GarpConfig garp,
            int downTimerAdverts,
            boolean lowerPrioNoAdvert,
            boolean trackPrimary,
            List<Tracked> tracked,
            NotifyConfig hooks,
            @Nullable String refused) {
        this(
                name,
                position,
                interfaceName,
                vrid,
                priority,
                startAsMaster,
                interval,
                version,
                preempt,
                authentication,
                addresses,
                excluded,
                sourceAddress,
                multicastGroup,
                checksumAsV2,
                unicast,
                garp,
                downTimerAdverts,
                lowerPrioNoAdvert,
                trackPrimary,
                tracked,
                hooks,
                refused,
                ConductConfig.DEFAULT);
    }

    /** Whether this router owns its addresses (RFC 3768 1.5). */
    public boolean isOwner() {
        return priority == 255;
    }
}
