package io.mainstay.vrrp.router;

import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.packet.ChecksumForm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a router's advertisements travel.
 *
 * @param group the multicast group; what would be used, where they go to peers instead
 * @param checksum the form that is sent in version 3 over IPv4; both are taken
 * @param unicast the peers; null for multicast
 */
public record Wire(
        IpAddress group, ChecksumForm checksum, @Nullable Unicast unicast) {
    /** The TTL and hop limit of multicast, and of unicast unless told otherwise (RFC 9568 5.1.1.3, 5.1.2.3). */
    public static final int FULL_TTL = 255;

    /** Multicast with keepalived's checksum. */
    public static Wire multicast(IpAddress group) {
        return new Wire(group, ChecksumForm.PSEUDO_HEADER, null);
    }

    /**
     * Advertisements to named peers instead of a group.
     *
     * @param peers one or more, all of one family
     * @param checkSource whether only peers are listened to
     * @param ttl of what is sent, 0..255
     */
    public record Unicast(List<Peer> peers, boolean checkSource, int ttl) {
        public Unicast {
            if (peers.isEmpty()) {
                throw new IllegalArgumentException("peers: none (expected: 1 or more)");
            }
            peers = List.copyOf(peers);
        }

        /** The peer of this address. */
        public Optional<Peer> find(IpAddress address) {
            return peers.stream().filter(p -> p.address().equals(address)).findFirst();
        }
    }

    /**
     * A router to speak to.
     *
     * @param minTtl the least TTL to take from it, 0..255
     * @param maxTtl the greatest, 0..255
     */
    public record Peer(IpAddress address, int minTtl, int maxTtl) {}

    /** The family of the packets, and so of the addresses that they name. */
    public Family family() {
        return group.family();
    }

    /** Where advertisements go. */
    public List<IpAddress> destinations() {
        return unicast == null
                ? List.of(group)
                : unicast.peers().stream().map(Peer::address).toList();
    }

    /** The TTL that they leave with. */
    public int ttl() {
        return unicast == null ? FULL_TTL : unicast.ttl();
    }
}
