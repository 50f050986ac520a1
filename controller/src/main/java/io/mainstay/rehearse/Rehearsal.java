package io.mainstay.rehearse;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs the configurations of some hosts through the core in virtual time. The same arguments give the same result, on
 * every machine.
 */
public final class Rehearsal implements VirtualHost.Surroundings {
    /** What a switch takes to pass a packet on. */
    private static final Duration SWITCH = Duration.ofNanos(500_000);

    /** How many events are kept; a rehearsal that says more has gone round in circles. */
    public static final int MOST_EVENTS = 10_000;

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final double loss;
    private final List<VirtualHost> hosts = new ArrayList<>();
    private final Map<String, Holding.Watch> watches = new LinkedHashMap<>();
    private final Map<String, List<VirtualAddress>> addresses = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private long unsaid;

    /**
     * How a rehearsal is run.
     *
     * @param until how much virtual time passes
     * @param loss the share of packets that the segment loses, 0..1
     * @param seed chooses which
     */
    public record Conditions(Duration until, double loss, long seed) {}

    /**
     * Something that happened.
     *
     * @param at when
     * @param host where; empty for what was done from outside
     * @param text what
     */
    public record Event(Deadline at, String host, String text) {}

    /**
     * What came of it.
     *
     * @param events in order of time
     * @param unsaid how many more there were than {@link #MOST_EVENTS}
     * @param holdings per virtual address
     */
    public record Result(List<Event> events, long unsaid, List<Holding> holdings) {
        public Result {
            events = List.copyOf(events);
            holdings = List.copyOf(holdings);
        }

        /** Time during which an address was served by nobody, over all addresses. */
        public Duration outage() {
            return holdings.stream().map(Holding::outage).reduce(Duration.ZERO, Duration::plus);
        }

        /** Time during which two hosts answered for an address, over all addresses. */
        public Duration split() {
            return holdings.stream().map(Holding::split).reduce(Duration.ZERO, Duration::plus);
        }

        /** How often an address went to another host, over all addresses. */
        public long moves() {
            return holdings.stream().mapToLong(Holding::moves).sum();
        }
    }

    private Rehearsal(List<Plan> plans, Conditions conditions) {
        loss = conditions.loss();
        random = new SplittableRandom(conditions.seed());
        plans.forEach(p -> hosts.add(new VirtualHost(p, time, this)));
        for (Plan plan : plans) {
            for (RouterSpec router : plan.routers()) {
                router.addresses().forEach(this::watch);
            }
        }
    }

    private void watch(VirtualAddress address) {
        String name = address.cidr().toString();
        watches.computeIfAbsent(name, Holding.Watch::new);
        List<VirtualAddress> same = addresses.computeIfAbsent(name, n -> new ArrayList<>());
        if (!same.contains(address)) {
            same.add(address);
        }
    }

    /**
     * Runs one rehearsal; all hosts start at the beginning.
     *
     * @param failures what is done to them; those of one instant in the order given
     */
    public static Result run(List<Plan> plans, List<Failure> failures, Conditions conditions) {
        Rehearsal rehearsal = new Rehearsal(plans, conditions);
        return rehearsal.play(failures, VirtualTime.instant(conditions.until()));
    }

    private Result play(List<Failure> failures, Deadline end) {
        for (VirtualHost host : hosts) {
            Failure start = new Failure(Failure.Action.START, host.plan().letter(), "", Duration.ZERO);
            time.at(Deadline.ORIGIN, () -> host.suffer(start));
        }
        failures.stream()
                .sorted(Comparator.comparing(Failure::at))
                .forEach(f -> time.at(VirtualTime.instant(f.at()), () -> strike(f)));
        time.runUntil(end, this::look);
        return new Result(
                events, unsaid, watches.values().stream().map(w -> w.end(end)).toList());
    }

    private void strike(Failure failure) {
        VirtualHost host = hosts.stream()
                .filter(h -> h.plan().letter().equals(failure.host()))
                .findFirst()
                .orElseThrow();
        int place = events.size();
        String odd = host.suffer(failure);
        String text = failure + (odd.isEmpty() ? "" : ": " + odd);
        if (events.size() < MOST_EVENTS) {
            events.add(place, new Event(time.now(), "", text));
        }
    }

    private void look() {
        watches.forEach((name, watch) -> watch.look(serving(name), time.now()));
    }

    private List<String> serving(String name) {
        return hosts.stream()
                .filter(h -> addresses.getOrDefault(name, List.of()).stream().anyMatch(h::serves))
                .map(h -> h.plan().letter())
                .toList();
    }

    @Override
    public void tell(VirtualHost host, String text) {
        if (events.size() < MOST_EVENTS) {
            events.add(new Event(time.now(), host.plan().letter(), text));
        } else {
            unsaid++;
        }
    }

    @Override
    public void send(VirtualHost from, RouterSpec router, Packet packet) {
        for (VirtualHost to : hosts) {
            boolean passes = to != from && !from.isCut() && (loss == 0 || random.nextDouble() >= loss);
            if (passes) {
                time.at(
                        time.now().plus(SWITCH),
                        () -> to.hear(router.link(), router.vrid().value(), packet));
            }
        }
    }
}
