package io.mainstay.vrrp.router;

import io.mainstay.vrrp.packet.Rejection;
import java.util.Optional;

/**
 * Whether a packet came the way that a router's advertisements travel. Multicast: to a group, with TTL 255, so from this
 * link (RFC 9568 7.1). Unicast: to one of our addresses, from a peer, with a TTL in that peer's range.
 */
final class Provenance {
    private Provenance() {}

    static Optional<Reception.Rejected> check(Wire wire, Packet packet) {
        Wire.Unicast unicast = wire.unicast();
        if (unicast == null) {
            return multicast(packet);
        }
        if (packet.destination().isMulticast()) {
            return rejected(
                    Rejection.DESTINATION, "sent to the group " + packet.destination() + " (expected: unicast)");
        }
        Optional<Wire.Peer> peer = unicast.find(packet.source());
        if (peer.isEmpty()) {
            return unicast.checkSource()
                    ? rejected(Rejection.SOURCE, "source " + packet.source() + " (expected: " + peers(unicast) + ")")
                    : Optional.empty();
        }
        return range(peer.get(), packet.ttl());
    }

    private static Optional<Reception.Rejected> multicast(Packet packet) {
        if (!packet.destination().isMulticast()) {
            return rejected(Rejection.DESTINATION, "sent to " + packet.destination() + " alone (expected: multicast)");
        }
        return packet.ttl() == Wire.FULL_TTL
                ? Optional.empty()
                : rejected(Rejection.TTL, "TTL " + packet.ttl() + " (expected: 255)");
    }

    private static Optional<Reception.Rejected> range(Wire.Peer peer, int ttl) {
        return ttl >= peer.minTtl() && ttl <= peer.maxTtl()
                ? Optional.empty()
                : rejected(Rejection.TTL, "TTL " + ttl + " (expected: " + peer.minTtl() + ".." + peer.maxTtl() + ")");
    }

    private static String peers(Wire.Unicast unicast) {
        return "a peer: "
                + String.join(
                        ", ",
                        unicast.peers().stream()
                                .map(p -> p.address().toString())
                                .toList());
    }

    private static Optional<Reception.Rejected> rejected(Rejection reason, String detail) {
        return Optional.of(new Reception.Rejected(reason, detail));
    }
}
