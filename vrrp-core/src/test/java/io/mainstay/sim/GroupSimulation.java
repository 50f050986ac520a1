package io.mainstay.sim;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Conduct;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.VirtualRouter;
import io.mainstay.vrrp.router.Wire;
import io.mainstay.vrrp.track.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One life of two or three hosts, each with a sync group of two or three members on as many segments: a storm, then a
 * healed world. After every turn a host's members are in one state, and only masters hold addresses; in the end one host
 * has everything, the best.
 */
final class GroupSimulation {
    private static final long SECOND = 1_000_000_000L;
    private static final long STORM = 15 * SECOND;
    private static final long CALM = 20 * SECOND;
    private static final int[] PRIORITIES = {150, 100, 50};

    private final SimTime time = new SimTime();
    private final SplittableRandom random;
    private final int members;
    private final List<Node> nodes = new ArrayList<>();
    private final UnaryOperator<List<Command>> mistake;
    private boolean healed;

    /**
     * Draws a life.
     *
     * @param mistake put between each host and its kernel; the identity for none
     */
    GroupSimulation(long seed, UnaryOperator<List<Command>> mistake) {
        this.random = new SplittableRandom(seed);
        this.mistake = mistake;
        this.members = 2 + random.nextInt(2);
        int hosts = 2 + random.nextInt(2);
        for (int id = 0; id < hosts; id++) {
            nodes.add(new Node(id));
        }
    }

    private final class Node {
        final int id;
        final boolean[] up = new boolean[members];
        final boolean[] well = new boolean[members];
        final boolean[] deaf = new boolean[members];
        final Set<String> held = new HashSet<>();
        RouterTable table = RouterTable.EMPTY;
        boolean alive;
        boolean frozen;

        Node(int id) {
            this.id = id;
            Arrays.fill(up, true);
            Arrays.fill(well, true);
        }

        IpAddress address(int member) {
            return IpAddress.of("10." + member + ".0." + (id + 1));
        }

        void start() {
            if (alive) {
                return;
            }
            alive = true;
            table = RouterTable.EMPTY;
            held.clear(); // the lifetimes of an earlier life are the business of the other simulation
            List<RouterSpec> specs = new ArrayList<>();
            for (int m = 0; m < members; m++) {
                specs.add(spec(m, PRIORITIES[id]));
            }
            turn(new Input.Reconfigured(specs));
            turn(links());
            for (int m = 0; m < members; m++) {
                turn(verdict(m));
            }
            turn(new Input.Started());
        }

        void stop() {
            if (alive && !frozen) {
                turn(new Input.Stopping("stopped"));
                alive = false;
                check(held.isEmpty(), "holds " + held + " after its end");
            }
        }

        Input links() {
            List<LinkView> views = new ArrayList<>();
            for (int m = 0; m < members; m++) {
                views.add(new LinkView(new LinkIndex(m + 2), link(m), up[m], List.of(new Cidr(address(m), 24))));
            }
            return new Input.LinksReported(views);
        }

        Input verdict(int m) {
            return new Input.TrackerReported("needed" + m, well[m] ? Verdict.UP : Verdict.DOWN, "simulated");
        }

        void tell(Input input) {
            if (alive && !frozen) {
                turn(input);
            }
        }

        void thaw() {
            if (frozen) {
                frozen = false;
                for (int m = 0; m < members; m++) {
                    tell(verdict(m));
                }
                tell(links());
                tell(new Input.Tick());
            }
        }

        void hear(int member, Packet packet) {
            if (up[member] && !deaf[member]) {
                tell(new Input.PacketReceived(packet));
            }
        }

        private void turn(Input input) {
            RouterTable.Turn turn = table.apply(input, time.now());
            table = turn.table();
            mistake.apply(turn.commands()).forEach(this::carryOut);
            uniform();
            long due = table.nextDeadline().nanos();
            if (due != Long.MAX_VALUE) {
                time.at(Math.max(due, time.now().nanos()), this::tickIfDue);
            }
        }

        private void tickIfDue() {
            if (alive && !frozen && table.nextDeadline().isDue(time.now())) {
                turn(new Input.Tick());
                check(table.nextDeadline().isAfter(time.now()), "spins");
            }
        }

        private void carryOut(Command command) {
            switch (command) {
                case Command.SendAdvertisement c -> send(c);
                case Command.HoldAddresses c -> c.addresses().forEach(a -> held.add(a.toString()));
                case Command.RemoveAddresses c -> c.addresses().forEach(a -> held.remove(a.toString()));
                case Command.Announce c -> {}
                case Command.StateChanged c -> {}
                case Command.GroupChanged c -> {}
                case Command.Note c -> {}
            }
        }

