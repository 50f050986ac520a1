package io.mainstay.vrrp.fsm;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Effect.Announce;
import io.mainstay.vrrp.fsm.Effect.Changed;
import io.mainstay.vrrp.fsm.Effect.HoldAddresses;
import io.mainstay.vrrp.fsm.Effect.Remark;
import io.mainstay.vrrp.fsm.Effect.Remark.Kind;
import io.mainstay.vrrp.fsm.Effect.RemoveAddresses;
import io.mainstay.vrrp.fsm.Effect.SendAdvertisement;
import io.mainstay.vrrp.packet.Advertisement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The election of one virtual router (RFC 3768 6.4), with keepalived's extensions: fault, changing priority,
 * {@code nopreempt}, and an answer to lower priorities. Pure: no clock, socket, thread, random source or log.
 *
 * <p>Differs from keepalived on purpose: after a stall it listens before it speaks, and under {@code nopreempt} a
 * backup does take over from a master that was heard lowering its own priority below the backup's.
 */
public final class Election {
    private Election() {}

    /**
     * Takes one event.
     *
     * @param now the time of the event, the same for all routers of one turn
     * @param p the parameters as they are now
     */
    public static Step step(State state, Event event, Deadline now, Parameters p) {
        Parameters then = event instanceof Event.ParametersChanged e ? e.before() : p;
        if (isStalled(state, now, then) && !(event instanceof Event.Tick)) {
            Step late = tick(state, now, then); // whatever came in, the stall came first
            if (event instanceof Event.GroupAgreed) {
                return late; // the others may agree, this one listens first
            }
            Step next = step(late.state(), event, now, p);
            List<Effect> effects = new ArrayList<>(late.effects());
            effects.addAll(next.effects());
            return new Step(next.state(), effects);
        }
        return switch (event) {
            case Event.Startup e -> state instanceof State.Init ? start(state, "started", now, p) : Step.stay(state);
            case Event.Shutdown e -> shutdown(state, e.reason());
            case Event.FaultRaised e -> fault(state, e.reason());
            case Event.FaultCleared e ->
                state instanceof State.Fault ? start(state, e.reason(), now, p) : Step.stay(state);
            case Event.Resign e ->
                state instanceof State.Master ? leave(state, listening(now, p), e.reason()) : Step.stay(state);
            case Event.Tick e -> tick(state, now, p);
            case Event.Heard e -> heard(state, e.advertisement(), e.source(), now, p);
            case Event.Overheard e ->
                Step.stay(state instanceof State.Backup s ? s.waitingUntil(now.plus(Timers.masterDown(p))) : state);
            case Event.GroupAgreed e -> agreed(state, e.group(), now, p);
            case Event.GroupYielded e -> yielded(state, e.reason(), now, p);
            case Event.ParametersChanged e -> adapt(state, e.before(), now, p);
        };
    }

    /**
     * Whether a master has been silent for so long that another one may have taken over: its loop stood still. It must
     * not act as master any more before it has listened.
     */
    public static boolean isStalled(State state, Deadline now, Parameters p) {
        return state instanceof State.Master s && silence(s, now, p).compareTo(Timers.masterDown(p)) > 0;
    }

    private static Duration silence(State.Master s, Deadline now, Parameters p) {
        return s.advertiseAt().until(now).plus(p.interval().toDuration());
    }

    /** RFC 3768 6.4.1; also the way out of a fault. Addresses left over from an earlier life are given up first. */
    private static Step start(State from, String reason, Deadline now, Parameters p) {
        if (p.owner() && !p.manner().grouped()) {
            return master(from, reason + ", owner of the addresses", now, p);
        }
        State.Backup backup = listening(now, p);
        return new Step(
                p.owner() ? backup.waitingUntil(Deadline.NEVER) : backup,
                List.of(new RemoveAddresses(), new Changed(from.name(), StateName.BACKUP, reason)));
    }

    /** keepalived's rule: a member goes to master when all members want to. */
    private static Step agreed(State state, String group, Deadline now, Parameters p) {
        return switch (state) {
            case State.Backup s when isLate(s, now, p) -> tickBackup(s, now, p);
            case State.Backup s -> master(s, "vrrp_sync_group " + group + " takes over: " + whyTakeOver(s, p), now, p);
            case State.Init s -> Step.stay(s);
            case State.Master s -> Step.stay(s);
            case State.Fault s -> Step.stay(s);
        };
    }

    /** keepalived's rule: one member that goes to backup takes the rest with it; each resigns for itself. */
    private static Step yielded(State state, String reason, Deadline now, Parameters p) {
        return state instanceof State.Master ? leave(state, listening(now, p), reason) : Step.stay(state);
    }

