package io.mainstay.conf.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of one host.
 *
 * @param global what holds for all
 * @param routers the instances, in the order of the files
 * @param trackers everything that an instance refers to, each once
 * @param proxy the supervised proxy; null when none is configured
 * @param syncGroups the sync groups, in the order of the files
 */
public record ControllerConfig(
        GlobalConfig global,
        List<VirtualRouterConfig> routers,
        List<TrackerConfig> trackers,
        @Nullable ProxyConfig proxy,
        List<SyncGroupConfig> syncGroups) {
    public ControllerConfig {
        routers = List.copyOf(routers);
        trackers = List.copyOf(trackers);
        syncGroups = List.copyOf(syncGroups);
    }

    /** Without sync groups. */
    public ControllerConfig(
            GlobalConfig global,
            List<VirtualRouterConfig> routers,
            List<TrackerConfig> trackers,
            @Nullable ProxyConfig proxy) {
        this(global, routers, trackers, proxy, List.of());
    }

    /** The tracker with this {@link TrackerConfig#key()}. */
    public Optional<TrackerConfig> tracker(String key) {
        return trackers.stream().filter(t -> t.key().equals(key)).findFirst();
    }
}
