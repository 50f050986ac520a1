package io.mainstay.controller;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.model.ConductConfig;
import io.mainstay.conf.model.GarpConfig;
import io.mainstay.conf.model.UnicastConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.vrrp.fsm.Parameters.Announcements;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.router.Conduct;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import java.util.List;
import java.util.stream.Stream;

/** The configuration's words in the core's: the one place where an instance becomes a router. */
final class SpecBuilder {
    private SpecBuilder() {}

    static List<RouterSpec> of(List<VirtualRouterConfig> routers) {
        return routers.stream().map(SpecBuilder::of).toList();
    }

    private static RouterSpec of(VirtualRouterConfig c) {
        List<VirtualAddress> addresses = Stream.concat(
                        c.addresses().stream().map(a -> address(c, a, true)),
                        c.excluded().stream().map(a -> address(c, a, false)))
                .toList();
        return new RouterSpec(
                c.name(),
                c.interfaceName(),
                c.vrid(),
                c.version(),
                c.priority(),
                c.interval(),
                c.preempt(),
                c.authentication(),
                addresses,
                c.sourceAddress(),
                wire(c),
                c.downTimerAdverts(),
                c.lowerPrioNoAdvert(),
                c.trackPrimary(),
                announcements(c.garp()),
                c.tracked().stream()
                        .map(t -> new RouterSpec.Weighted(t.tracker(), t.weight(), t.reverse()))
                        .toList(),
                c.refused(),
                conduct(c.conduct()));
    }

    private static Conduct conduct(ConductConfig c) {
        return new Conduct(
                c.preemptDelay(),
                c.higherPrioSendAdvert(),
                c.ownerIgnoreAdverts(),
                c.skipCheckAdvAddr(),
                c.garpExtraIf(),
                c.garpExtraAll(),
                c.trackSrcIp(),
                c.rejectedMaster() == ConductConfig.RejectedMaster.HOLD,
                c.syncGroup());
    }

    private static Wire wire(VirtualRouterConfig c) {
        ChecksumForm checksum = c.checksumAsV2() ? ChecksumForm.MESSAGE_ONLY : ChecksumForm.PSEUDO_HEADER;
        UnicastConfig unicast = c.unicast();
        return new Wire(c.multicastGroup(), checksum, unicast == null ? null : unicast(unicast));
    }

    private static Wire.Unicast unicast(UnicastConfig u) {
        List<Wire.Peer> peers = u.peers().stream()
                .map(p -> new Wire.Peer(p.address(), p.minTtl(), p.maxTtl()))
                .toList();
        return new Wire.Unicast(peers, u.checkSource(), u.ttl());
    }

    private static VirtualAddress address(VirtualRouterConfig c, AddressConfig a, boolean advertised) {
        String dev = a.dev() == null ? c.interfaceName() : a.dev();
        return new VirtualAddress(a.cidr(), dev, a.label(), a.scope(), a.broadcast(), advertised, !a.noTrack());
    }

    private static Announcements announcements(GarpConfig g) {
        return new Announcements(
                g.masterRepeat(),
                g.masterDelay(),
                g.masterRefresh(),
                g.masterRefreshRepeat(),
                g.lowerPrioRepeat(),
                g.lowerPrioDelay());
    }
}
