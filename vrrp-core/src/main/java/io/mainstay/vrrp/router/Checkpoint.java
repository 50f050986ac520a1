package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.State;
import java.util.List;

/**
 * All of a table that its decisions depend on, so that they can be repeated from here: specifications, states, world.
 * What only bounds remarks, and the counters, begin anew.
 *
 * @param routers in the order of the configuration
 * @param world interfaces, trackers, orders
 * @param started whether the routers run
 */
public record Checkpoint(List<Saved> routers, World world, boolean started) {
    /** A table without routers. */
    public static final Checkpoint EMPTY = new Checkpoint(List.of(), World.EMPTY, false);

    public Checkpoint {
        routers = List.copyOf(routers);
    }

    /**
     * One router.
     *
     * @param trouble what went wrong last, see {@link Trouble}
     * @param troubleUntil when to try again; {@link Deadline#ORIGIN} for no trouble
     * @param troubles how often in a row
     * @param sendFailures advertisements in a row that could not be sent
     * @param restores addresses put back since the last advertisement
     */
    public record Saved(
            RouterSpec spec,
            State state,
            Transition transition,
            String trouble,
            Deadline troubleUntil,
            int troubles,
            int sendFailures,
            int restores) {}
}