    private static State.Backup listening(Deadline now, Parameters p) {
        return new State.Backup(
                now.plus(Timers.masterDown(p)), now.plus(p.interval().toDuration()), null, 0, null);
    }

    /** Version 3 waits in the rhythm of the master that it follows, whatever its own is (RFC 9568 6.4.2). */
    private static Centis masterInterval(State.Backup s, Parameters p) {
        Centis learned = s.masterInterval();
        return p.version() == 3 && learned != null ? learned : p.interval();
    }

    private static Duration masterDown(State.Backup s, Parameters p) {
        return Timers.masterDown(p, masterInterval(s, p));
    }

    private static Step shutdown(State state, String reason) {
        return leave(state, new State.Init(), reason);
    }

    private static Step fault(State state, String reason) {
        return state instanceof State.Fault ? Step.stay(state) : leave(state, new State.Fault(), reason);
    }

    /** A master resigns before it lets go, so that the next one need not wait (RFC 3768 6.4.3). */
    private static Step leave(State state, State next, String reason) {
        List<Effect> effects = new ArrayList<>();
        if (state instanceof State.Master) {
            effects.add(new SendAdvertisement(0));
        }
        if (!(state instanceof State.Init) || next instanceof State.Fault) {
            effects.add(new RemoveAddresses());
        }
        effects.add(new Changed(state.name(), next.name(), reason));
        return new Step(next, effects);
    }

    /** RFC 3768 6.4.2: advertise, take the addresses, announce them; in this order, as keepalived does. */
    private static Step master(State from, String reason, Deadline now, Parameters p) {
        Parameters.Announcements a = p.announcements();
        State next = new State.Master(
                now.plus(p.interval().toDuration()),
                after(now, a.delay()),
                a.repeat(),
                after(now, a.refresh()),
                now.plus(Timers.renewal(p)),
                after(now, p.manner().extraRefresh()));
        return new Step(
                next,
                List.of(
                        new SendAdvertisement(p.priority()),
                        new HoldAddresses(Timers.addressLifetime(p)),
                        new Announce(a.repeat()),
                        new Changed(from.name(), StateName.MASTER, reason)));
    }

    private static Deadline after(Deadline now, Duration delay) {
        return delay.isZero() ? Deadline.NEVER : now.plus(delay);
    }

    private static Step tick(State state, Deadline now, Parameters p) {
        return switch (state) {
            case State.Init s -> Step.stay(s);
            case State.Fault s -> Step.stay(s);
            case State.Backup s -> tickBackup(s, now, p);
            case State.Master s -> tickMaster(s, now, p);
        };
    }

    private static Step tickBackup(State.Backup s, Deadline now, Parameters p) {
        Duration interval = masterInterval(s, p).toDuration();
        if (isLate(s, now, p)) {
            String text = "stalled for " + seconds(away(s, now, p)) + ": listening again before speaking";
            return Step.stay(
                    new State.Backup(now.plus(masterDown(s, p)), now.plus(interval), null, 0, s.masterInterval()),
                    new Remark(Kind.STALLED, text));
        }
        boolean down = s.masterDownAt().isDue(now);
        if (down && !p.manner().grouped()) {
            return master(s, whyTakeOver(s, p), now, p);
        }
        State.Backup next = down ? s.waitingUntil(Deadline.NEVER) : s;
        return Step.stay(s.awakeBy().isDue(now) ? next.withAwakeBy(now.plus(interval)) : next);
    }

    /** Whether advertisements may have passed unheard. */
    private static boolean isLate(State.Backup s, Deadline now, Parameters p) {
        return away(s, now, p).compareTo(masterDown(s, p)) > 0;
    }

    private static Duration away(State.Backup s, Deadline now, Parameters p) {
        return s.awakeBy().until(now).plus(masterInterval(s, p).toDuration());
    }

    private static String whyTakeOver(State.Backup s, Parameters p) {
        String patience = seconds(masterDown(s, p));
        if (s.master() == null) {
            return "no master heard for " + patience;
        }
        if (s.peakPriority() == 0) {
            return "master " + s.master() + " resigned";
        }
        return p.preempt() && s.peakPriority() < p.priority()
                ? "master " + s.master() + " has priority " + s.peakPriority() + ", below our " + p.priority()
                : "no master to follow heard for " + patience + " (last: " + s.master() + ")";
    }

