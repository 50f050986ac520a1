package io.mainstay.sim;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Decoded;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every event. It has its own arithmetic, in plain numbers, so that a mistake in the product's
 * does not hide itself: three intervals, and (256 - priority) / 256 of a second, or of the interval in version 3.
 */
final class Invariants {
    private static final long SECOND = 1_000_000_000L;

    /** An invariant that does not hold. */
    static final class Violated extends RuntimeException {
        private static final long serialVersionUID = 1;

        Violated(String text) {
            super(text);
        }
    }

    /** From when a backup's patience counts, and whose advertisement began it. */
    private record Patience(
            long since,
            long nanos,
            long unitNanos,
            @Nullable Packet begunBy) {
        long end(int priority) {
            return since + nanos + skewNanos(priority, unitNanos);
        }
    }

    private final Simulation simulation;
    private final Patience[] patience;
    private final List<Map<IpAddress, Packet>> lastSent = new ArrayList<>();

    Invariants(Simulation simulation, int nodes) {
        this.simulation = simulation;
        this.patience = new Patience[nodes];
        for (int i = 0; i < nodes; i++) {
            lastSent.add(new HashMap<>());
        }
    }

    static long skewNanos(int priority, long unitNanos) {
        return unitNanos * (256 - priority) / 256;
    }

    /** What the skew is a part of. */
    static long unitNanos(RouterSpec spec, long intervalNanos) {
        return spec.version() == 2 ? SECOND : intervalNanos;
    }

    private static long ownNanos(SimNode node) {
        return node.spec().interval().value() * 10_000_000L;
    }

    /** What the sender says: seconds in one byte, or centiseconds in twelve bits. */
    private static long intervalNanos(byte[] payload) {
        return payload[0] == 0x21 ? payload[5] * SECOND : ((payload[4] & 0xf) << 8 | (payload[5] & 0xff)) * 10_000_000L;
    }

    private static void check(boolean holds, SimNode node, String what) {
        if (!holds) {
            throw new Violated(node + ": " + what);
        }
    }

    /** No advertisement with a wrong interval, without addresses, or that a peer could not read. */
    void sent(SimNode node, Packet packet) {
        byte[] payload = packet.payload();
        int version = node.spec().version();
        check(payload[0] == (version << 4 | 1), node, "version " + version + ", type 1");
        check(
                payload[3] == node.router().spec().addresses().size() && payload[3] > 0,
                node,
                "all addresses advertised");
        check(intervalNanos(payload) == ownNanos(node), node, "its own interval, not " + intervalNanos(payload));
        Decoded decoded = AdvertisementCodec.decode(payload, packet.source(), packet.destination());
        check(decoded instanceof Decoded.Ok, node, "readable: " + decoded);
        lastSent.get(node.id()).put(packet.destination(), packet);
    }

    void notSpinning(SimNode node, long due, long now) {
        check(due > now, node, "after a tick the next deadline lies ahead");
    }

    /** After each turn of a node's loop. */
    void turned(SimNode node, StateName before, Input input, List<Command> commands) {
        StateName after = node.router().state().name();
        holdings(node, after, commands);
        resignation(node, commands);
        if (input instanceof Input.PacketReceived received) {
            answer(node, before, after, received.packet(), commands);
        }
        takeover(node, commands);
        remember(node, after, input, commands);
    }

    /** When the loop goes back to sleep. */
    void rested(SimNode node) {
        boolean empty =
                node.isMaster() && !node.kernel().holdsAll(node.router().spec().addresses());
        check(!empty, node, "a master holds its addresses");
    }

    private static void holdings(SimNode node, StateName after, List<Command> commands) {
        boolean ended =
                commands.stream().anyMatch(c -> c instanceof Command.StateChanged s && s.to() == StateName.INIT);
        if (after == StateName.BACKUP || after == StateName.FAULT || ended) {
            check(node.kernel().holdsNothing(), node, "holds addresses in " + after);
        }
        boolean announces = commands.stream().anyMatch(Command.Announce.class::isInstance);
        check(!announces || after == StateName.MASTER, node, "only a master announces");
    }

    private static void resignation(SimNode node, List<Command> commands) {
        boolean resigned = false;
        for (Command command : commands) {
            resigned |= command instanceof Command.SendAdvertisement a
                    && a.advertisement().priority() == 0;
            if (command instanceof Command.StateChanged s && s.from() == StateName.MASTER) {
                boolean outranked = s.to() == StateName.BACKUP;
                check(outranked || resigned, node, "a master that leaves resigns");
            }
        }
    }

