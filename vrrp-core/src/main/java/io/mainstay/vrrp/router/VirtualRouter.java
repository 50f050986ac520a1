package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Effect;
import io.mainstay.vrrp.fsm.Effect.Remark;
import io.mainstay.vrrp.fsm.Election;
import io.mainstay.vrrp.fsm.Event;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.fsm.Step;
import io.mainstay.vrrp.fsm.Timers;
import io.mainstay.vrrp.packet.Advertisement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One virtual router as a value: its election, and what surrounds it. Every method answers the router as it is
 * afterwards and what it wants done.
 */
public final class VirtualRouter {
    /** How many addresses are put back between two advertisements; past it they wait for the next one. */
    static final int RESTORES_PER_INTERVAL = 10;

    /** How many notes on received packets and lost addresses are said in {@link #QUIET}; the rest is counted. */
    static final int NOTES_PER_QUIET = 8;

    /** How long a repeated remark stays unsaid. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** A master for this long has left its troubles behind. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private static final IpAddress NO_ADDRESS = IpAddress.of("0.0.0.0");

    private final RouterSpec spec;
    private final State state;
    private final Standing standing;
    private final Statistics statistics;
    private final Peers peers;
    private final Trouble trouble;
    private final Transition transition;
    private final Memory memory;

    /**
     * Small things that bound repetition.
     *
     * @param sendFailures advertisements in a row that could not be sent
     * @param failedAtSent the count of advertisements sent when the last one failed
     * @param restores addresses put back since the last advertisement
     * @param quietUntil when a remark may be repeated
     * @param notes said on packets and addresses since the present period began
     * @param notesUntil when the present period ends
     * @param groupFault why the sync group holds it in fault; null when it does not
     */
    private record Memory(
            int sendFailures,
            long failedAtSent,
            int restores,
            Deadline quietUntil,
            int notes,
            Deadline notesUntil,
            @Nullable String groupFault) {
        static final Memory NONE = new Memory(0, -1, 0, Deadline.ORIGIN, 0, Deadline.ORIGIN, null);

        Memory restored() {
            return new Memory(sendFailures, failedAtSent, restores + 1, quietUntil, notes, notesUntil, groupFault);
        }

        Memory newInterval() {
            return new Memory(sendFailures, failedAtSent, 0, quietUntil, notes, notesUntil, groupFault);
        }

        Memory quiet(Deadline until) {
            return new Memory(sendFailures, failedAtSent, restores, until, notes, notesUntil, groupFault);
        }

        Memory failed(long sent) {
            boolean inARow = sent <= failedAtSent + 1;
            int failures = inARow ? sendFailures + 1 : 1;
            return new Memory(failures, sent, restores, quietUntil, notes, notesUntil, groupFault);
        }

        Memory noted(Deadline now) {
            boolean fresh = notesUntil.isDue(now);
            Deadline until = fresh ? now.plus(QUIET) : notesUntil;
            return new Memory(
                    sendFailures, failedAtSent, restores, quietUntil, fresh ? 1 : notes + 1, until, groupFault);
        }

        Memory pulled(@Nullable String fault) {
            return new Memory(sendFailures, failedAtSent, restores, quietUntil, notes, notesUntil, fault);
        }

        /** Nothing repeated so far, but what the group says still counts. */
        Memory cleared() {
            return NONE.pulled(groupFault);
        }
    }

    private VirtualRouter(
            RouterSpec spec,
            State state,
            Standing standing,
            Statistics statistics,
            Peers peers,
            Trouble trouble,
            Transition transition,
            Memory memory) {
        this.spec = spec;
        this.state = state;
        this.standing = standing;
        this.statistics = statistics;
        this.peers = peers;
        this.trouble = trouble;
        this.transition = transition;
        this.memory = memory;
    }

    static VirtualRouter of(RouterSpec spec, World world, Deadline now) {
        return new VirtualRouter(
                spec,
                new State.Init(),
                Standing.of(spec, world),
                Statistics.ZERO,
                Peers.NONE,
                Trouble.NONE,
                new Transition(StateName.INIT, StateName.INIT, now, "not started yet"),
                Memory.NONE);
    }

    Checkpoint.Saved saved() {
        return new Checkpoint.Saved(
                spec,
                state,
                transition,
                trouble.text(),
                trouble.until(),
                trouble.times(),
                memory.sendFailures(),
                memory.restores(),
                memory.groupFault(),
                peers.list());
    }

