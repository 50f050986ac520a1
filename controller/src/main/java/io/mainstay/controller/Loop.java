package io.mainstay.controller;

import io.mainstay.child.ProxyStatus;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.control.Snapshot;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Addresses;
import io.mainstay.linux.link.KernelEvent;
import io.mainstay.linux.link.KernelMonitor;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.link.Links;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.raw.Received;
import io.mainstay.linux.raw.VrrpSocket;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualRouter;
import io.mainstay.vrrp.track.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The loop: waits, reads the clock once a turn, hands what came in to the core, carries out what the core wants. One
 * thread runs it; others reach it through the {@link Mailbox} and read its {@link #snapshot()}.
 *
 * <pre>
 *   kernel notifications, adverts, mailbox  --&gt;  Input  --&gt;  RouterTable.apply  --&gt;  Command  --&gt;  Edge, hooks, log
 *                                                  ^                                               |
 *                                                  +------------- what the system refused ---------+
 * </pre>
 */
final class Loop {
    /** How many packets one socket may put into one turn; the rest waits for the next. */
    private static final int PACKETS_PER_TURN = 64;

    /** How many inputs the commands of one turn may cause. */
    private static final int FAILURES_PER_TURN = 256;

    /** A turn comes at least this often: it notices a clock that jumped and tries failed sockets again. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** How the keys of tracked interfaces begin ({@code TrackerConfig.Link}). */
    private static final String LINK_TRACKER = "interface ";

    /** The key of {@code TrackerConfig.Proxy}. */
    private static final String PROXY_TRACKER = "proxy";

    private static final Set<ProxyStatus.Phase> PHASES_BEFORE_A_VERDICT =
            Set.of(ProxyStatus.Phase.STOPPED, ProxyStatus.Phase.STARTING, ProxyStatus.Phase.RUNNING);

    /** After so many failed turns in a row the program gives everything up. */
    private static final int BUGS_IN_A_ROW = 10;

    /** What the loop works with. */
    record Parts(
            Timeline timeline,
            Poller poller,
            KernelMonitor monitor,
            Links links,
            Addresses addresses,
            LinkTable linkTable,
            Edge edge,
            Mailbox mailbox,
            Witness witness,
            Log log) {}

    private final Parts parts;
    private final Consumer<Command.StateChanged> hooks;
    private final Consumer<Reload> adopt;
    private final Departures departures;
    private final Groups groups;
    private RouterTable table = RouterTable.EMPTY;
    private List<RouterSpec> specs;
    private List<LinkView> lastViews = List.of();
    private final Map<String, Verdict> lastVerdicts = new HashMap<>();
    private Optional<ProxyStatus> proxy = Optional.empty();
    private Optional<Set<String>> trackerKeys = Optional.empty();
    private final Map<String, Deadline> since = new HashMap<>();
    private final List<Errand> errands = new ArrayList<>();
    private long turns;
    private long latestNanos;
    private long overruns;
    private int bugs;
    private boolean reloading;
    private Deadline retryAt = Deadline.ORIGIN;
    private volatile Snapshot snapshot;

    /**
     * Makes a loop that has not run yet.
     *
     * @param specs the routers to begin with
     * @param hooks told of each change of state, on the loop's thread; must not block
     * @param adopt told of each reload, on the loop's thread, before the routers take it; must not block
     * @param departures what becomes of addresses that are given up
     */
    Loop(
            Parts parts,
            List<RouterSpec> specs,
            Consumer<Command.StateChanged> hooks,
            Consumer<Reload> adopt,
            Departures departures) {
        this(parts, specs, hooks, adopt, departures, new Groups(c -> {}, Duration.ZERO));
    }

    /**
     * What concerns all routers together.
     *
     * @param hooks told of each change of a sync group, on the loop's thread; must not block
     * @param startDelay how long the routers only listen before they begin
     */
    record Groups(Consumer<Command.GroupChanged> hooks, Duration startDelay) {}

    /** Likewise, with sync groups and a delayed start. */
    Loop(
            Parts parts,
            List<RouterSpec> specs,
            Consumer<Command.StateChanged> hooks,
            Consumer<Reload> adopt,
            Departures departures,
            Groups groups) {
        this.groups = groups;
        this.parts = parts;
        this.specs = specs;
        this.hooks = hooks;
        this.adopt = adopt;
        this.departures = departures;
        this.snapshot = new Snapshot(table, Deadline.ORIGIN, proxy, Map.of(), Map.of(), Map.of());
    }

    /** What the last turn left behind. Any thread. */
    Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Runs until the mailbox says stop, then answers the reason. The routers still stand as they stood: the caller
     * ends them by {@link #release}.
     */
    String run() throws SystemCallException {
        begin();
        while (parts.mailbox().stopReason().isEmpty() && bugs < BUGS_IN_A_ROW) {
            turn();
        }
        return parts.mailbox().stopReason().orElse("too many failed turns in a row");
    }

    private void begin() throws SystemCallException {
        parts.linkTable().load(parts.links(), parts.addresses());
        Deadline now = parts.timeline().now();
        reportLinks(now);
        apply(new Input.Reconfigured(specs), now);
        parts.edge().openFor(specs);
        reportLinks(now);
        apply(new Input.Started(groups.startDelay()), now);
        depart(now);
        publish(now);
    }

    /** What operators ordered in an earlier life; before {@link #run}. */
    void order(List<Input.Maintenance> orders) {
        Deadline now = parts.timeline().now();
        orders.forEach(order -> apply(order, now));
    }

    private void turn() throws SystemCallException {
        Deadline wanted = table.nextDeadline();
        Deadline due = wanted.min(departures.next());
        Duration wait = shorter(parts.timeline().now().until(due), parts.edge().untilNextAnnouncement());
        List<Object> ready = parts.poller().await(shorter(wait, LONGEST_WAIT));
        Deadline now = parts.timeline().now();
        measure(wanted, now);
        try {
            for (Object source : ready) {
                read(source, now);
            }
            readMailbox(now);
            if (parts.edge().hasFailures() && retryAt.isDue(now)) {
                retry(now);
            }
            if (table.nextDeadline().isDue(now)) {
                apply(new Input.Tick(), now);
            }
            depart(now);
            parts.edge().pace();
            bugs = 0;
        } catch (RuntimeException e) {
            bugs++;
            parts.log().turnFailed(e);
        }
        publish(now);
        errands.forEach(errand -> errand.done().complete(snapshot));
        errands.clear();
    }

    private void depart(Deadline now) {
        parts.edge().remove(departures.settle(now));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void measure(Deadline wanted, Deadline now) {
        turns++;
        if (!wanted.equals(Deadline.NEVER)) {
            latestNanos = Math.max(latestNanos, wanted.until(now).toNanos());
        }
    }

    private void read(Object source, Deadline now) throws SystemCallException {
        if (source instanceof VrrpSocket socket) {
            readPackets(socket, now);
        } else if (source instanceof KernelMonitor monitor) {
            readKernel(monitor, now);
        }
    }

    private void readPackets(VrrpSocket socket, Deadline now) {
        for (int i = 0; i < PACKETS_PER_TURN; i++) {
            Optional<Received> received = receive(socket);
            if (received.isEmpty()) {
                return;
            }
            if (received.get() instanceof Received.Datagram d) {
                apply(
                        new Input.PacketReceived(
                                new Packet(d.link(), d.source(), d.destination(), d.ttl(), d.payload())),
                        now);
            }
        }
    }

    /** A socket whose interface went away says so once (ENETDOWN); the kernel monitor tells the rest. */
    private static Optional<Received> receive(VrrpSocket socket) {
        try {
            return socket.receive();
        } catch (SystemCallException e) {
            return Optional.empty();
        }
    }

    private void readKernel(KernelMonitor monitor, Deadline now) throws SystemCallException {
        List<KernelEvent> events = monitor.receive();
        List<Input.AddressLost> lost = new ArrayList<>();
        boolean news = false;
        for (KernelEvent event : events) {
            if (event instanceof KernelEvent.AddressRemoved removed) {
                parts.linkTable()
                        .find(removed.link())
                        .ifPresent(link -> lost.add(new Input.AddressLost(link.name(), removed.cidr())));
            }
            if (event instanceof KernelEvent.Overrun) {
                overruns++;
                parts.log().overrun();
                parts.linkTable().load(parts.links(), parts.addresses());
                lost.addAll(missing());
            }
            news |= parts.linkTable().apply(event);
        }
        if (!news && lost.isEmpty()) {
            return; // mostly the echo of our own renewals
        }
        boolean links = events.stream().anyMatch(e -> !(e instanceof KernelEvent.AddressAdded));
        if (links) {
            parts.edge().openFor(specs);
        }
        reportLinks(now);
        lost.stream().filter(this::isMissing).forEach(i -> apply(i, now));
    }

    /** One that went and came back meanwhile, as at a reload that changes its label, is not lost. */
    private boolean isMissing(Input.AddressLost lost) {
        return !parts.linkTable().has(lost.link(), lost.cidr().address());
    }

    /** What the overrun may have hidden: addresses that a master should have and the kernel has not. */
    private List<Input.AddressLost> missing() {
        return specs.stream()
                .flatMap(s -> s.addresses().stream())
                .filter(a -> !parts.linkTable().has(a.dev(), a.cidr().address()))
                .map(a -> new Input.AddressLost(a.dev(), a.cidr()))
                .toList();
    }

    private void reportLinks(Deadline now) {
        Set<IpAddress> virtual = specs.stream()
                .flatMap(s -> s.addresses().stream())
                .map(a -> a.cidr().address())
                .collect(Collectors.toSet());
        List<LinkView> views = parts.linkTable().views(virtual).stream()
                .map(v -> v.deafTo(parts.edge().deafTo(v.name())))
                .toList();
        if (!views.equals(lastViews)) {
            changedSince(views, now);
            lastViews = views;
            apply(new Input.LinksReported(views), now);
        }
        reportTrackedLinks(now);
    }

    private void changedSince(List<LinkView> views, Deadline now) {
        views.stream().filter(v -> !lastViews.contains(v)).forEach(v -> since.put(LINK_TRACKER + v.name(), now));
        Set<String> there = views.stream().map(LinkView::name).collect(Collectors.toSet());
        lastViews.stream().filter(v -> !there.contains(v.name())).forEach(v -> since.put(LINK_TRACKER + v.name(), now));
    }

    /** {@code track_interface}: interfaces as trackers, weights and all. */
    private void reportTrackedLinks(Deadline now) {
        specs.stream()
                .flatMap(s -> s.tracked().stream())
                .map(RouterSpec.Weighted::tracker)
                .filter(key -> key.startsWith(LINK_TRACKER))
                .distinct()
                .forEach(key -> reportTrackedLink(key, now));
    }

    private void reportTrackedLink(String key, Deadline now) {
        String name = key.substring(LINK_TRACKER.length());
        Optional<LinkView> view =
                lastViews.stream().filter(v -> v.name().equals(name)).findFirst();
        boolean up = view.isPresent() && view.get().usable();
        Verdict verdict = up ? Verdict.UP : Verdict.DOWN;
        if (!verdict.equals(lastVerdicts.get(key))) {
            String what = view.isEmpty() ? " does not exist" : up ? " is up" : " is down";
            tracker(key, verdict, "interface " + name + what, now);
        }
    }

    private void readMailbox(Deadline now) {
        parts.mailbox().takeReadings().stream()
                .filter(r -> isKnown(r.tracker()))
                .forEach(r -> tracker(r.tracker(), r.verdict(), r.detail(), now));
        parts.mailbox().takeProxy().ifPresent(status -> proxyChanged(status, now));
        parts.mailbox().takeErrands().forEach(errand -> {
            errands.add(errand);
            apply(errand.input(), now);
        });
        parts.mailbox().takeReload().ifPresent(reload -> reload(reload, now));
    }

    private void tracker(String key, Verdict verdict, String detail, Deadline now) {
        Verdict before = lastVerdicts.put(key, verdict);
        if (!verdict.equals(before)) {
            since.put(key, now);
            parts.log().tracker(key, words(verdict), detail);
        }
        apply(new Input.TrackerReported(key, verdict, detail), now);
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Up up -> "up";
            case Verdict.Down down -> "down";
            case Verdict.Value value -> "value " + value.value();
        };
    }

    private void proxyChanged(ProxyStatus status, Deadline now) {
        proxy = Optional.of(status);
        boolean unheard = status.last() == null && !lastVerdicts.containsKey(PROXY_TRACKER);
        if (unheard && PHASES_BEFORE_A_VERDICT.contains(status.phase())) {
            return; // nothing is known yet: the instances wait, as they do for a script's first run
        }
        tracker(PROXY_TRACKER, status.healthy() ? Verdict.UP : Verdict.DOWN, status.reason(), now);
    }

    private void reload(Reload reload, Deadline now) {
        adopt.accept(reload); // first: the changes of state that follow are told to the new hooks
        specs = SpecBuilder.of(reload.config().routers());
        lastVerdicts.keySet().removeIf(key -> key.startsWith(LINK_TRACKER));
        if (reload.config().proxy() == null) {
            proxy = Optional.empty();
        }
        parts.edge().configure(reload.config());
        parts.edge().openFor(specs);
        reportLinks(now);
        reloading = true;
        try {
            apply(new Input.Reconfigured(specs), now);
        } finally {
            reloading = false;
        }
        forgetTrackersBut(keys(reload.config()), now);
    }

    private static Set<String> keys(ControllerConfig config) {
        Set<String> keys = config.trackers().stream().map(TrackerConfig::key).collect(Collectors.toSet());
        if (config.proxy() != null) {
            keys.add(PROXY_TRACKER); // reported whether or not an instance asks
        }
        return keys;
    }

    /** A tracker that a reload has just taken away may have had a last word under way. */
    private boolean isKnown(String key) {
        return trackerKeys.isEmpty() || trackerKeys.get().contains(key);
    }

    /** Of trackers that are no more nothing is kept: one of the same name later begins anew. */
    private void forgetTrackersBut(Set<String> kept, Deadline now) {
        trackerKeys = Optional.of(kept);
        Set<String> gone = new HashSet<>(table.world().trackers().keySet());
        gone.removeAll(kept);
        lastVerdicts.keySet().removeAll(gone);
        since.keySet().removeAll(gone);
        apply(new Input.TrackersRemoved(gone), now);
    }

    /** Interfaces that could not be listened on a second ago, perhaps can now. */
    private void retry(Deadline now) {
        retryAt = now.plus(LONGEST_WAIT);
        parts.edge().openFor(specs);
        reportLinks(now);
    }

    /** Hands an input to the core and carries out what comes of it, refusals included. */
    private void apply(Input input, Deadline now) {
        ArrayDeque<Input> inputs = new ArrayDeque<>(List.of(input));
        for (int i = 0; i < FAILURES_PER_TURN && !inputs.isEmpty(); i++) {
            Input next = inputs.remove();
            RouterTable before = table;
            RouterTable.Turn turn = before.apply(next, now);
            table = turn.table();
            turn.commands().forEach(c -> inputs.addAll(carryOut(c)));
            parts.witness().saw(next, now, before, turn.commands());
        }
    }

    private List<Input> carryOut(Command command) {
        switch (command) {
            case Command.StateChanged c -> {
                parts.log().stateChanged(c);
                hooks.accept(c);
            }
            case Command.GroupChanged c -> {
                parts.log().groupChanged(c);
                groups.hooks().accept(c);
            }
            case Command.Note n -> parts.log().note(n);
            case Command.SendAdvertisement c -> {}
            case Command.HoldAddresses c -> departures.cancel(c.addresses());
            case Command.RemoveAddresses c -> {
                return remove(c);
            }
            case Command.Announce c -> {}
        }
        return parts.edge().run(command);
    }

    /** A reload takes an address away in order to put it back with something else to it, perhaps in another place. */
    private List<Input> remove(Command.RemoveAddresses c) {
        parts.edge().stopAnnouncing(c.addresses());
        if (!reloading) {
            departures.add(c.addresses());
            return List.of();
        }
        departures.gone(c.addresses().stream().map(a -> a.cidr().address()).toList());
        return parts.edge().run(c);
    }

    /**
     * Ends all routers: they resign, then `between` runs while the addresses are still there, then they go.
     *
     * @param between lets the proxy say goodbye to its clients; bounded by whoever gives it
     */
    void release(String reason, Runnable between) {
        Deadline now = parts.timeline().now();
        Input stopping = new Input.Stopping(reason);
        RouterTable before = table;
        RouterTable.Turn turn = before.apply(stopping, now);
        table = turn.table();
        parts.witness().saw(stopping, now, before, turn.commands());
        List<Command> removals = new ArrayList<>();
        for (Command command : turn.commands()) {
            if (command instanceof Command.RemoveAddresses) {
                removals.add(command);
            } else {
                carryOut(command);
            }
        }
        between.run();
        removals.forEach(parts.edge()::run);
        parts.edge().remove(departures.all());
        publish(now);
    }

    private void publish(Deadline now) {
        Map<String, Boolean> held = new LinkedHashMap<>();
        for (VirtualRouter router : table.routers()) {
            router.spec()
                    .addresses()
                    .forEach(a -> held.put(
                            a.toString(),
                            parts.linkTable().has(a.dev(), a.cidr().address())));
        }
        snapshot = new Snapshot(table, now, proxy, held, counters(), Map.copyOf(since));
    }

    private Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("loop_turns", turns);
        counters.put("loop_latest_micros", latestNanos / 1_000);
        counters.put("netlink_overruns", overruns);
        counters.put("unknown_vrid", table.unknownVrid());
        counters.put("removals_refused", parts.edge().failedRemovals());
        counters.put("announcements_refused", parts.edge().failedAnnouncements());
        counters.put("announcements_dropped", parts.edge().droppedAnnouncements());
        return counters;
    }

    /** The interfaces as they are known now; for preparing announcements. */
    Optional<Link> link(String name) {
        return parts.linkTable().find(name);
    }
}