        private void send(Command.SendAdvertisement c) {
            int member = Integer.parseInt(c.link().substring(3));
            for (IpAddress to : c.wire().destinations()) {
                byte[] payload = AdvertisementCodec.encode(
                        c.advertisement(), c.source(), to, c.wire().checksum());
                Packet packet = new Packet(
                        new LinkIndex(member + 2), c.source(), to, c.wire().ttl(), payload);
                if (up[member]) {
                    nodes.stream().filter(n -> n != this).forEach(n -> deliver(n, member, packet));
                }
            }
        }

        private void deliver(Node to, int member, Packet packet) {
            if (healed || random.nextInt(10) != 0) {
                // a switch keeps the order of what passes it
                time.after(healed ? 500_000 : 1 + random.nextLong(200_000_000), () -> to.hear(member, packet));
            }
        }

        Set<StateName> states() {
            Set<StateName> states = new HashSet<>();
            table.routers().forEach(r -> states.add(r.state().name()));
            return states;
        }

        boolean isMaster() {
            return alive && states().equals(Set.of(StateName.MASTER));
        }

        private void uniform() {
            check(states().size() <= 1, "is half: " + states());
            long wanted = isMaster() ? members : 0;
            check(held.size() == wanted, "holds " + held + " in " + states());
        }

        void check(boolean holds, String what) {
            if (!holds) {
                throw new Invariants.Violated("host " + id + " at " + time.now() + " " + what);
            }
        }

        @Override
        public String toString() {
            return "host " + id + (alive ? frozen ? " frozen " : " " : " dead ")
                    + table.routers().stream().map(VirtualRouter::state).toList();
        }
    }

    private static String link(int member) {
        return "eth" + member;
    }

    private static RouterSpec spec(int member, int priority) {
        VirtualAddress vip =
                new VirtualAddress(Cidr.of("10." + member + ".0.100/24"), link(member), null, 0, null, true, true);
        return new RouterSpec(
                        "VI_" + member,
                        link(member),
                        new Vrid(51 + member),
                        2,
                        priority,
                        Centis.ofSeconds(1),
                        true,
                        Authentication.NONE,
                        List.of(vip),
                        null,
                        Wire.multicast(IpAddress.of("224.0.0.18")),
                        3,
                        false,
                        true,
                        Parameters.Announcements.DEFAULT,
                        List.of(new Weighted("needed" + member, 0, false)),
                        null)
                .with(Conduct.DEFAULT.inGroup("G"));
    }

    // -- one life -----------------------------------------------------------------------------------------------

    /**
     * Lives it.
     *
     * @throws Invariants.Violated where an invariant does not hold
     */
    void run() {
        nodes.forEach(n -> time.at(random.nextLong(2 * SECOND), n::start));
        int blows = 3 + random.nextInt(15);
        for (int i = 0; i < blows; i++) {
            Node node = nodes.get(random.nextInt(nodes.size()));
            time.at(random.nextLong(STORM), () -> blow(node));
        }
        time.runUntil(STORM, () -> {});
        heal();
        time.runUntil(STORM + CALM, () -> {});
        settled();
        farewell();
    }

    private void blow(Node node) {
        int member = random.nextInt(members);
        switch (random.nextInt(7)) {
            case 0 -> {
                node.up[member] = !node.up[member];
                node.tell(node.links());
            }
            case 1 -> {
                node.well[member] = !node.well[member];
                node.tell(node.verdict(member));
            }
            case 2 -> node.deaf[member] = !node.deaf[member];
            case 3 -> node.stop();
            case 4 -> node.start();
            case 5 -> node.frozen = node.alive;
            default -> node.thaw();
        }
    }

    private void heal() {
        healed = true;
        for (Node node : nodes) {
            Arrays.fill(node.up, true);
            Arrays.fill(node.well, true);
            Arrays.fill(node.deaf, false);
            node.thaw();
            node.tell(node.links());
            for (int m = 0; m < members; m++) {
                node.tell(node.verdict(m));
            }
            node.start();
        }
    }

    private void settled() {
        Optional<Node> best = nodes.stream().filter(n -> n.alive).min(Comparator.comparingInt(n -> n.id));
        for (Node node : nodes) {
            boolean should = best.isPresent() && best.get() == node;
            node.check(node.isMaster() == should, "is wrong in the end: " + nodes);
        }
    }

    /** The master ends in order: the next one has everything within its skew. */
    private void farewell() {
        nodes.getFirst().stop();
        time.runUntil(time.now().nanos() + Invariants.skewNanos(PRIORITIES[1], SECOND) + 5_000_000, () -> {});
        settled();
    }
}
