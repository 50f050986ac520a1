package io.mainstay.vrrp.router;

import io.mainstay.vrrp.track.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What all routers of a host look at: interfaces and trackers, as last reported.
 *
 * @param links by name
 * @param trackers by key
 * @param orders what the operator wants
 */
public record World(Map<String, LinkView> links, Map<String, Report> trackers, Orders orders) {
    public World {
        links = Map.copyOf(links);
        trackers = Map.copyOf(trackers);
    }

    /** Nothing reported yet. */
    public static final World EMPTY = new World(Map.of(), Map.of(), Orders.NONE);

    /**
     * What a tracker said last.
     *
     * @param detail why, in words: output, exit status
     */
    public record Report(Verdict verdict, String detail) {}

    World withLinks(Map<String, LinkView> newLinks) {
        return new World(newLinks, trackers, orders);
    }

    World withTracker(String key, Report report) {
        Map<String, Report> changed = new HashMap<>(trackers);
        changed.put(key, report);
        return new World(links, changed, orders);
    }

    World withOrders(Orders changed) {
        return new World(links, trackers, changed);
    }

    World withoutTrackers(Set<String> keys) {
        Map<String, Report> changed = new HashMap<>(trackers);
        changed.keySet().removeAll(keys);
        return new World(links, changed, orders);
    }
}