    static VirtualRouter from(Checkpoint.Saved s, World world) {
        return new VirtualRouter(
                s.spec(),
                s.state(),
                Standing.of(s.spec(), world),
                Statistics.ZERO,
                new Peers(s.peers()),
                new Trouble(s.trouble(), s.troubleUntil(), s.troubles()),
                s.transition(),
                new Memory(s.sendFailures(), -1, s.restores(), Deadline.ORIGIN, 0, Deadline.ORIGIN, s.groupFault()));
    }

    /** What it is meant to be. */
    public RouterSpec spec() {
        return spec;
    }

    /** Where its election stands. */
    public State state() {
        return state;
    }

    /** Priority, faults, source address: what the world means for it. */
    public Standing standing() {
        return standing;
    }

    /** Its counters. */
    public Statistics statistics() {
        return statistics;
    }

    /** The other routers heard, in the order of their addresses. */
    public List<Peer> peers() {
        return peers.list();
    }

    /** The last change of state. */
    public Transition transition() {
        return transition;
    }

    /** All that keeps it from holding its addresses, in words. */
    public List<String> faults() {
        List<String> all = new ArrayList<>(ownFaults());
        if (memory.groupFault() != null) {
            all.add(memory.groupFault());
        }
        return all;
    }

    /** Without what the sync group says. */
    List<String> ownFaults() {
        List<String> all = new ArrayList<>(standing.faults());
        if (trouble.isActive()) {
            all.add(trouble.text());
        }
        return all;
    }

    /**
     * Masters that are heard and not taken: each with what it claims and why it is not taken. Those silent for longer
     * than a master may be are left out.
     */
    public List<String> audibleRivals(Deadline now) {
        Duration patience = Timers.masterDown(parameters());
        return peers.list().stream()
                .filter(p -> p.isRejectedMaster() && p.lastHeard().until(now).compareTo(patience) <= 0)
                .map(this::rival)
                .toList();
    }

    private String rival(Peer p) {
        String who = p.stranger() ? "stranger " : "peer ";
        boolean holds = spec.conduct().holdForRejected() && state instanceof State.Backup && !p.stranger();
        return who + p.source() + " is audibly master with priority " + p.claimed() + ", but is not understood: "
                + p.detail() + (holds ? " (rejected_master hold)" : "");
    }

    /** The election's present parameters. */
    public Parameters parameters() {
        return parameters(spec, standing);
    }

    private static Parameters parameters(RouterSpec spec, Standing standing) {
        IpAddress source = standing.source();
        return new Parameters(
                spec.version(),
                standing.priority(),
                spec.interval(),
                spec.downTimerAdverts(),
                spec.preempt() && !(standing.order() instanceof Order.HandedOver),
                source == null ? NO_ADDRESS : source,
                spec.lowerPrioNoAdvert(),
                spec.announcements(),
                spec.conduct().manner());
    }

    /** When it wants to hear the time next. */
    Deadline nextDeadline() {
        return trouble.isActive() ? state.nextDeadline().min(trouble.until()) : state.nextDeadline();
    }

    // -- inputs -------------------------------------------------------------------------------------------------

    /** The world has changed, or is looked at for the first time. */
    Outcome review(World world, Deadline now) {
        Standing before = standing;
        VirtualRouter seen = withStanding(Standing.of(spec, world));
        List<Command> notes = seen.priorityNotes(before);
        Parameters old = parameters(spec, before);
        boolean changed = !old.equals(seen.parameters());
        Outcome adapted = changed ? seen.step(new Event.ParametersChanged(old), now) : Outcome.quiet(seen);
        return adapted.router().settle(now).after(adapted.commands()).after(notes);
    }

