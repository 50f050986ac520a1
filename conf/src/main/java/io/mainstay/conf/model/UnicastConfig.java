package io.mainstay.conf.model;

import io.mainstay.net.IpAddress;
import java.util.List;

/**
 * {@code unicast_peer} and what belongs to it.
 *
 * @param peers one or more, of the instance's family
 * @param checkSource {@code check_unicast_src}: listen to the peers only
 * @param ttl {@code unicast_ttl}: TTL or hop limit of adverts sent, 0..255
 */
public record UnicastConfig(List<UnicastConfig.Peer> peers, boolean checkSource, int ttl) {
    public UnicastConfig {
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("unicast_peer: none (expected: 1 or more)");
        }
        peers = List.copyOf(peers);
    }

    /**
     * One of them.
     *
     * @param address its address
     * @param minTtl the least TTL to take from it, 0..255
     * @param maxTtl the greatest
     */
    public record Peer(IpAddress address, int minTtl, int maxTtl) {}
}
