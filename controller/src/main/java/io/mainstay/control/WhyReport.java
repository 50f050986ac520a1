package io.mainstay.control;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.time.Deadline;
import io.mainstay.trackers.Reading;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.Order;
import io.mainstay.vrrp.router.Peer;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.router.VirtualRouter;
import io.mainstay.vrrp.router.World;
import io.mainstay.vrrp.track.EffectivePriority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Why a router is what it is: the chain of facts, each with its time, its source and its place. Pure. */
public final class WhyReport {
    private final Snapshot snapshot;
    private final Background background;

    /**
     * What the facts are told with.
     *
     * @param config the configuration that runs
     * @param loaded when it was taken
     * @param readings the trackers' own account
     * @param wall the wall clock's time of an instant of the loop's
     */
    public record Background(
            ControllerConfig config, Instant loaded, List<Reading> readings, Function<Deadline, Instant> wall) {}

    /** Over a snapshot. */
    public WhyReport(Snapshot snapshot, Background background) {
        this.snapshot = snapshot;
        this.background = background;
    }

    /** One router's answer as data. */
    public Map<String, Object> of(VirtualRouter r) {
        List<Map<String, Object>> facts = new ArrayList<>();
        state(r, facts);
        order(r, facts);
        r.faults().forEach(f -> fact(facts, "", "fault", f, place(r)));
        peers(r, facts);
        link(r, facts);
        priority(r, facts);
        r.spec().tracked().forEach(w -> tracker(w, facts));
        addresses(r, facts);
        timer(r, facts);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", r.spec().name());
        all.put("state", r.state().name().name());
        all.put("priority", r.standing().priority());
        all.put("facts", facts);
        return all;
    }

    private static void fact(List<Map<String, Object>> facts, String at, String source, String text, String where) {
        Map<String, Object> fact = new LinkedHashMap<>();
        fact.put("at", at);
        fact.put("source", source);
        fact.put("fact", text);
        fact.put("where", where);
        facts.add(fact);
    }

    private String wall(Deadline at) {
        return background.wall().apply(at).toString();
    }

    private String since(String key) {
        Deadline at = snapshot.since().get(key);
        return at == null ? "" : wall(at);
    }

    private String place(VirtualRouter r) {
        return configured(r).map(c -> c.position().toString()).orElse("");
    }

    private Optional<VirtualRouterConfig> configured(VirtualRouter r) {
        return background.config().routers().stream()
                .filter(c -> c.name().equals(r.spec().name()))
                .findFirst();
    }

    private void state(VirtualRouter r, List<Map<String, Object>> facts) {
        fact(
                facts,
                wall(r.transition().at()),
                "election",
                r.transition().from() + " -> " + r.transition().to() + ": "
                        + r.transition().reason(),
                "");
        if (!r.standing().pending().isEmpty()) {
            fact(
                    facts,
                    "",
                    "election",
                    "waits for the first verdict of " + r.standing().pending(),
                    place(r));
        }
    }

    private static void order(VirtualRouter r, List<Map<String, Object>> facts) {
        if (!(r.standing().order() instanceof Order.None)) {
            fact(facts, "", "operator", StatusReport.order(r.standing().order()), "");
        }
    }

    private void peers(VirtualRouter r, List<Map<String, Object>> facts) {
        for (Peer p : r.peers()) {
            boolean followed = r.state() instanceof State.Backup b && Objects.equals(p.source(), b.master());
            String text = p.reason() != null
                    ? "speaks for vrid " + r.spec().vrid() + " but is not understood: " + p.detail()
                    : "advertised priority " + p.priority() + (followed ? ": the master that is followed" : "");
            fact(facts, wall(p.lastHeard()), "peer " + p.source(), text, "");
        }
        if (r.peers().isEmpty()) {
            fact(facts, "", "wire", "no other router of vrid " + r.spec().vrid() + " has been heard", "");
        }
    }

    private void link(VirtualRouter r, List<Map<String, Object>> facts) {
        String name = r.spec().link();
        LinkView link = snapshot.table().world().links().get(name);
        String text = link == null
                ? "interface " + name + " does not exist"
                : "interface " + name + " is " + (link.usable() ? "up" : "down") + ", adverts come from "
                        + r.parameters().source();
        fact(facts, since("interface " + name), "kernel", text, place(r));
    }

    private void priority(VirtualRouter r, List<Map<String, Object>> facts) {
        String sum = r.standing().contributions().isEmpty()
                ? ""
                : " (" + String.join("; ", r.standing().contributions()) + ")";
        fact(
                facts,
                background.loaded().toString(),
                "configuration",
                "priority " + r.standing().priority() + " = base " + r.spec().priority() + sum
                        + (r.spec().preempt() ? "" : ", nopreempt"),
                place(r));
    }

    private void tracker(Weighted w, List<Map<String, Object>> facts) {
        World.Report report = snapshot.table().world().trackers().get(w.tracker());
        String place = background
                .config()
                .tracker(w.tracker())
                .map(TrackerConfig::position)
                .map(Object::toString)
                .orElse("");
        if (report == null) {
            fact(facts, "", w.tracker(), "no verdict yet" + effect(w, null), place);
            return;
        }
        String looked = background.readings().stream()
                .filter(x -> x.tracker().equals(w.tracker()))
                .map(x -> ", looked last at " + x.at())
                .findFirst()
                .orElse("");
        String detail = report.detail().strip().replace("\n", " | ");
        fact(
                facts,
                since(w.tracker()),
                w.tracker(),
                StatusReport.verdict(report.verdict()) + ": " + detail + looked + effect(w, report),
                place);
    }

    private static String effect(Weighted w, World.@Nullable Report report) {
        if (report == null) {
            return w.weight() == 0 ? ": the instance waits for it" : "";
        }
        if (EffectivePriority.isFault(report.verdict(), w.weight(), w.reverse())) {
            return " -> FAULT";
        }
        int add = EffectivePriority.contribution(report.verdict(), w.weight(), w.reverse());
        return add == 0 ? "" : String.format(" -> priority %+d", add);
    }

    private void addresses(VirtualRouter r, List<Map<String, Object>> facts) {
        r.spec().addresses().forEach(a -> {
            boolean held = snapshot.held().getOrDefault(a.toString(), false);
            fact(facts, "", "kernel", a + (held ? " is here" : " is not here"), place(r));
        });
    }

    private void timer(VirtualRouter r, List<Map<String, Object>> facts) {
        switch (r.state()) {
            case State.Backup b ->
                fact(
                        facts,
                        wall(b.masterDownAt()),
                        "election",
                        r.standing().order() instanceof Order.Maintenance
                                ? "does not take over while in maintenance"
                                : "takes over then unless a master is heard that is to be followed",
                        "");
            case State.Master m -> fact(facts, wall(m.advertiseAt()), "election", "advertises next", "");
            case State.Init s -> {}
            case State.Fault s -> {}
        }
    }
}
