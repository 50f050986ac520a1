package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Effect;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.Timers;

/** A router in maintenance listens as every backup does, but its patience has no end. Pure. */
final class Withheld {
    /** Said when patience would have ended. */
    static final Effect.Remark REMARK = new Effect.Remark(
            Effect.Remark.Kind.WITHHELD, "in maintenance, so it does not take over: nobody may hold the addresses now");

    private Withheld() {}

    /** The state to go on from: a backup whose wait is over waits again; every other state as it is. */
    static State waiting(Order order, State state, Deadline now, Parameters p) {
        boolean over = state instanceof State.Backup b
                && (b.isWilling() || b.masterDownAt().isDue(now));
        return over && order instanceof Order.Maintenance && state instanceof State.Backup b
                ? b.waitingUntil(now.plus(Timers.masterDown(p)))
                : state;
    }
}
