package io.mainstay.vrrp.router;

import io.mainstay.net.Vrid;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Event;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.fsm.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All virtual routers of a host, as a value. Pure: the loop feeds it inputs with the time of its turn, keeps the table
 * that comes back, and carries the commands out. The same code runs in production, in tests and in the simulator.
 */
public final class RouterTable {
    /** No routers, nothing known. */
    public static final RouterTable EMPTY = new RouterTable(new LinkedHashMap<>(), World.EMPTY, Phase.BEFORE, 0);

    private final SequencedMap<String, VirtualRouter> routers;
    private final World world;
    private final Phase phase;
    private final long unknownVrid;

    /**
     * Whether the routers run.
     *
     * @param started whether they do
     * @param startAt when they begin by themselves ({@code vrrp_startup_delay}); never when nothing is waited for
     */
    private record Phase(boolean started, Deadline startAt) {
        static final Phase BEFORE = new Phase(false, Deadline.NEVER);
        static final Phase RUNNING = new Phase(true, Deadline.NEVER);
    }

    private RouterTable(SequencedMap<String, VirtualRouter> routers, World world, Phase phase, long unknownVrid) {
        this.routers = routers;
        this.world = world;
        this.phase = phase;
        this.unknownVrid = unknownVrid;
    }

    /**
     * The outcome of one input.
     *
     * @param table the table from now on
     * @param commands what to do, in order
     */
    public record Turn(RouterTable table, List<Command> commands) {
        public Turn {
            commands = List.copyOf(commands);
        }

        /** Both turns as one. */
        Turn then(Turn next) {
            List<Command> all = new ArrayList<>(commands);
            all.addAll(next.commands());
            return new Turn(next.table(), all);
        }
    }

    /** The routers in the order of the configuration. */
    public List<VirtualRouter> routers() {
        return List.copyOf(routers.values());
    }

    /** The router of this name. */
    public Optional<VirtualRouter> router(String name) {
        return Optional.ofNullable(routers.get(name));
    }

    /** What was last reported of interfaces and trackers. */
    public World world() {
        return world;
    }

    /** Packets for virtual routers that this host does not have. */
    public long unknownVrid() {
        return unknownVrid;
    }

    /** What its decisions depend on, for a journal. */
    public Checkpoint checkpoint() {
        return new Checkpoint(
                routers.values().stream().map(VirtualRouter::saved).toList(), world, phase.started(), phase.startAt());
    }

    /** A table that goes on from a checkpoint. */
    public static RouterTable from(Checkpoint c) {
        SequencedMap<String, VirtualRouter> routers = new LinkedHashMap<>();
        c.routers().forEach(saved -> routers.put(saved.spec().name(), VirtualRouter.from(saved, c.world())));
        return new RouterTable(routers, c.world(), new Phase(c.started(), c.startAt()), 0);
    }

    /** When the table wants a {@link Input.Tick}; never unless it runs. */
    public Deadline nextDeadline() {
        return phase.started() ? soonest().min(world.orders().nextDeadline()) : phase.startAt();
    }

    /** When the routers begin, while they only listen; never once they run. */
    public Deadline startAt() {
        return phase.startAt();
    }

    /** Whether the routers run. */
    boolean isStarted() {
        return phase.started();
    }

    /** The members of each sync group, in the order of the configuration. */
    public Map<String, List<VirtualRouter>> syncGroups() {
        return SyncGroups.members(this);
    }

    /** Where a sync group stands; INIT where there is none of this name. */
    public StateName syncGroupState(String group) {
        return SyncGroups.state(syncGroups().getOrDefault(group, List.of()));
    }

    private Deadline soonest() {
        return routers.values().stream()
                .map(VirtualRouter::nextDeadline)
                .min(Deadline::compareTo)
                .orElse(Deadline.NEVER);
    }

    /** Takes one input. */
    public Turn apply(Input input, Deadline now) {
        return SyncGroups.settle(this, ordersFulfilled(decide(input, now), now), now);
    }

    private Turn decide(Input input, Deadline now) {
        return switch (input) {
            case Input.Started i -> i.delay().isZero() ? begin(now) : listen(now.plus(i.delay()));
            case Input.Stopping i -> with(world, Phase.BEFORE).each(r -> r.stop(i.reason(), now), now);
            case Input.Tick i -> tick(now);
            case Input.PacketReceived i -> received(i.packet(), now);
            case Input.TrackerReported i ->
                look(world.withTracker(i.tracker(), new World.Report(i.verdict(), i.detail())), now);
            case Input.TrackersRemoved i -> look(world.withoutTrackers(i.trackers()), now);
            case Input.LinksReported i -> look(world.withLinks(byName(i.links())), now);
            case Input.AddressLost i -> each(r -> r.addressLost(i.link(), i.cidr(), now), now);
            case Input.Failed i -> one(i.router(), r -> r.failed(i, now), now);
            case Input.Reconfigured i -> reconfigure(i.specs(), now);
            case Input.Maintenance i -> look(world.withOrders(world.orders().with(i)), now);
            case Input.Switchover i -> switchover(i, now);
        };
    }