    private static Step tickMaster(State.Master s, Deadline now, Parameters p) {
        if (isStalled(s, now, p)) {
            String reason = "stalled for " + seconds(silence(s, now, p)) + ": listening before speaking";
            return new Step(
                    listening(now, p),
                    List.of(
                            new RemoveAddresses(),
                            new Remark(Kind.STALLED, reason),
                            new Changed(StateName.MASTER, StateName.BACKUP, reason)));
        }
        List<Effect> effects = new ArrayList<>();
        State.Master next = s;
        if (s.advertiseAt().isDue(now)) {
            next = advertise(next, now, p, effects);
        }
        if (s.announceAt().isDue(now)) {
            effects.add(new Announce(s.announceRepeat()));
            next = next.withAnnounceAt(Deadline.NEVER, s.announceRepeat());
        }
        if (s.refreshAt().isDue(now)) {
            effects.add(new Announce(p.announcements().refreshRepeat()));
            next = next.withRefreshAt(after(now, p.announcements().refresh()));
        }
        if (s.extraAt().isDue(now)) {
            effects.add(new Effect.AnnounceElsewhere());
            next = next.withExtraAt(after(now, p.manner().extraRefresh()));
        }
        return new Step(next, effects);
    }

    /** Also renews the hold of the addresses, unless the next advertisement is early enough for that. */
    private static State.Master advertise(State.Master s, Deadline now, Parameters p, List<Effect> effects) {
        Deadline next = now.plus(p.interval().toDuration());
        boolean renew = s.renewBy().isDue(next);
        effects.add(new SendAdvertisement(p.priority()));
        if (renew) {
            effects.add(new HoldAddresses(Timers.addressLifetime(p)));
        }
        return s.withAdvertiseAt(next).withRenewBy(renew ? now.plus(Timers.renewal(p)) : s.renewBy());
    }

    private static Step heard(State state, Advertisement a, IpAddress source, Deadline now, Parameters p) {
        return switch (state) {
            case State.Init s -> Step.stay(s);
            case State.Fault s -> Step.stay(s);
            case State.Backup s -> heardAsBackup(s, a, source, now, p);
            case State.Master s -> heardAsMaster(s, a, source, now, p);
        };
    }

    /** RFC 3768 6.4.2. */
    private static Step heardAsBackup(State.Backup s, Advertisement a, IpAddress source, Deadline now, Parameters p) {
        if (a.priority() == 0) {
            return Step.stay(
                    new State.Backup(
                            now.plus(Timers.skew(p, masterInterval(s, p))), s.awakeBy(), source, 0, s.masterInterval()),
                    new Remark(Kind.RESIGNATION_HEARD, "master " + source + " resigned"));
        }
        boolean same = Objects.equals(source, s.master());
        int peak = same ? Math.max(s.peakPriority(), a.priority()) : a.priority();
        boolean lower = a.priority() < p.priority();
        boolean steppedBack = lower && a.priority() < peak;
        Deadline preemptAt = preemptAt(s, lower, now, p);
        boolean patient = !preemptAt.equals(Deadline.NEVER) && !preemptAt.isDue(now);
        if (lower && !patient && (p.preempt() || steppedBack)) {
            State.Backup next =
                    new State.Backup(s.masterDownAt(), s.awakeBy(), source, peak, s.masterInterval(), preemptAt);
            return p.preempt()
                    ? Step.stay(next)
                    : Step.stay(next, new Remark(Kind.MASTER_STEPPED_BACK, steppedBackText(a, source, peak, p)));
        }
        State.Backup heard = new State.Backup(s.masterDownAt(), s.awakeBy(), source, peak, a.interval(), preemptAt);
        State.Backup next = follow(heard, now, p);
        boolean begins = patient && s.preemptAt().equals(Deadline.NEVER);
        return begins ? Step.stay(next, preemptionDelayed(a, source, p)) : Step.stay(next);
    }

    /** Its master has been heard: the wait begins anew, in that master's rhythm. */
    private static State.Backup follow(State.Backup s, Deadline now, Parameters p) {
        Deadline awakeBy = s.awakeBy().min(now.plus(masterInterval(s, p).toDuration()));
        return s.waitingUntil(now.plus(masterDown(s, p))).withAwakeBy(awakeBy);
    }

    /** keepalived's rule: the delay begins with the first lower priority heard, and ends with one that is not lower. */
    private static Deadline preemptAt(State.Backup s, boolean lower, Deadline now, Parameters p) {
        boolean delays = lower && p.preempt() && !p.manner().preemptDelay().isZero();
        if (!delays) {
            return Deadline.NEVER;
        }
        return s.preemptAt().equals(Deadline.NEVER) ? now.plus(p.manner().preemptDelay()) : s.preemptAt();
    }

