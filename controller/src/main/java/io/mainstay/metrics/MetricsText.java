package io.mainstay.metrics;

import io.mainstay.child.ProxyStatus;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.control.Snapshot;
import io.mainstay.time.Deadline;
import io.mainstay.trackers.Reading;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.Rejection;
import io.mainstay.vrrp.router.Counter;
import io.mainstay.vrrp.router.Order;
import io.mainstay.vrrp.router.Peer;
import io.mainstay.vrrp.router.VirtualRouter;
import io.mainstay.vrrp.track.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The metrics, written out of a snapshot at each scrape. There is no registry: all values stand in the snapshot
 * already, and a second copy of them would only cost memory. Names: docs/metrics.md. Pure.
 */
public final class MetricsText {
    private final Snapshot snapshot;
    private final Around around;
    private final Exposition out = new Exposition();

    /**
     * What does not come from the loop.
     *
     * @param program version of the program
     * @param now the loop's clock
     * @param readings the trackers' own account
     * @param hooks how many hooks ended, by {@link HookKey}
     * @param counters other counters by name
     */
    public record Around(
            String program,
            Deadline now,
            List<Reading> readings,
            Map<HookKey, Long> hooks,
            Map<String, Long> counters) {}

    /** What hooks are counted by. */
    public record HookKey(String router, String hook, boolean succeeded) {}

    private MetricsText(Snapshot snapshot, Around around) {
        this.snapshot = snapshot;
        this.around = around;
    }

    /** The whole text. */
    public static String of(Snapshot snapshot, Around around) {
        MetricsText text = new MetricsText(snapshot, around);
        text.all();
        return text.out.toString();
    }

    private void all() {
        out.gauge("mainstay_info", "The program.", 1, "version", around.program());
        snapshot.table().routers().forEach(this::router);
        around.readings().forEach(this::tracker);
        around.hooks()
                .forEach((key, count) -> out.counter(
                        "mainstay_hooks_total",
                        "Hooks that ended.",
                        count,
                        "router",
                        key.router(),
                        "hook",
                        key.hook(),
                        "result",
                        key.succeeded() ? "ok" : "failed"));
        snapshot.proxy().ifPresent(this::proxy);
        loop();
        around.counters()
                .forEach((name, count) -> out.counter("mainstay_" + name + "_total", "See docs/metrics.md.", count));
    }

    private void router(VirtualRouter r) {
        String name = r.spec().name();
        for (StateName state : StateName.values()) {
            out.gauge(
                    "mainstay_router_state",
                    "1 for the state that the instance is in.",
                    r.state().name() == state ? 1 : 0,
                    "router",
                    name,
                    "state",
                    state.name().toLowerCase(Locale.ROOT));
        }
        gauge("mainstay_router_priority", "Effective priority.", r.standing().priority(), name);
        gauge("mainstay_router_base_priority", "Configured priority.", r.spec().priority(), name);
        gauge(
                "mainstay_router_state_seconds",
                "Time in the present state.",
                seconds(r.transition().at()),
                name);
        gauge(
                "mainstay_router_faults",
                "Causes that keep it from its addresses.",
                r.faults().size(),
                name);
        boolean maintenance = r.standing().order() instanceof Order.Maintenance;
        gauge("mainstay_router_maintenance", "1 while in maintenance.", maintenance ? 1 : 0, name);
        counters(r, name);
        r.peers().forEach(p -> peer(p, name));
        r.spec()
                .addresses()
                .forEach(a -> out.gauge(
                        "mainstay_address_held",
                        "1 while the kernel has the address.",
                        snapshot.held().getOrDefault(a.toString(), false) ? 1 : 0,
                        "router",
                        name,
                        "address",
                        a.cidr().toString(),
                        "dev",
                        a.dev()));
    }

    private void counters(VirtualRouter r, String name) {
        for (Counter counter : Counter.values()) {
            out.counter(
                    "mainstay_router_events_total",
                    "What happened to the instance.",
                    r.statistics().get(counter),
                    "router",
                    name,
                    "event",
                    counter.label());
        }
        for (Rejection reason : Rejection.values()) {
            out.counter(
                    "mainstay_adverts_rejected_total",
                    "Adverts for the instance that were not taken.",
                    r.statistics().get(reason),
                    "router",
                    name,
                    "reason",
                    reason.label());
        }
    }

