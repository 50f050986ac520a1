package io.mainstay.rehearse;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.router.RouterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one host brings to a rehearsal.
 *
 * @param letter how failures and the report call it
 * @param origin where its configuration stands
 * @param routers its virtual routers
 * @param trackers all its trackers by key, with how long a failure takes to be found at worst
 * @param proxy whether a supervised proxy must be well for the address to be of use
 * @param addresses the host's own addresses, one per family: they break ties
 */
public record Plan(
        String letter,
        String origin,
        List<RouterSpec> routers,
        Map<String, Duration> trackers,
        boolean proxy,
        List<IpAddress> addresses) {
    public Plan {
        routers = List.copyOf(routers);
        trackers = Map.copyOf(trackers);
        addresses = List.copyOf(addresses);
    }
}
