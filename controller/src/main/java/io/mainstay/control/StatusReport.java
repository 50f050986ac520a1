package io.mainstay.control;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.mainstay.child.ProxyStatus;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.trackers.Reading;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.router.Order;
import io.mainstay.vrrp.router.Peer;
import io.mainstay.vrrp.router.VirtualRouter;
import io.mainstay.vrrp.router.Wire;
import io.mainstay.vrrp.track.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer to {@code status}, as data: what {@code mainstay status --json} prints. Pure. */
public final class StatusReport {
    /** The version of the answer's shape. */
    public static final int VERSION = 1;

    /** {@code lastHeardMillisAgo} of a configured peer that has never been heard. */
    static final long NEVER_HEARD = -1;

    private StatusReport() {}

    /**
     * What does not come from the loop.
     *
     * @param program version of the program
     * @param pid the controller's process
     * @param files the configuration's files
     * @param readings the trackers' own account: runs, failures, last output
     * @param hooks last hook results, newest last
     * @param counters what is counted beside the loop
     */
    public record Surroundings(
            String program,
            long pid,
            List<String> files,
            List<Reading> readings,
            List<String> hooks,
            Map<String, Long> counters) {}

    /** The whole answer as one JSON object on one line. */
    public static String json(Snapshot s, Surroundings around) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("v", VERSION);
        all.put("program", around.program());
        all.put("pid", around.pid());
        all.put("files", around.files());
        all.put("uptimeMillis", s.now().nanos() / 1_000_000);
        all.put(
                "instances",
                s.table().routers().stream().map(r -> instance(r, s)).toList());
        groups(s, all);
        all.put(
                "trackers",
                around.readings().stream().map(StatusReport::reading).toList());
        all.put("hooks", around.hooks());
        s.proxy().ifPresent(p -> all.put("proxy", proxy(p)));
        Map<String, Object> counters = new LinkedHashMap<>(s.counters());
        counters.putAll(around.counters());
        all.put("counters", counters);
        return ConfigValueFactory.fromMap(all).render(ConfigRenderOptions.concise());
    }

    /** Sync groups, and how long all routers still only listen. */
    private static void groups(Snapshot s, Map<String, Object> all) {
        List<Map<String, Object>> groups = new ArrayList<>();
        s.table().syncGroups().forEach((name, members) -> {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("name", name);
            m.put("state", s.table().syncGroupState(name).name());
            m.put("members", members.stream().map(r -> r.spec().name()).toList());
            groups.add(m);
        });
        all.put("syncGroups", groups);
        if (!s.table().startAt().equals(Deadline.NEVER)) {
            all.put("startsInMillis", millis(s.now(), s.table().startAt()));
        }
    }

    private static Map<String, Object> instance(VirtualRouter r, Snapshot s) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", r.spec().name());
        m.put("state", r.state().name().name());
        m.put("reason", r.transition().reason());
        m.put("sinceMillis", millis(r.transition().at(), s.now()));
        m.put("interface", r.spec().link());
        m.put("vrid", r.spec().vrid().value());
        m.put("version", r.spec().version());
        m.put("family", r.spec().family().toString());
        m.put(
                "destinations",
                r.spec().wire().destinations().stream().map(IpAddress::toString).toList());
        m.put("unicast", r.spec().wire().unicast() != null);
        m.put("intervalMillis", r.spec().interval().toDuration().toMillis());
        m.put("priority", r.standing().priority());
        m.put("basePriority", r.spec().priority());
        m.put("preempt", r.spec().preempt());
        m.put("source", String.valueOf(r.parameters().source()));
        m.put("order", order(r.standing().order()));
        m.put("faults", r.faults());
        m.put("waitingFor", r.standing().pending());
        m.put("audibleRivals", r.audibleRivals(s.now()));
        String group = r.spec().conduct().syncGroup();
        if (group != null) {
            m.put("syncGroup", group);
        }
        m.put("contributions", r.standing().contributions());
        m.put("trackedKeys", r.spec().tracked().stream().map(t -> t.tracker()).toList());
        m.put("addresses", addresses(r, s));
        timers(r.state(), s.now(), m);
        m.put("peers", peers(r, s.now()));
        m.put("counters", r.statistics().byLabel());
        return m;
    }

    /** What the operator has ordered, in words; empty when nothing. */
    static String order(Order order) {
        return switch (order) {
            case Order.None o -> "";
            case Order.Maintenance o -> "maintenance: " + o.reason();
            case Order.Offer o -> "switchover: offers its addresses";
            case Order.HandedOver o -> "switchover: has handed over, does not take back while the other one is well";
        };
    }

    private static List<Map<String, Object>> addresses(VirtualRouter r, Snapshot s) {
        List<Map<String, Object>> list = new ArrayList<>();
        r.spec().addresses().forEach(a -> {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("address", a.cidr().toString());
            m.put("dev", a.dev());
            m.put("held", s.held().getOrDefault(a.toString(), false));
            list.add(m);
        });
        return list;
    }

    private static void timers(State state, Deadline now, Map<String, Object> m) {
        switch (state) {
            case State.Backup b -> {
                if (b.isWilling()) {
                    m.put("waitsForGroup", true);
                } else {
                    m.put("masterDownInMillis", millis(now, b.masterDownAt()));
                }
                if (!b.preemptAt().equals(Deadline.NEVER)) {
                    m.put("preemptInMillis", millis(now, b.preemptAt()));
                }
                if (b.master() != null) {
                    m.put("master", b.master().toString());
                }
                if (b.masterInterval() != null) {
                    m.put(
                            "masterIntervalMillis",
                            b.masterInterval().toDuration().toMillis());
                }
            }
            case State.Master b -> m.put("advertiseInMillis", millis(now, b.advertiseAt()));
            case State.Init i -> {}
            case State.Fault f -> {}
        }
    }

    /** All that were heard, and the configured ones that never were. */
    private static List<Map<String, Object>> peers(VirtualRouter r, Deadline now) {
        List<Map<String, Object>> list = new ArrayList<>();
        r.peers().forEach(p -> list.add(peer(p, now)));
        Wire.Unicast unicast = r.spec().wire().unicast();
        if (unicast != null) {
            unicast.peers().stream()
                    .filter(p -> r.peers().stream().noneMatch(h -> h.source().equals(p.address())))
                    .forEach(p -> list.add(silent(p)));
        }
        return list;
    }

    private static Map<String, Object> silent(Wire.Peer p) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("source", p.address().toString());
        m.put("lastHeardMillisAgo", NEVER_HEARD);
        m.put("priority", -1);
        m.put("accepted", 0);
        m.put("rejected", 0);
        m.put("rejectedBecause", "");
        m.put("detail", "");
        return m;
    }

    private static Map<String, Object> peer(Peer p, Deadline now) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("source", p.source().toString());
        m.put("lastHeardMillisAgo", millis(p.lastHeard(), now));
        m.put("priority", p.priority());
        m.put("accepted", p.accepted());
        m.put("rejected", p.rejected());
        m.put("claimedPriority", p.claimed());
        m.put("stranger", p.stranger());
        m.put("rejectedBecause", p.reason() == null ? "" : p.reason().label());
        m.put("detail", p.detail());
        return m;
    }

    private static Map<String, Object> reading(Reading r) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("tracker", r.tracker());
        m.put("verdict", verdict(r.verdict()));
        m.put("detail", r.detail());
        m.put("at", r.at().toString());
        m.put("runs", r.counts().runs());
        m.put("failures", r.counts().failures());
        m.put("timeouts", r.counts().timeouts());
        m.put("skipped", r.counts().skipped());
        m.put("riseFall", r.riseFall());
        return m;
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Up up -> "up";
            case Verdict.Down down -> "down";
            case Verdict.Value value -> Integer.toString(value.value());
        };
    }

    private static Map<String, Object> proxy(ProxyStatus p) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("phase", p.phase().name());
        m.put("pid", p.pid());
        m.put("restarts", p.restarts());
        m.put("healthy", p.healthy());
        m.put("reason", p.reason());
        m.put("lastExit", p.lastExit() == null ? "" : p.lastExit());
        ProxyMessage.State last = p.last();
        if (last != null) {
            proxyState(last, m);
        }
        return m;
    }

    private static void proxyState(ProxyMessage.State state, Map<String, Object> m) {
        m.put("writer", state.writer() == null ? "" : state.writer());
        m.put("servers", state.servers().stream().map(StatusReport::server).toList());
        m.put(
                "listeners",
                state.listeners().stream().map(StatusReport::listener).toList());
        m.put("counters", new LinkedHashMap<>(state.counters()));
    }

    private static Map<String, Object> server(ProxyMessage.ServerState s) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", s.name());
        m.put("status", s.status());
        m.put("role", s.role());
        m.put("check", s.check());
        m.put("detail", s.detail());
        m.put("checkMillis", s.checkMillis());
        m.put("sessions", s.sessions());
        m.put("queued", s.queued());
        return m;
    }

    private static Map<String, Object> listener(ProxyMessage.ListenerState l) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", l.name());
        m.put("role", l.role());
        m.put("address", l.address());
        m.put("port", l.port());
        m.put("bound", l.bound());
        m.put("detail", l.detail());
        m.put("sessions", l.sessions());
        return m;
    }

    private static long millis(Deadline from, Deadline to) {
        return from.until(to).toMillis();
    }
}
