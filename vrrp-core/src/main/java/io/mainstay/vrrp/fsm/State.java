package io.mainstay.vrrp.fsm;

import io.mainstay.net.IpAddress;
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
     * @param masterDownAt when the master is taken for dead
     * @param awakeBy when the loop must have come round; a turn that comes much later tells of a stall, during which
     *     advertisements may have passed unheard
     * @param master whose advertisement was taken last; null while none was
     * @param peakPriority the highest priority heard of that master; a fall below it is a master that stepped back; 0
     *     when it has resigned
     */
    record Backup(
            Deadline masterDownAt,
            Deadline awakeBy,
            @Nullable IpAddress master,
            int peakPriority) implements State {
        /** The same, taking the master for dead at another time. */
        public Backup waitingUntil(Deadline at) {
            return new Backup(at, awakeBy, master, peakPriority);
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
     */
    record Master(Deadline advertiseAt, Deadline announceAt, int announceRepeat, Deadline refreshAt) implements State {
        @Override
        public Deadline nextDeadline() {
            return advertiseAt.min(announceAt).min(refreshAt);
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