    private static void answer(SimNode node, StateName before, StateName after, Packet packet, List<Command> commands) {
        boolean stalled = commands.stream()
                .anyMatch(c -> c instanceof Command.StateChanged s && s.reason().startsWith("stalled"));
        if (before != StateName.MASTER || stalled) {
            return;
        }
        int theirs = packet.payload()[2] & 0xff;
        int ours = node.router().standing().priority();
        if (theirs != 0 && outranks(theirs, packet.source(), ours, node.address())) {
            check(after == StateName.BACKUP, node, "gives way to " + theirs + " of " + packet.source());
            return;
        }
        check(after == StateName.MASTER, node, "stays master over " + theirs + " of " + packet.source());
        boolean speaks = commands.stream().anyMatch(Command.SendAdvertisement.class::isInstance);
        boolean announces = commands.stream().anyMatch(Command.Announce.class::isInstance);
        check(speaks || (theirs != 0 && node.router().spec().lowerPrioNoAdvert()), node, "answers " + packet.source());
        check(announces || theirs == 0, node, "announces again after " + packet.source());
    }

    private static boolean outranks(int theirs, IpAddress source, int ours, IpAddress address) {
        int last = Byte.toUnsignedInt(source.bytes()[3]);
        return theirs > ours || (theirs == ours && last > Byte.toUnsignedInt(address.bytes()[3]));
    }

    /** Nobody takes over before its time, and from the dead only what they are about to lose. */
    private void takeover(SimNode node, List<Command> commands) {
        for (Command command : commands) {
            if (command instanceof Command.StateChanged s
                    && s.to() == StateName.MASTER
                    && s.from() == StateName.BACKUP) {
                Patience p = patience[node.id()];
                long now = simulation.time().now().nanos();
                long earliest = p.end(node.router().standing().priority());
                check(now >= earliest, node, "took over " + (earliest - now) + " ns too early");
                simulation.nodes().forEach(dead -> watchTheDead(dead, p, now));
            }
        }
    }

    private void watchTheDead(SimNode dead, Patience p, long now) {
        boolean heardToTheLast = p.begunBy() != null && lastSent.get(dead.id()).containsValue(p.begunBy());
        if (dead.isRunning() || !heardToTheLast) {
            return;
        }
        long gone = dead.goneSince();
        simulation.time().at(now + SECOND, () -> {
            boolean still = !dead.isRunning() && dead.goneSince() == gone;
            check(!still || dead.kernel().holdsNothing(), dead, "its addresses outlive the takeover by 1 s");
        });
    }

    private void remember(SimNode node, StateName after, Input input, List<Command> commands) {
        long now = simulation.time().now().nanos();
        boolean listens =
                commands.stream().anyMatch(c -> c instanceof Command.StateChanged s && s.to() == StateName.BACKUP);
        if (listens) {
            patience[node.id()] = wait(node, now, ownNanos(node), null);
        }
        if (after != StateName.BACKUP || !(input instanceof Input.PacketReceived received)) {
            return;
        }
        heard(node, received.packet(), now);
    }

    private static Patience wait(SimNode node, long now, long intervalNanos, @Nullable Packet begunBy) {
        return new Patience(now, 3 * intervalNanos, unitNanos(node.spec(), intervalNanos), begunBy);
    }

    private void heard(SimNode node, Packet packet, long now) {
        int theirs = packet.payload()[2] & 0xff;
        int ours = node.router().standing().priority();
        Patience before = patience[node.id()];
        Patience anew = wait(node, now, intervalNanos(packet.payload()), packet);
        if (theirs == 0) {
            patience[node.id()] = new Patience(now, 0, before.unitNanos(), null);
        } else if (theirs >= ours) {
            patience[node.id()] = anew;
        } else if (!node.spec().preempt()) {
            patience[node.id()] = shorter(before, anew, ours);
        }
    }

    /** A lower priority is followed, or left alone because it has stepped back; here either may be. */
    private static Patience shorter(Patience one, Patience other, int priority) {
        Patience sooner = other.end(priority) < one.end(priority) ? other : one;
        long unit = Math.min(one.unitNanos(), other.unitNanos());
        return new Patience(sooner.since(), sooner.nanos(), unit, sooner.begunBy());
    }

    /** Once the wire has healed and the timers have run. */
    void settled() {
        SimNode first = null;
        for (SimNode node : simulation.nodes()) {
            if (!node.isMaster()) {
                continue;
            }
            check(first == null, node, "a second master beside " + first);
            first = node;
        }
        long holders = simulation.nodes().stream()
                .filter(n -> !n.kernel().holdsNothing())
                .count();
        if (holders > 1) {
            throw new Violated("two hosts hold addresses: " + simulation.nodes());
        }
    }
}
