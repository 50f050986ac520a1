package io.mainstay.sim;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import io.mainstay.vrrp.track.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One life of a segment with two to five routers, all of it drawn from one seed: a storm of {@value #STORM_SECONDS}
 * seconds in which everything may happen, then a healed wire, time for the timers, and an orderly farewell of the
 * master.
 */
final class Simulation {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final int STORM_SECONDS = 12;

    /** Base priorities; some equal, some extreme. */
    private static final int[] PRIORITIES = {100, 100, 100, 150, 150, 90, 254, 200, 1, 50};

    private final SimTime time = new SimTime();
    private final SplittableRandom random;
    private final SimWire wire;
    private final List<SimNode> nodes = new ArrayList<>();
    private final Invariants invariants;
    private final Mutation mutation;
    private final Consumer<String> trace;
    private final boolean tracing;
    private boolean healed;

    /** A simulation that nobody watches. */
    Simulation(long seed, Mutation mutation) {
        this(seed, mutation, line -> {}, false);
    }

    /** A simulation that tells each turn. */
    Simulation(long seed, Mutation mutation, Consumer<String> trace) {
        this(seed, mutation, trace, true);
    }

    private Simulation(long seed, Mutation mutation, Consumer<String> trace, boolean tracing) {
        this.random = new SplittableRandom(seed);
        this.mutation = mutation;
        this.trace = trace;
        this.tracing = tracing;
        int count = 2 + random.nextInt(4);
        this.wire = new SimWire(time, random, count);
        this.invariants = new Invariants(this, count);
        Segment segment = segment(count);
        for (int id = 0; id < count; id++) {
            nodes.add(new SimNode(id, this, spec(id, segment)));
        }
    }

    /** What all routers of a life share. */
    private record Segment(int count, int version, boolean fast, boolean unicast, boolean password, boolean silent) {}

    private Segment segment(int count) {
        int version = 2 + random.nextInt(2);
        boolean password = version == 2 && random.nextBoolean();
        boolean fast = random.nextInt(40) == 0; // such lives have a hundred times as many events
        return new Segment(count, version, fast, random.nextInt(3) == 0, password, random.nextInt(4) == 0);
    }

    /** Version 3 gives each router an interval of its own. */
    private Centis interval(Segment segment) {
        if (segment.version() == 2) {
            return Centis.ofSeconds(1);
        }
        return new Centis(segment.fast() ? 1 + random.nextInt(20) : 20 + random.nextInt(81));
    }

    private Wire wire(int id, Segment segment) {
        IpAddress group = IpAddress.of("224.0.0.18");
        ChecksumForm form = random.nextBoolean() ? ChecksumForm.PSEUDO_HEADER : ChecksumForm.MESSAGE_ONLY;
        if (!segment.unicast()) {
            return new Wire(group, form, null);
        }
        List<Wire.Peer> peers = IntStream.range(0, segment.count())
                .filter(other -> other != id)
                .mapToObj(other -> new Wire.Peer(SimNode.address(other), 0, 255))
                .toList();
        return new Wire(group, form, new Wire.Unicast(peers, true, 64));
    }

    private RouterSpec spec(int id, Segment segment) {
        boolean owner = id == 0 && random.nextInt(10) == 0;
        return new RouterSpec(
                "VI_1",
                SimNode.LINK,
                new Vrid(51),
                segment.version(),
                owner ? 255 : PRIORITIES[random.nextInt(PRIORITIES.length)],
                interval(segment),
                random.nextInt(4) != 0,
                segment.password() ? new Authentication.Simple(Password.of("1111")) : Authentication.NONE,
                List.of(address("10.9.0.100/24"), address("10.9.0.101/24")),
                null,
                wire(id, segment),
                3,
                segment.silent(),
                true,
                Parameters.Announcements.DEFAULT,
                List.of(new Weighted("weighted", -60, false), new Weighted("needed", 0, false)),
                null);
    }

    private static VirtualAddress address(String cidr) {
        return new VirtualAddress(Cidr.of(cidr), SimNode.LINK, null, 0, null, true, true);
    }

    SimTime time() {
        return time;
    }

    List<SimNode> nodes() {
        return nodes;
    }

    Invariants invariants() {
        return invariants;
    }

    Mutation mutation() {
        return mutation;
    }

    void send(SimNode from, Packet packet) {
        if (from.isLinkUp()) {
            wire.send(from.id(), packet, nodes);
        }
    }

    void trace(SimNode node, Input input, List<Command> commands) {
        if (tracing) {
            trace.accept(time.now() + " " + node + " <- " + input + " -> " + commands);
        }
    }

    // -- one life -----------------------------------------------------------------------------------------------

    /**
     * Lives it.
     *
     * @throws Invariants.Violated where an invariant does not hold
     */
    void run() {
        long start = time.now().nanos();
        storm(start);
        long end = start + STORM_SECONDS * SECOND;
        time.runUntil(end, () -> {});
        heal();
        long settled = end + 4 * SECOND + 500 * MILLI;
        time.runUntil(settled, () -> {});
        invariants.settled();
        bestHasWon();
        time.runUntil(settled + 2 * SECOND, invariants::settled);
        farewell();
    }

    private void storm(long start) {
        wire.trouble(random.nextDouble(0.4), random.nextDouble(0.2), 1 + random.nextLong(300 * MILLI));
        for (SimNode node : nodes) {
            time.at(start + random.nextLong(2 * SECOND), node::start);
        }
        int blows = 3 + random.nextInt(12);
        for (int i = 0; i < blows; i++) {
            SimNode node = nodes.get(random.nextInt(nodes.size()));
            time.at(start + random.nextLong(STORM_SECONDS * SECOND), () -> blow(node));
        }
    }

    private void blow(SimNode node) {
        switch (random.nextInt(12)) {
            case 0 -> crashAndPerhapsReturn(node);
            case 1 -> node.stop();
            case 2 -> node.start();
            case 3 -> linkAway(node);
            case 4 -> reportAndTakeBack(node, "needed");
            case 5, 6 -> reportAndTakeBack(node, "weighted");
            case 7 -> reload(node);
            case 8, 9 -> freeze(node);
            case 10 -> node.kernel().deleteByHand();
            default -> cut(node);
        }
    }

    /** Something that mends itself, unless the storm ends before. */
    private void later(long delayNanos, Runnable act) {
        time.after(delayNanos, () -> {
            if (!healed) {
                act.run();
            }
        });
    }

    private void crashAndPerhapsReturn(SimNode node) {
        node.crash();
        if (random.nextInt(3) != 0) {
            later(random.nextLong(6 * SECOND), node::start);
        }
    }

    private void linkAway(SimNode node) {
        node.setLink(false);
        later(random.nextLong(6 * SECOND), () -> node.setLink(true));
    }

    private void reportAndTakeBack(SimNode node, String tracker) {
        node.report(tracker, Verdict.DOWN);
        if (random.nextInt(4) != 0) {
            later(random.nextLong(6 * SECOND), () -> node.report(tracker, Verdict.UP));
        }
    }

    private void reload(SimNode node) {
        RouterSpec s = node.spec();
        int priority = s.priority() == 255 ? 255 : PRIORITIES[random.nextInt(PRIORITIES.length)];
        List<VirtualAddress> addresses = random.nextBoolean()
                ? List.of(address("10.9.0.100/24"))
                : List.of(address("10.9.0.100/24"), address("10.9.0.101/24"));
        node.reload(new RouterSpec(
                s.name(),
                s.link(),
                s.vrid(),
                s.version(),
                priority,
                s.interval(),
                random.nextInt(4) != 0,
                s.authentication(),
                addresses,
                s.source(),
                s.wire(),
                s.downTimerAdverts(),
                s.lowerPrioNoAdvert(),
                s.trackPrimary(),
                s.announcements(),
                s.tracked(),
                s.refused()));
    }

    private void freeze(SimNode node) {
        node.freeze();
        later(random.nextLong(8 * SECOND), node::thaw);
    }

    private void cut(SimNode node) {
        boolean oneWay = random.nextBoolean();
        for (SimNode other : nodes) {
            if (other.id() != node.id() && random.nextBoolean()) {
                wire.cut(node.id(), other.id(), true);
                wire.cut(other.id(), node.id(), !oneWay);
                later(random.nextLong(8 * SECOND), () -> {
                    wire.cut(node.id(), other.id(), false);
                    wire.cut(other.id(), node.id(), false);
                });
            }
        }
    }

    /** The dead may stay dead; everything else is put right, and all that was under way has been forgotten. */
    private void heal() {
        healed = true;
        wire.heal();
        for (SimNode node : nodes) {
            node.thaw();
            node.setLink(true);
            if (random.nextInt(3) != 0) {
                node.start();
            }
        }
    }

    // -- facts --------------------------------------------------------------------------------------------------

    private List<SimNode> eligible() {
        return nodes.stream()
                .filter(n -> n.isRunning() && n.router().faults().isEmpty())
                .sorted(Comparator.comparingInt(Simulation::priority).reversed())
                .toList();
    }

    private static int priority(SimNode node) {
        return node.router().standing().priority();
    }

    private Optional<SimNode> master() {
        return nodes.stream().filter(SimNode::isMaster).findFirst();
    }

    private void bestHasWon() {
        List<SimNode> eligible = eligible();
        if (eligible.isEmpty()) {
            return;
        }
        SimNode master = master().orElseThrow(() -> new Invariants.Violated("no master among " + nodes));
        SimNode best = eligible.getFirst();
        if (best.spec().preempt() && priority(best) > priority(master)) {
            throw new Invariants.Violated(best + " should have won over " + master);
        }
    }

    /** The master ends in order: the best of the others has the addresses within its skew. */
    private void farewell() {
        Optional<SimNode> leaving = master();
        if (leaving.isEmpty()) {
            return;
        }
        leaving.get().stop();
        List<SimNode> heirs = eligible();
        if (heirs.isEmpty()) {
            return;
        }
        int best = priority(heirs.getFirst());
        RouterSpec left = leaving.get().spec();
        long unit = Invariants.unitNanos(left, left.interval().toDuration().toNanos());
        time.runUntil(time.now().nanos() + Invariants.skewNanos(best, unit) + 5 * MILLI, () -> {});
        boolean inherited = master().filter(m -> priority(m) == best).isPresent();
        if (!inherited) {
            throw new Invariants.Violated("nobody of priority " + best + " took over within its skew: " + nodes);
        }
        invariants.settled();
    }
}
