package io.mainstay.sim;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.VirtualRouter;
import io.mainstay.vrrp.router.Wire;
import io.mainstay.vrrp.track.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host: a kernel, a link, and the process with the table of routers, which may die, stop and stand still. */
final class SimNode {
    static final String LINK = "eth0";
    static final LinkIndex INDEX = new LinkIndex(2);
    private static final long NEVER = Long.MAX_VALUE;
    static final int MOST_QUEUED = 1_000;

    private final int id;
    private final Simulation simulation;
    private final SimKernel kernel;
    private final ArrayDeque<Input> inbox = new ArrayDeque<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private RouterSpec spec;
    private RouterTable table = RouterTable.EMPTY;
    private boolean alive;
    private boolean frozen;
    private boolean linkUp = true;
    private long goneSince;
    private long wakeAt = NEVER;

    SimNode(int id, Simulation simulation, RouterSpec spec) {
        this.id = id;
        this.simulation = simulation;
        this.spec = spec;
        this.kernel = new SimKernel(simulation.time(), this::lose);
        verdicts.put("weighted", Verdict.UP);
        verdicts.put("needed", Verdict.UP);
    }

    int id() {
        return id;
    }

    RouterSpec spec() {
        return spec;
    }

    SimKernel kernel() {
        return kernel;
    }

    VirtualRouter router() {
        return table.router(spec.name()).orElseThrow();
    }

    boolean isAlive() {
        return alive;
    }

    boolean isFrozen() {
        return frozen;
    }

    boolean isRunning() {
        return alive && !frozen;
    }

    boolean isLinkUp() {
        return linkUp;
    }

    boolean isMaster() {
        return alive && router().state() instanceof State.Master;
    }

    /** Since when it has been unable to act. */
    long goneSince() {
        return goneSince;
    }

    IpAddress address() {
        return address(id);
    }

    static IpAddress address(int id) {
        return IpAddress.of("10.9.0." + (id + 1));
    }

    // -- what befalls it ----------------------------------------------------------------------------------------

    void start() {
        if (alive) {
            return;
        }
        alive = true;
        table = RouterTable.EMPTY;
        wakeAt = NEVER;
        give(new Input.Reconfigured(List.of(spec)));
        give(links());
        verdicts.forEach((tracker, verdict) -> give(new Input.TrackerReported(tracker, verdict, "simulated")));
        give(new Input.Started());
    }

    /** The process goes without a word; its addresses stay in the kernel until their time is over. */
    void crash() {
        goneSince = frozen ? goneSince : now().nanos();
        alive = false;
        frozen = false;
        inbox.clear();
    }

    void stop() {
        if (isRunning()) {
            give(new Input.Stopping("stopped"));
            alive = false;
        }
    }

    void freeze() {
        goneSince = now().nanos();
        frozen = alive;
    }

    void thaw() {
        if (!frozen) {
            return;
        }
        frozen = false;
        while (alive && !inbox.isEmpty()) {
            turn(inbox.remove());
        }
        tickIfDue();
    }

    void setLink(boolean up) {
        if (linkUp != up) {
            linkUp = up;
            give(links());
        }
    }

    void report(String tracker, Verdict verdict) {
        verdicts.put(tracker, verdict);
        give(new Input.TrackerReported(tracker, verdict, "simulated"));
    }

    /** While nobody runs, nothing is reloaded: a later life would know nothing of the addresses of the earlier one. */
    void reload(RouterSpec changed) {
        if (isRunning()) {
            spec = changed;
            give(new Input.Reconfigured(List.of(changed)));
        }
    }

    void hear(Packet packet) {
        if (linkUp && alive) {
            give(new Input.PacketReceived(packet));
        }
    }

    private Input links() {
        return new Input.LinksReported(List.of(new LinkView(INDEX, LINK, linkUp, List.of(new Cidr(address(), 24)))));
    }

    // -- its loop -----------------------------------------------------------------------------------------------

    private void lose(List<VirtualAddress> addresses) {
        give(addresses.stream().map(a -> new Input.AddressLost(LINK, a.cidr())).toArray(Input[]::new));
    }

    /** All that poll(2) would report at once. */
    private void give(Input... inputs) {
        for (Input input : inputs) {
            if (isRunning()) {
                turn(input);
            } else if (alive && inbox.size() < MOST_QUEUED) {
                inbox.add(input);
            }
        }
        tickIfDue();
    }

    private void tickIfDue() {
        if (!isRunning()) {
            return;
        }
        if (dueAt() <= now().nanos()) {
            turn(new Input.Tick());
            simulation.invariants().notSpinning(this, dueAt(), now().nanos());
        }
        simulation.invariants().rested(this);
        long due = dueAt();
        if (due != NEVER && (due < wakeAt || wakeAt <= now().nanos())) {
            wakeAt = due;
            simulation.time().at(due, () -> wake(due));
        }
    }

    private void wake(long due) {
        if (wakeAt == due) {
            wakeAt = NEVER;
            tickIfDue();
        }
    }

    private long dueAt() {
        Deadline next = table.nextDeadline();
        return next.equals(Deadline.NEVER) ? NEVER : next.nanos() - mutation().earlyNanos(this);
    }

    private void turn(Input given) {
        Input input = mutation().input(this, given);
        StateName before = table.router(spec.name()).map(r -> r.state().name()).orElse(StateName.INIT);
        Deadline now = input instanceof Input.Tick ? mutation().clock(this, now()) : now();
        RouterTable.Turn turn = table.apply(input, now);
        table = turn.table();
        List<Command> commands = mutation().commands(this, input, turn.commands());
        simulation.trace(this, input, commands);
        List<Input> failures = new ArrayList<>();
        commands.forEach(command -> carryOut(command, failures));
        simulation.invariants().turned(this, before, given, commands);
        failures.forEach(this::turn);
    }

    private void carryOut(Command command, List<Input> failures) {
        switch (command) {
            case Command.SendAdvertisement c -> send(c, failures);
            case Command.HoldAddresses c -> kernel.hold(c.addresses(), c.lifetime());
            case Command.RemoveAddresses c -> kernel.remove(c.addresses());
            case Command.Announce c -> {} // judged by the invariants, as are the others that only tell somebody
            case Command.StateChanged c -> {}
            case Command.GroupChanged c -> {}
            case Command.Note c -> {}
        }
    }

    private void send(Command.SendAdvertisement c, List<Input> failures) {
        if (!linkUp) {
            failures.add(new Input.Failed(c.router(), Input.Failed.What.SEND, "ENETDOWN"));
            return;
        }
        Wire wire = c.wire();
        for (IpAddress to : wire.destinations()) {
            byte[] payload = AdvertisementCodec.encode(c.advertisement(), c.source(), to, wire.checksum());
            Packet packet = new Packet(INDEX, c.source(), to, wire.ttl(), payload);
            simulation.invariants().sent(this, packet);
            simulation.send(this, packet);
        }
    }

    private Deadline now() {
        return simulation.time().now();
    }

    private Mutation mutation() {
        return simulation.mutation();
    }

    @Override
    public String toString() {
        String what = !alive ? "dead" : router().state().toString() + (frozen ? " frozen" : "");
        return "n" + id + " " + what + (linkUp ? "" : " link down");
    }
}