    private Turn begin(Deadline now) {
        return with(world, Phase.RUNNING).each(r -> r.review(world, now), now);
    }

    /** What is heard meanwhile is remembered with its peer, and nothing follows from it. */
    private Turn listen(Deadline until) {
        return new Turn(with(world, new Phase(false, until)), List.of());
    }

    private Turn tick(Deadline now) {
        if (phase.started()) {
            return each(r -> r.tick(now), now);
        }
        return phase.startAt().isDue(now) ? begin(now) : quiet();
    }

    private Turn switchover(Input.Switchover order, Deadline now) {
        VirtualRouter router = routers.get(order.router());
        boolean cancel = order.how() == Input.Switchover.How.CANCEL;
        if (router == null || !(cancel || router.state() instanceof State.Master)) {
            return quiet();
        }
        return switch (order.how()) {
            case OFFER -> handover(router, new Order.Offer(now.plus(Timers.takeover(router.parameters()))), now);
            case RESIGN -> {
                Turn ordered = handover(router, new Order.HandedOver(), now);
                yield ordered.then(
                        ordered.table().one(order.router(), r -> r.resign("switchover: resigned", now), now));
            }
            case CANCEL -> handover(router, null, now);
        };
    }

    private Turn handover(VirtualRouter router, @Nullable Order order, Deadline now) {
        return look(world.withOrders(world.orders().handover(router.spec().name(), order)), now);
    }

    /** An order that the turn has fulfilled, or whose time is over, holds no longer. */
    private static Turn ordersFulfilled(Turn turn, Deadline now) {
        RouterTable table = turn.table();
        Orders orders = table.world.orders();
        Orders left = orders.after(now, table::stateOf);
        if (left.equals(orders)) {
            return turn;
        }
        List<Command> notes = orders.lapsed(now, table::stateOf).stream()
                .<Command>map(
                        name -> new Command.Note(name, true, "switchover: nobody took the addresses: still master"))
                .toList();
        return turn.then(new Turn(table, notes)).then(table.look(table.world.withOrders(left), now));
    }

    private Optional<StateName> stateOf(String name) {
        return router(name).map(r -> r.state().name());
    }

    private static Map<String, LinkView> byName(List<LinkView> links) {
        Map<String, LinkView> map = new LinkedHashMap<>();
        links.forEach(link -> map.put(link.name(), link));
        return map;
    }

    private Turn look(World changed, Deadline now) {
        RouterTable table = with(changed, phase);
        return table.each(
                r -> phase.started() ? r.review(changed, now) : Outcome.quiet(r.reconfigured(r.spec(), changed)), now);
    }

    private Turn received(Packet packet, Deadline now) {
        boolean named = packet.payload().length >= 2 && packet.payload()[1] != 0;
        Optional<VirtualRouter> router = named ? find(packet, new Vrid(packet.payload()[1] & 0xff)) : Optional.empty();
        return router.isPresent()
                ? one(router.get().spec().name(), r -> r.received(packet, now), now)
                : new Turn(new RouterTable(routers, world, phase, unknownVrid + 1), List.of());
    }

    private Optional<VirtualRouter> find(Packet packet, Vrid vrid) {
        return inOrderOfRight().stream()
                .filter(r -> r.spec().vrid().equals(vrid)
                        && r.spec().family() == packet.source().family()
                        && isOn(r.spec().link(), packet))
                .findFirst();
    }

    private boolean isOn(String name, Packet packet) {
        LinkView link = world.links().get(name);
        return link != null && link.index().equals(packet.link());
    }

    /** Everything is given up before anything is taken, so that an address can move from one router to another. */
    private Turn reconfigure(List<RouterSpec> specs, Deadline now) {
        List<Command> release = new ArrayList<>();
        List<Command> take = new ArrayList<>();
        SequencedMap<String, VirtualRouter> next = new LinkedHashMap<>();
        IdentityHashMap<RouterSpec, VirtualRouter> predecessors = predecessors(specs);
        for (VirtualRouter old : routers.values()) {
            if (!predecessors.containsValue(old)) {
                release.addAll(guarded(old, r -> r.stop("removed from the configuration", now), now)
                        .commands());
            }
        }
        for (RouterSpec spec : specs) {
            VirtualRouter old = predecessors.get(spec);
            VirtualRouter first = old == null ? VirtualRouter.of(spec, world, now) : old;
            Outcome whole = guarded(first, r -> old == null ? begin(r, now) : adopt(r, spec, now), now);
            if (old != null && whole.router().spec().equals(spec)) {
                changeAddresses(old, spec, release, take);
            }
            (gives(whole) ? release : take).addAll(whole.commands());
            next.put(spec.name(), whole.router());
        }
        List<Command> all = new ArrayList<>(release);
        all.addAll(take);
        return new Turn(new RouterTable(next, world, phase, unknownVrid), all);
    }

