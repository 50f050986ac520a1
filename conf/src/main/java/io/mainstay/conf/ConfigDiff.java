package io.mainstay.conf;

import io.mainstay.conf.Change.Field;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.SyncGroupConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a reload has to carry out. Pure; any thread. */
public final class ConfigDiff {
    /** Without these an instance is another one to its peers, or cannot keep its sockets. */
    private static final Set<String> ANEW =
            Set.of("interface", "virtual_router_id", "version", "mcast_dst_ip", "mcast_src_ip", "refused");

    /** What a JVM takes at its start only; the event loops of the proxy are made once. */
    private static final Set<String> PROXY_PROCESS = Set.of("user", "java", "jvm_options", "threads");

    /** What the controller takes at its start only. */
    private static final Set<String> AT_START = Set.of(
            "control_socket",
            "state_directory",
            "journal",
            "metrics",
            "vrrp_rt_priority",
            "vrrp_no_swap",
            "vrrp_startup_delay",
            "vrrp_delay_after_boot");

    private ConfigDiff() {}

    /**
     * Compares two configurations; where things stand in their files makes no difference.
     *
     * @return removals, then changes and additions in the new configuration's order: global, trackers, instances, sync groups, proxy
     */
    public static List<Change> between(ControllerConfig before, ControllerConfig after) {
        List<Change> changes = new ArrayList<>();
        global(before, after, changes);
        things(
                by(before.trackers(), TrackerConfig::key),
                by(after.trackers(), TrackerConfig::key),
                Change.TrackerRemoved::new,
                Change.TrackerAdded::new,
                ConfigDiff::tracker,
                changes);
        things(
                by(before.routers(), VirtualRouterConfig::name),
                by(after.routers(), VirtualRouterConfig::name),
                Change.RouterRemoved::new,
                Change.RouterAdded::new,
                ConfigDiff::router,
                changes);
        things(
                by(before.syncGroups(), SyncGroupConfig::name),
                by(after.syncGroups(), SyncGroupConfig::name),
                Change.SyncGroupRemoved::new,
                Change.SyncGroupAdded::new,
                (name, then, now) -> new Change.SyncGroupChanged(name, Differences.between(then, now)),
                changes);
        proxy(before.proxy(), after.proxy(), changes);
        return List.copyOf(changes);
    }

    private static void global(ControllerConfig before, ControllerConfig after, List<Change> changes) {
        List<Field> fields = Differences.between(before.global(), after.global());
        if (!fields.isEmpty()) {
            changes.add(new Change.GlobalChanged(fields, any(fields, AT_START)));
        }
    }

    private static boolean any(List<Field> fields, Set<String> names) {
        return fields.stream().anyMatch(f -> names.contains(f.name().split("\\.", 2)[0]));
    }

    private static <T> Map<String, T> by(List<T> things, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        things.forEach(t -> map.put(key.apply(t), t));
        return map;
    }

    /** How a thing of a kind is compared: its name, before and after. */
    private interface Comparison<T> {
        Change change(String name, T before, T after);
    }

    private static <T> void things(
            Map<String, T> before,
            Map<String, T> after,
            Function<String, Change> removed,
            Function<String, Change> added,
            Comparison<T> comparison,
            List<Change> changes) {
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .map(removed)
                .forEach(changes::add);
        after.forEach((name, now) -> {
            T then = before.get(name);
            if (then == null) {
                changes.add(added.apply(name));
            } else if (!Differences.same(then, now)) {
                changes.add(comparison.change(name, then, now));
            }
        });
    }

    private static Change tracker(String key, TrackerConfig before, TrackerConfig after) {
        return new Change.TrackerChanged(key, Differences.between((Record) before, (Record) after));
    }

    private static Change router(String name, VirtualRouterConfig before, VirtualRouterConfig after) {
        List<Field> fields = Differences.between(before, after);
        return new Change.RouterChanged(name, fields, any(fields, ANEW));
    }

    private static void proxy(@Nullable ProxyConfig before, @Nullable ProxyConfig after, List<Change> changes) {
        if (before != null && after != null && !Differences.same(before, after)) {
            List<Field> fields = Differences.between(before, after);
            changes.add(new Change.ProxyChanged(fields, any(fields, PROXY_PROCESS)));
        } else if (before == null && after != null) {
            changes.add(new Change.ProxyAdded());
        } else if (before != null && after == null) {
            changes.add(new Change.ProxyRemoved());
        }
    }
}