    /** Brings the election in line with the faults. */
    private Outcome settle(Deadline now) {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            return state instanceof State.Fault
                    ? Outcome.quiet(this)
                    : step(new Event.FaultRaised(String.join("; ", faults)), now);
        }
        boolean waits = !standing.pending().isEmpty() || spec.conduct().syncGroup() != null;
        return waits ? Outcome.quiet(this) : rise(now);
    }

    /** Nothing stands against it any more; members of a sync group rise together, when the group says so. */
    Outcome rise(Deadline now) {
        return switch (state) {
            case State.Init s -> step(new Event.Startup(), now);
            case State.Fault s -> step(new Event.FaultCleared("nothing is wrong any more"), now);
            case State.Backup s -> Outcome.quiet(this);
            case State.Master s ->
                standing.order() instanceof Order.Maintenance m
                        ? resign("maintenance: " + m.reason(), now)
                        : Outcome.quiet(this);
        };
    }

    /** Whether nothing of its own keeps it from running, and every first verdict is in. */
    boolean isSound() {
        return ownFaults().isEmpty() && standing.pending().isEmpty();
    }

    /** The sync group holds it in fault, or does not any longer. */
    Outcome pulled(@Nullable String fault, Deadline now) {
        return Objects.equals(fault, memory.groupFault())
                ? Outcome.quiet(this)
                : withMemory(memory.pulled(fault)).settle(now);
    }

    /** A master lets its peers take over at once. */
    Outcome resign(String reason, Deadline now) {
        return step(new Event.Resign(reason), now);
    }

    private List<Command> priorityNotes(Standing before) {
        if (before.priority() == standing.priority()) {
            return List.of();
        }
        List<String> why = standing.contributions();
        return List.of(new Command.Note(
                spec.name(),
                standing.priority() < before.priority(),
                "priority " + before.priority() + " -> " + standing.priority() + " (base " + spec.priority() + "): "
                        + (why.isEmpty() ? "no tracker lowers or raises it" : String.join("; ", why))));
    }

    /** Time has passed. */
    Outcome tick(Deadline now) {
        VirtualRouter rested = rested(now);
        boolean recovered = trouble.isActive() && !rested.trouble.isActive();
        Outcome first = recovered ? rested.settle(now) : Outcome.quiet(rested);
        return first.router().step(new Event.Tick(), now).after(first.commands());
    }

    private VirtualRouter rested(Deadline now) {
        if (trouble.isActive() && trouble.until().isDue(now)) {
            return withTrouble(trouble.over());
        }
        boolean settled = state instanceof State.Master
                && transition.at().until(now).compareTo(SETTLED) > 0
                && !trouble.isActive();
        return settled ? withTrouble(Trouble.NONE) : this;
    }

    /** A packet for this router has come in. */
    Outcome received(Packet packet, Deadline now) {
        if (Objects.equals(packet.source(), standing.source())) {
            return Outcome.quiet(count(Counter.LOOPED));
        }
        VirtualRouter room = peers.isFullFor(packet.source()) ? count(Counter.PEERS_FORGOTTEN) : this;
        return switch (Reception.of(spec, packet)) {
            case Reception.Rejected r -> room.rejected(packet, r, now);
            case Reception.Accepted a -> room.accepted(packet.source(), a, now);
        };
    }

    private Outcome rejected(Packet packet, Reception.Rejected verdict, Deadline now) {
        IpAddress source = packet.source();
        Overheard heard = Overheard.of(packet);
        boolean stranger = peers.isStranger(source, heard.addresses(), spec);
        Reception.Rejected r = stranger
                ? new Reception.Rejected(verdict.reason(), verdict.detail() + "; " + foreign(heard.addresses()))
                : verdict;
        Optional<Peer> before = peers.find(source);
        boolean known = before.isPresent()
                && before.get().reason() == r.reason()
                && before.get().detail().equals(r.detail());
        VirtualRouter next = withPeers(peers.rejected(source, heard.priority(), stranger, r, now))
                .withStatistics(statistics.plus(r.reason()));
        boolean holds = !stranger && spec.conduct().holdForRejected() && heard.isMasterNextDoor(packet, r.reason());
        Outcome said = known
                ? Outcome.quiet(next)
                : next.said(now, List.of(note(true, notUnderstood(source, r, stranger, holds))));
        return holds && state instanceof State.Backup
                ? said.router().held(source, now).after(said.commands())
                : said;
    }

    private Outcome held(IpAddress source, Deadline now) {
        return count(Counter.HELD_FOR_REJECTED).step(new Event.Overheard(source), now);
    }

    private String foreign(List<IpAddress> theirs) {
        return "it speaks for " + theirs + ", none of ours " + spec.advertised();
    }

    private String notUnderstood(IpAddress source, Reception.Rejected r, boolean stranger, boolean holds) {
        if (stranger) {
            return "stranger " + source + " uses our vrid " + spec.vrid() + " for another group of hosts: " + r.detail()
                    + "; give one of the two groups another virtual_router_id";
        }
        return "peer " + source + " speaks for vrid " + spec.vrid() + " but is not understood: " + r.detail()
                + (holds
                        ? "; while it is heard as master the addresses are not taken (rejected_master hold)"
                        : "; while this lasts both may be master");
    }

    /** Notes that a stranger can cause: so many in a while, then they are counted instead. */
    private Outcome said(Deadline now, List<Command> notes) {
        if (notes.isEmpty()) {
            return Outcome.quiet(this);
        }
        Memory next = memory.noted(now);
        return next.notes() > NOTES_PER_QUIET
                ? Outcome.quiet(withMemory(next).count(Counter.NOTE_WITHHELD))
                : new Outcome(withMemory(next), notes);
    }

    private Outcome accepted(IpAddress source, Reception.Accepted a, Deadline now) {
        Advertisement advertisement = a.advertisement();
        boolean stranger = peers.isStranger(source, advertisement.addresses(), spec);
        List<String> remarks = skipsCheck(source) ? lastRemarks(source) : remarks(a, stranger);
        List<Command> notes = acceptanceNotes(source, remarks);
        VirtualRouter next = withPeers(peers.accepted(source, advertisement, stranger, remarks, now));
        if (spec.conduct().ownerIgnoreAdverts() && spec.priority() == 255) {
            return next.count(Counter.OWNER_IGNORED).said(now, notes);
        }
        next = next.count(Counter.ADVERT_RECEIVED);
        for (Reception.Remark remark : a.remarks()) {
            boolean skipped = remark.counter() == Counter.ADDRESS_LIST_DIFFERS && skipsCheck(source);
            next = skipped ? next : next.count(remark.counter());
        }
        if (advertisement.version() == 3 && source.isIpv4()) {
            next = next.count(
                    switch (a.checksum()) {
                        case PSEUDO_HEADER -> Counter.CHECKSUM_PSEUDO_HEADER;
                        case MESSAGE_ONLY -> Counter.CHECKSUM_MESSAGE_ONLY;
                    });
        }
        if (advertisement.priority() == 0) {
            next = next.count(Counter.PRIORITY_ZERO_RECEIVED);
        }
        Outcome said = next.said(now, notes);
        return said.router().step(new Event.Heard(advertisement, source), now).after(said.commands());
    }

    /** keepalived's rule: the list is not compared again while the master is the one of the last advertisement. */
    private boolean skipsCheck(IpAddress source) {
        return spec.conduct().skipCheckAdvAddr()
                && state instanceof State.Backup b
                && Objects.equals(source, b.master());
    }

    private List<String> lastRemarks(IpAddress source) {
        String detail = peers.find(source)
                .filter(p -> p.reason() == null)
                .map(Peer::detail)
                .orElse("");
        return detail.isEmpty() ? List.of() : List.of(detail);
    }

    private static List<String> remarks(Reception.Accepted a, boolean stranger) {
        return a.remarks().stream()
                .map(r -> stranger && r.counter() == Counter.ADDRESS_LIST_DIFFERS
                        ? r.text()
                                + ", none of ours: another group of hosts with the same virtual_router_id, or a peer with another list"
                        : r.text())
                .toList();
    }

    private List<Command> acceptanceNotes(IpAddress source, List<String> differing) {
        List<Command> notes = new ArrayList<>();
        Optional<Peer> before = peers.find(source);
        if (before.isPresent() && before.get().reason() != null) {
            notes.add(note(false, "peer " + source + " is understood again"));
        }
        String remarks = String.join("; ", differing);
        boolean news = before.isEmpty() || !before.get().detail().equals(remarks);
        if (!remarks.isEmpty() && news) {
            notes.add(note(true, "peer " + source + " advertises " + remarks));
        }
        return notes;
    }

    /** An address has gone. A master puts it back at once, unless it has been away itself. */
    Outcome addressLost(String link, Cidr cidr, Deadline now) {
        List<VirtualAddress> lost = spec.addresses().stream()
                .filter(a -> a.tracked()
                        && a.dev().equals(link)
                        && a.cidr().address().equals(cidr.address()))
                .toList();
        boolean ours = state instanceof State.Master && !lost.isEmpty();
        if (!ours || Election.isStalled(state, now, parameters())) {
            return Outcome.quiet(this);
        }
        if (memory.restores() >= RESTORES_PER_INTERVAL) {
            return Outcome.quiet(count(Counter.ADDRESS_RESTORE_DEFERRED));
        }
        List<Command> note = List.of(note(true, "somebody deleted " + lost.getFirst() + ": put back"));
        Outcome said =
                count(Counter.ADDRESS_RESTORED).withMemory(memory.restored()).said(now, note);
        return said.after(List.of(
                new Command.HoldAddresses(spec.name(), lost, Timers.addressLifetime(parameters())),
                new Command.Announce(spec.name(), lost, spec.announcements().repeat())));
    }

    /** A command could not be carried out: a master that cannot do its work lets a peer do it. */
    Outcome failed(Input.Failed failure, Deadline now) {
        return switch (failure.what()) {
            case HOLD_ADDRESSES -> count(Counter.ADDRESS_REFUSED).inTrouble(failure.error(), now);
            case SEND -> sendFailed(failure.error(), now);
            case SEND_TO_SOME ->
                count(Counter.SEND_PARTLY_FAILED)
                        .said(now, List.of(note(true, "advertisement not sent to every peer: " + failure.error())));
        };
    }

    private Outcome sendFailed(String error, Deadline now) {
        VirtualRouter next = count(Counter.SEND_FAILED).withMemory(memory.failed(statistics.get(Counter.ADVERT_SENT)));
        boolean mute = spec.trackPrimary() && next.memory.sendFailures() >= spec.downTimerAdverts();
        if (mute) {
            return next.withMemory(memory.cleared()).inTrouble("advertisements do not get out: " + error, now);
        }
        return next.memory.sendFailures() == 1
                ? new Outcome(next, List.of(note(true, "advertisement not sent: " + error)))
                : Outcome.quiet(next);
    }

    private Outcome inTrouble(String text, Deadline now) {
        return state instanceof State.Master
                ? withTrouble(trouble.again(text, now)).settle(now)
                : Outcome.quiet(this);
    }

    /**
     * Serving it threw: an error in this program. It gives everything up and tries again later, each time after a longer
     * pause; built by hand, because the election may be what threw.
     */
    Outcome broken(RuntimeException bug, Deadline now) {
        String text = "internal error, please report it: " + BugText.of(bug);
        VirtualRouter next = count(Counter.INTERNAL_ERROR).withTrouble(trouble.again(text, now));
        if (state instanceof State.Fault) {
            return Outcome.quiet(next);
        }
        List<Command> commands = new ArrayList<>(state instanceof State.Master ? resignation() : List.of());
        commands.add(new Command.RemoveAddresses(spec.name(), spec.addresses()));
        commands.add(
                new Command.StateChanged(spec.name(), state.name(), StateName.FAULT, standing.priority(), text, false));
        Effect.Changed change = new Effect.Changed(state.name(), StateName.FAULT, text);
        return new Outcome(next.changed(change, now).withState(new State.Fault()), commands);
    }

    /** Where even this cannot be built, the peer waits its time. */
    private List<Command> resignation() {
        try {
            return List.of(advertisement(0));
        } catch (RuntimeException bug) {
            return List.of();
        }
    }

    /** It ends. */
    Outcome stop(String reason, Deadline now) {
        Outcome ended = step(new Event.Shutdown(reason), now);
        List<Command> commands = ended.commands().stream()
                .map(c -> c instanceof Command.StateChanged s
                        ? new Command.StateChanged(s.router(), s.from(), s.to(), s.priority(), s.reason(), true)
                        : c)
                .toList();
        return new Outcome(ended.router(), commands);
    }

    /** It is meant to be something else, but the same virtual router; addresses are the table's business. */
    VirtualRouter reconfigured(RouterSpec changed, World world) {
        Memory kept = changed.conduct().syncGroup() == null ? memory.pulled(null) : memory;
        return new VirtualRouter(
                changed, state, Standing.of(changed, world), statistics, peers, trouble, transition, kept);
    }

    // -- the election and its effects ---------------------------------------------------------------------------

    Outcome step(Event event, Deadline now) {
        State from = Withheld.waiting(standing.order(), state, now, parameters());
        Step step = Election.step(from, event, now, parameters());
        VirtualRouter next = withState(step.state());
        List<Command> commands = new ArrayList<>();
        if (!from.equals(state)) {
            next = next.remark(Withheld.REMARK, now, commands);
        }
        for (Effect effect : step.effects()) {
            next = next.carry(effect, now, commands);
        }
        return new Outcome(next, commands);
    }

    /** Turns an effect into a command with everything in it; counts. */
    private VirtualRouter carry(Effect effect, Deadline now, List<Command> commands) {
        String name = spec.name();
        return switch (effect) {
            case Effect.SendAdvertisement e -> {
                commands.add(advertisement(e.priority()));
                VirtualRouter sent = count(Counter.ADVERT_SENT).withMemory(memory.newInterval());
                yield e.priority() == 0 ? sent.count(Counter.PRIORITY_ZERO_SENT) : sent;
            }
            case Effect.HoldAddresses e -> {
                commands.add(new Command.HoldAddresses(name, spec.addresses(), e.lifetime()));
                yield this;
            }
            case Effect.RemoveAddresses e -> {
                // one that is refused and holds nothing may be the double of a router that does hold the addresses
                if (spec.refused() == null || transition.to() == StateName.MASTER) {
                    commands.add(new Command.RemoveAddresses(name, spec.addresses()));
                }
                yield this;
            }
            case Effect.Announce e -> {
                commands.add(new Command.Announce(name, spec.addresses(), e.repeat()));
                yield this;
            }
            case Effect.AnnounceElsewhere e -> {
                List<VirtualAddress> some = spec.addresses().stream()
                        .filter(a ->
                                spec.conduct().extraEverywhere() || !a.dev().equals(spec.link()))
                        .toList();
                if (!some.isEmpty()) {
                    commands.add(new Command.Announce(name, some, 1));
                }
                yield this;
            }
            case Effect.Changed e -> {
                commands.add(new Command.StateChanged(name, e.from(), e.to(), standing.priority(), e.reason(), false));
                yield changed(e, now);
            }
            case Effect.Remark e -> remark(e, now, commands);
        };
    }

    private Command advertisement(int priority) {
        Parameters p = parameters();
        return new Command.SendAdvertisement(
                spec.name(),
                spec.link(),
                p.source(),
                spec.wire(),
                new Advertisement(
                        spec.version(),
                        spec.vrid(),
                        priority,
                        spec.interval(),
                        spec.advertised(),
                        spec.authentication()));
    }

    private VirtualRouter changed(Effect.Changed e, Deadline now) {
        VirtualRouter next = new VirtualRouter(
                spec,
                state,
                standing,
                statistics,
                peers,
                trouble,
                new Transition(e.from(), e.to(), now, e.reason()),
                memory.quiet(Deadline.ORIGIN));
        if (e.to() == StateName.MASTER) {
            return next.count(Counter.BECOME_MASTER);
        }
        return e.from() == StateName.MASTER ? next.count(Counter.RELEASE_MASTER) : next;
    }

    private VirtualRouter remark(Remark e, Deadline now, List<Command> commands) {
        VirtualRouter counted = e.kind() == Remark.Kind.STALLED ? count(Counter.STALLED) : this;
        if (!memory.quietUntil().isDue(now)) {
            return counted;
        }
        boolean usual = e.kind() == Remark.Kind.RESIGNATION_HEARD || e.kind() == Remark.Kind.PREEMPTION_DELAYED;
        commands.add(note(!usual, e.text()));
        return counted.withMemory(memory.quiet(now.plus(QUIET)));
    }

    private Command.Note note(boolean warning, String text) {
        return new Command.Note(spec.name(), warning, text);
    }

    // -- copies -------------------------------------------------------------------------------------------------

    private VirtualRouter count(Counter counter) {
        return withStatistics(statistics.plus(counter));
    }

    private VirtualRouter withState(State s) {
        return new VirtualRouter(spec, s, standing, statistics, peers, trouble, transition, memory);
    }

    private VirtualRouter withStanding(Standing s) {
        return new VirtualRouter(spec, state, s, statistics, peers, trouble, transition, memory);
    }

    private VirtualRouter withStatistics(Statistics s) {
        return new VirtualRouter(spec, state, standing, s, peers, trouble, transition, memory);
    }

    private VirtualRouter withPeers(Peers p) {
        return new VirtualRouter(spec, state, standing, statistics, p, trouble, transition, memory);
    }

    private VirtualRouter withTrouble(Trouble t) {
        return new VirtualRouter(spec, state, standing, statistics, peers, t, transition, memory);
    }

    private VirtualRouter withMemory(Memory m) {
        return new VirtualRouter(spec, state, standing, statistics, peers, trouble, transition, m);
    }
}