    private static Remark preemptionDelayed(Advertisement a, IpAddress source, Parameters p) {
        return new Remark(
                Kind.PREEMPTION_DELAYED,
                "master " + source + " has priority " + a.priority() + ", below our " + p.priority()
                        + ": left alone for " + seconds(p.manner().preemptDelay()) + " (preempt_delay)");
    }

    private static String steppedBackText(Advertisement a, IpAddress source, int peak, Parameters p) {
        return "master " + source + " lowered its priority from " + peak + " to " + a.priority() + ", below our "
                + p.priority() + ": taking over in spite of nopreempt";
    }

    /** RFC 3768 6.4.3, and RFC 9568 6.4.3 for the answer to a lower priority. */
    private static Step heardAsMaster(State.Master s, Advertisement a, IpAddress source, Deadline now, Parameters p) {
        if (a.priority() == 0) {
            List<Effect> effects = new ArrayList<>();
            return new Step(advertise(s, now, p, effects), effects);
        }
        boolean outranked =
                a.priority() > p.priority() || (a.priority() == p.priority() && source.compareTo(p.source()) > 0);
        return outranked ? giveWay(a, source, now, p) : reassert(s, a, source, now, p);
    }

    private static Step giveWay(Advertisement a, IpAddress source, Deadline now, Parameters p) {
        String rank = a.priority() > p.priority()
                ? "priority " + a.priority() + " over our " + p.priority()
                : "equal priority " + a.priority() + " and the higher address";
        State next = follow(new State.Backup(now, Deadline.NEVER, source, a.priority(), a.interval()), now, p);
        List<Effect> effects = new ArrayList<>();
        if (p.manner().higherPrioSendAdvert()) {
            effects.add(new SendAdvertisement(p.priority()));
        }
        effects.add(new RemoveAddresses());
        effects.add(new Changed(StateName.MASTER, StateName.BACKUP, "outranked by " + source + ": " + rank));
        return new Step(next, effects);
    }

    /** Whoever believed the other one must hear and see us again at once. */
    private static Step reassert(State.Master s, Advertisement a, IpAddress source, Deadline now, Parameters p) {
        List<Effect> effects = new ArrayList<>();
        State.Master next = s;
        if (!p.lowerPrioNoAdvert()) {
            next = advertise(next, now, p, effects);
        }
        Parameters.Announcements an = p.announcements();
        if (an.lowerPrioRepeat() > 0) {
            effects.add(new Announce(an.lowerPrioRepeat()));
            next = next.withAnnounceAt(after(now, an.lowerPrioDelay()), an.lowerPrioRepeat());
        }
        effects.add(new Remark(
                Kind.LOWER_PRIORITY_HEARD,
                source + " also claims to be master, with priority " + a.priority()
                        + (a.priority() == p.priority()
                                ? " like ours and a lower address"
                                : " below our " + p.priority())));
        return new Step(next, effects);
    }

    /**
     * A running backup's timer moves by as much as its skew did, as in keepalived. Where the interval itself is another
     * one, it listens afresh: the peer's reload may be a moment away, and until then its rhythm is the old one.
     */
    private static Step adapt(State state, Parameters before, Deadline now, Parameters p) {
        return switch (state) {
            case State.Init s -> Step.stay(s);
            case State.Fault s -> Step.stay(s);
            case State.Backup s -> {
                boolean left = before.manner().grouped() && !p.manner().grouped() && s.isWilling();
                Centis interval = masterInterval(s, p);
                Centis intervalBefore = masterInterval(s, before);
                boolean sameRhythm = Timers.rhythm(p, interval).equals(Timers.rhythm(before, intervalBefore)) && !left;
                Duration change = masterDown(s, p).minus(masterDown(s, before));
                Deadline moved = sameRhythm ? s.masterDownAt().plus(change) : now.plus(masterDown(s, p));
                Deadline awakeBy = s.awakeBy().min(now.plus(interval.toDuration()));
                yield Step.stay(s.waitingUntil(moved.isAfter(now) ? moved : now).withAwakeBy(awakeBy));
            }
            case State.Master s -> {
                Deadline soonest = now.plus(p.interval().toDuration()).min(s.advertiseAt());
                Deadline renewBy = s.renewBy().min(now.plus(Timers.renewal(p)));
                Deadline extraAt =
                        p.manner().extraRefresh().equals(before.manner().extraRefresh())
                                ? s.extraAt()
                                : after(now, p.manner().extraRefresh());
                yield Step.stay(s.withAdvertiseAt(soonest).withRenewBy(renewBy).withExtraAt(extraAt));
            }
        };
    }

    private static String seconds(Duration d) {
        return String.format("%d.%03ds", d.toSeconds(), d.toMillisPart());
    }
}
