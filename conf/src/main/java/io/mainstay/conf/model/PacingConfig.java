package io.mainstay.conf.model;

import java.time.Duration;
import java.util.List;

/**
 * How fast announcements follow each other on an interface.
 *
 * @param garpInterval {@code vrrp_garp_interval}: between two gratuitous ARP; zero for no pause
 * @param gnaInterval {@code vrrp_gna_interval}: between two neighbour advertisements; zero for no pause
 * @param lanes {@code garp_group}: interfaces that share a pace of their own
 */
public record PacingConfig(Duration garpInterval, Duration gnaInterval, List<Lane> lanes) {
    /** No pauses. */
    public static final PacingConfig NONE = new PacingConfig(Duration.ZERO, Duration.ZERO, List.of());

    public PacingConfig {
        lanes = List.copyOf(lanes);
    }

    /**
     * One {@code garp_group}.
     *
     * @param interfaces whose announcements go one after the other
     */
    public record Lane(List<String> interfaces, Duration garpInterval, Duration gnaInterval) {
        public Lane {
            interfaces = List.copyOf(interfaces);
        }
    }
}