    private void peer(Peer p, String router) {
        String peer = p.source().toString();
        out.gauge(
                "mainstay_peer_silence_seconds",
                "Time since the other router was heard last.",
                seconds(p.lastHeard()),
                "router",
                router,
                "peer",
                peer);
        out.gauge(
                "mainstay_peer_understood",
                "1 when its last advert was taken.",
                p.reason() == null ? 1 : 0,
                "router",
                router,
                "peer",
                peer);
        for (boolean taken : new boolean[] {true, false}) {
            out.counter(
                    "mainstay_peer_adverts_total",
                    "Adverts of the other router.",
                    taken ? p.accepted() : p.rejected(),
                    "router",
                    router,
                    "peer",
                    peer,
                    "result",
                    taken ? "accepted" : "rejected");
        }
    }

    private void tracker(Reading r) {
        double value = switch (r.verdict()) {
            case Verdict.Up up -> 1;
            case Verdict.Down down -> 0;
            case Verdict.Value v -> v.value();
        };
        out.gauge("mainstay_tracker_verdict", "1 up, 0 down, or the file's number.", value, "tracker", r.tracker());
        out.gauge(
                "mainstay_tracker_duration_seconds",
                "What its last look took.",
                r.counts().last().toNanos() / 1e9,
                "tracker",
                r.tracker());
        trackerRuns(r, "runs", r.counts().runs());
        trackerRuns(r, "failures", r.counts().failures());
        trackerRuns(r, "timeouts", r.counts().timeouts());
        trackerRuns(r, "skipped", r.counts().skipped());
    }

    private void trackerRuns(Reading r, String what, long count) {
        out.counter(
                "mainstay_tracker_" + what + "_total",
                "Looks of the check: " + what + ".",
                count,
                "tracker",
                r.tracker());
    }

    private void proxy(ProxyStatus p) {
        out.gauge("mainstay_proxy_healthy", "1 while the proxy serves.", p.healthy() ? 1 : 0);
        out.counter("mainstay_proxy_restarts_total", "Starts after the first.", p.restarts());
        ProxyMessage.State last = p.last();
        if (last == null) {
            return;
        }
        last.servers().forEach(s -> {
            out.gauge(
                    "mainstay_proxy_server_up",
                    "1 while the server may be used.",
                    s.status().equalsIgnoreCase("up") ? 1 : 0,
                    "server",
                    s.name());
            out.gauge("mainstay_proxy_server_sessions", "Sessions on the server.", s.sessions(), "server", s.name());
            out.gauge("mainstay_proxy_server_queued", "Sessions that wait for it.", s.queued(), "server", s.name());
            out.gauge(
                    "mainstay_proxy_server_check_seconds",
                    "What its last check took.",
                    s.checkMillis() / 1e3,
                    "server",
                    s.name());
        });
        last.listeners().forEach(l -> {
            out.gauge("mainstay_proxy_listener_bound", "1 while it listens.", l.bound() ? 1 : 0, "listener", l.name());
            out.gauge(
                    "mainstay_proxy_listener_sessions",
                    "Sessions of the listener.",
                    l.sessions(),
                    "listener",
                    l.name());
        });
        last.counters()
                .forEach((name, count) ->
                        out.counter("mainstay_proxy_events_total", "What the proxy counts.", count, "event", name));
    }

    private void loop() {
        gauge("mainstay_loop_idle_seconds", "Time since the loop's last turn.", seconds(snapshot.now()));
        snapshot.counters().forEach((name, value) -> {
            if (name.equals("loop_latest_micros")) {
                gauge(
                        "mainstay_loop_lateness_max_seconds",
                        "The latest turn so far, behind its deadline.",
                        value / 1e6);
            } else {
                out.counter("mainstay_" + name + "_total", "See docs/metrics.md.", value);
            }
        });
    }

    private void gauge(String name, String help, double value) {
        out.gauge(name, help, value);
    }

    private void gauge(String name, String help, double value, String router) {
        out.gauge(name, help, value, "router", router);
    }

    private double seconds(Deadline at) {
        return Math.max(0, at.until(around.now()).toNanos()) / 1e9;
    }
}