    /** Which router each description goes on with; each router serves one, of two claimants the one not refused. */
    private IdentityHashMap<RouterSpec, VirtualRouter> predecessors(List<RouterSpec> specs) {
        IdentityHashMap<RouterSpec, VirtualRouter> chosen = new IdentityHashMap<>();
        for (VirtualRouter old : inOrderOfRight()) {
            specs.stream()
                    .filter(s -> s.sameRouter(old.spec()) && !chosen.containsKey(s))
                    .min(Comparator.comparing(s -> s.refused() != null))
                    .filter(s ->
                            chosen.values().stream().noneMatch(r -> r.spec().sameRouter(s)))
                    .ifPresent(s -> chosen.put(s, old));
        }
        return chosen;
    }

    private List<VirtualRouter> inOrderOfRight() {
        return routers.values().stream()
                .sorted(Comparator.comparing(r -> r.spec().refused() != null))
                .toList();
    }

    private static boolean gives(Outcome outcome) {
        return outcome.commands().stream().anyMatch(Command.RemoveAddresses.class::isInstance);
    }

    private Outcome begin(VirtualRouter router, Deadline now) {
        return phase.started() ? router.review(world, now) : Outcome.quiet(router);
    }

    /** The state goes on under the new description; its timers move with it. */
    private Outcome adopt(VirtualRouter old, RouterSpec spec, Deadline now) {
        VirtualRouter adopted = old.reconfigured(spec, world);
        Outcome moved = adopted.step(new Event.ParametersChanged(old.parameters()), now);
        return begin(moved.router(), now).after(moved.commands());
    }

    private static void changeAddresses(VirtualRouter old, RouterSpec spec, List<Command> release, List<Command> take) {
        if (!(old.state() instanceof State.Master)) {
            return;
        }
        List<VirtualAddress> gone = without(old.spec().addresses(), spec.addresses());
        List<VirtualAddress> fresh = without(spec.addresses(), old.spec().addresses());
        if (!gone.isEmpty()) {
            release.add(new Command.RemoveAddresses(spec.name(), gone));
        }
        if (!fresh.isEmpty()) {
            take.add(new Command.HoldAddresses(spec.name(), fresh, Timers.addressLifetime(old.parameters())));
            take.add(new Command.Announce(
                    spec.name(), fresh, spec.announcements().repeat()));
        }
    }

    private static List<VirtualAddress> without(List<VirtualAddress> all, List<VirtualAddress> some) {
        return all.stream().filter(a -> !some.contains(a)).toList();
    }

    /** An error of ours in one router is that router's fault, not the end of the others. */
    static Outcome guarded(VirtualRouter router, Function<VirtualRouter, Outcome> act, Deadline now) {
        try {
            return act.apply(router);
        } catch (RuntimeException bug) {
            return router.broken(bug, now);
        }
    }

    private Turn each(Function<VirtualRouter, Outcome> act, Deadline now) {
        List<Command> commands = new ArrayList<>();
        SequencedMap<String, VirtualRouter> next = new LinkedHashMap<>();
        routers.forEach((name, router) -> {
            Outcome outcome = guarded(router, act, now);
            commands.addAll(outcome.commands());
            next.put(name, outcome.router());
        });
        return new Turn(new RouterTable(next, world, phase, unknownVrid), commands);
    }

    private Turn one(String name, Function<VirtualRouter, Outcome> act, Deadline now) {
        VirtualRouter router = routers.get(name);
        if (router == null) {
            return quiet(); // a command of a router that a reload has just removed
        }
        Outcome outcome = guarded(router, act, now);
        return new Turn(with(outcome.router()), outcome.commands());
    }

    /** The same with this router in the place of its namesake. */
    RouterTable with(VirtualRouter router) {
        SequencedMap<String, VirtualRouter> next = new LinkedHashMap<>(routers);
        next.put(router.spec().name(), router);
        return new RouterTable(next, world, phase, unknownVrid);
    }

    private Turn quiet() {
        return new Turn(this, List.of());
    }

    private RouterTable with(World changed, Phase changedPhase) {
        return new RouterTable(routers, changed, changedPhase, unknownVrid);
    }
}
