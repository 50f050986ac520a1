package io.mainstay.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Packet;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The simulation notices what it is there to notice: known mistakes, put in between, are caught and named. */
class MutationTest {
    private static final int SEEDS = 600;

    private static void assertCaught(Mutation mutation, String by) {
        List<String> caught = LongStream.range(0, SEEDS)
                .mapToObj(seed -> violation(seed, mutation))
                .filter(text -> text.contains(by))
                .toList();
        assertTrue(caught.size() >= 10, () -> "caught by \"" + by + "\" in " + caught.size() + " of " + SEEDS);
    }

    private static String violation(long seed, Mutation mutation) {
        try {
            new Simulation(seed, mutation).run();
            return "";
        } catch (Invariants.Violated e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<Command> without(List<Command> commands, Class<? extends Command> kind) {
        return commands.stream().filter(c -> !kind.isInstance(c)).toList();
    }

    private static boolean becomesMaster(List<Command> commands) {
        return commands.stream().anyMatch(c -> c instanceof Command.StateChanged s && s.to() == StateName.MASTER);
    }

    @Test
    void skewOfZeroIsCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public long earlyNanos(SimNode node) {
                        boolean patient = node.router().state() instanceof State.Backup b
                                && b.masterDownAt().equals(b.nextDeadline());
                        return patient
                                ? Invariants.skewNanos(node.router().standing().priority(), unit(node))
                                : 0;
                    }
                },
                "ns too early");
    }

    /** The skew's unit in whose rhythm the node waits. */
    private static long unit(SimNode node) {
        Centis learned = node.router().state() instanceof State.Backup b ? b.masterInterval() : null;
        Centis interval = learned == null ? node.spec().interval() : learned;
        return Invariants.unitNanos(node.spec(), interval.toDuration().toNanos());
    }

    @Test
    void wrongTieBreakIsCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public Input input(SimNode node, Input input) {
                        return input instanceof Input.PacketReceived r ? mirrored(node, r.packet()) : input;
                    }
                },
                "gives way to");
    }

    /** The higher address looks like a lower one, and the other way round. */
    private static Input mirrored(SimNode node, Packet p) {
        byte[] bytes = p.source().bytes();
        bytes[1] = (byte) (p.source().compareTo(node.address()) > 0 ? 8 : 10);
        return new Input.PacketReceived(
                new Packet(p.link(), IpAddress.of(bytes), p.destination(), p.ttl(), p.payload()));
    }

    @Test
    void forgottenAnnouncementIsCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public List<Command> commands(SimNode node, Input input, List<Command> commands) {
                        return becomesMaster(commands) ? commands : without(commands, Command.Announce.class);
                    }
                },
                "announces again after");
    }

    @Test
    void forgottenResignationIsCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public List<Command> commands(SimNode node, Input input, List<Command> commands) {
                        return commands.stream()
                                .filter(c -> !(c instanceof Command.SendAdvertisement a
                                        && a.advertisement().priority() == 0))
                                .toList();
                    }
                },
                "a master that leaves resigns");
    }

    @Test
    void forgottenRemovalIsCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public List<Command> commands(SimNode node, Input input, List<Command> commands) {
                        return without(commands, Command.RemoveAddresses.class);
                    }
                },
                "holds addresses in");
    }

    @Test
    void addressesForEverAreCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public List<Command> commands(SimNode node, Input input, List<Command> commands) {
                        return commands.stream()
                                .map(c -> c instanceof Command.HoldAddresses h
                                        ? new Command.HoldAddresses(h.router(), h.addresses(), Duration.ofDays(1))
                                        : c)
                                .toList();
                    }
                },
                "its addresses outlive the takeover by 1 s");
    }

    @Test
    void deafRoutersAreCaught() {
        assertCaught(
                new Mutation() {
                    @Override
                    public Input input(SimNode node, Input input) {
                        return input instanceof Input.PacketReceived ? new Input.Tick() : input;
                    }
                },
                "gives way to");
    }
}
