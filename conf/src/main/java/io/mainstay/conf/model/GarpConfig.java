package io.mainstay.conf.model;

import java.time.Duration;

/**
 * How gratuitous ARP is sent, with keepalived's names and defaults.
 *
 * @param masterRepeat {@code garp_master_repeat}: frames per address in one burst, 1 or more (5)
 * @param masterDelay {@code garp_master_delay}: when the second burst follows; zero for none (5 s)
 * @param masterRefresh {@code garp_master_refresh}: bursts repeated while master; zero for never (0)
 * @param masterRefreshRepeat {@code garp_master_refresh_repeat}: frames per refresh (1)
 * @param lowerPrioRepeat {@code garp_lower_prio_repeat}: frames after a lower-priority advert, 0 for none (5)
 * @param lowerPrioDelay {@code garp_lower_prio_delay}: when its second burst follows (5 s)
 */
public record GarpConfig(
        int masterRepeat,
        Duration masterDelay,
        Duration masterRefresh,
        int masterRefreshRepeat,
        int lowerPrioRepeat,
        Duration lowerPrioDelay) {
    /** keepalived's defaults. */
    public static final GarpConfig DEFAULT =
            new GarpConfig(5, Duration.ofSeconds(5), Duration.ZERO, 1, 5, Duration.ofSeconds(5));
}
