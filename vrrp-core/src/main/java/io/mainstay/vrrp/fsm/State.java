package io.mainstay.vrrp.fsm;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Where an election stands; its timers are fields, so nobody starts or stops them.
 *
 * <pre>
 *            Startup                     masterDownAt
 *   Init ---------------&gt; Backup ------------------------&gt; Master
 *    |                      ^  ^      outranked, stalled      |
 *    |  Startup, owner      |  +------------------------------+
 *    +----------------------|--------------------------------&gt;+
 *                           |                                 |
 *            FaultCleared   |    FaultRaised                  |
 *   Fault ------------------+&lt;--------------------------------+
 * </pre>
 *
 * From every state Shutdown leads to Init.
 */
public sealed interface State {
    /** When the election wants to hear the time next. */
    Deadline nextDeadline();

    /** The state's name, as operators and hooks know it. */
    StateName name();

    /** Not started, or stopped. */
    record Init() implements State {
        @Override
        public Deadline nextDeadline() {
            return Deadline.NEVER;
        }

        @Override
        public StateName name() {
            return StateName.INIT;
        }
    }

    /**
     * Listening.
     *
     * @param masterDownAt when the master is taken for dead; never once that has come and the sync group is waited for
     * @param awakeBy when the loop must have come round; a turn that comes much later tells of a stall, during which
     *     advertisements may have passed unheard
     * @param master whose advertisement was taken last; null while none was
     * @param peakPriority the highest priority heard of that master; a fall below it is a master that stepped back; 0
     *     when it has resigned
     * @param masterInterval the interval of the master that is followed, which version 3 adopts (RFC 9568 6.4.2); null
     *     while none was heard
     * @param preemptAt from when on a master of lower priority is no longer followed ({@code preempt_delay}); never
     *     while none is heard
     */
    record Backup(
            Deadline masterDownAt,
            Deadline awakeBy,
            @Nullable IpAddress master,
            int peakPriority,
            @Nullable Centis masterInterval,
            Deadline preemptAt)
            implements State {
        /** Without a master of lower priority that is left alone for a while. */
        public Backup(
                Deadline masterDownAt,
                Deadline awakeBy,
                @Nullable IpAddress master,
                int peakPriority,
                @Nullable Centis masterInterval) {
            this(masterDownAt, awakeBy, master, peakPriority, masterInterval, Deadline.NEVER);
        }

        /** Whether the master counts as down, and only the sync group is waited for. */
        public boolean isWilling() {
            return masterDownAt.equals(Deadline.NEVER);
        }

        /** The same, taking the master for dead at another time. */
        public Backup waitingUntil(Deadline at) {
            return new Backup(at, awakeBy, master, peakPriority, masterInterval, preemptAt);
        }

        Backup withAwakeBy(Deadline at) {
            return new Backup(masterDownAt, at, master, peakPriority, masterInterval, preemptAt);
        }

        @Override
        public Deadline nextDeadline() {
            return masterDownAt.min(awakeBy);
        }

        @Override
        public StateName name() {
            return StateName.BACKUP;
        }
    }

    /**
     * Holding the addresses.
     *
     * @param advertiseAt when the next advertisement is due
     * @param announceAt when the second burst of announcements is due, or never
     * @param announceRepeat frames per address in it
     * @param refreshAt when the next refreshing announcement is due, or never
     * @param renewBy when the hold of the addresses must have been renewed; an advertisement does it
     * @param extraAt when the next announcement on other interfaces is due, or never
     */
    record Master(
            Deadline advertiseAt,
            Deadline announceAt,
            int announceRepeat,
            Deadline refreshAt,
            Deadline renewBy,
            Deadline extraAt)
            implements State {
        /** Without announcements on other interfaces. */
        public Master(
                Deadline advertiseAt, Deadline announceAt, int announceRepeat, Deadline refreshAt, Deadline renewBy) {
            this(advertiseAt, announceAt, announceRepeat, refreshAt, renewBy, Deadline.NEVER);
        }

        @Override
        public Deadline nextDeadline() {
            return advertiseAt.min(announceAt).min(refreshAt).min(extraAt);
        }

        Master withAdvertiseAt(Deadline at) {
            return new Master(at, announceAt, announceRepeat, refreshAt, renewBy, extraAt);
        }

        Master withAnnounceAt(Deadline at, int repeat) {
            return new Master(advertiseAt, at, repeat, refreshAt, renewBy, extraAt);
        }

        Master withRefreshAt(Deadline at) {
            return new Master(advertiseAt, announceAt, announceRepeat, at, renewBy, extraAt);
        }

        Master withRenewBy(Deadline at) {
            return new Master(advertiseAt, announceAt, announceRepeat, refreshAt, at, extraAt);
        }

        Master withExtraAt(Deadline at) {
            return new Master(advertiseAt, announceAt, announceRepeat, refreshAt, renewBy, at);
        }

        @Override
        public StateName name() {
            return StateName.MASTER;
        }
    }

    /** Something that must hold does not; neither listening nor holding. */
    record Fault() implements State {
        @Override
        public Deadline nextDeadline() {
            return Deadline.NEVER;
        }

        @Override
        public StateName name() {
            return StateName.FAULT;
        }
    }
}
