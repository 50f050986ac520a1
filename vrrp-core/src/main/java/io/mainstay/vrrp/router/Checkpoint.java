package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of a table that its decisions depend on, so that they can be repeated from here: specifications, states, world.
 * What only bounds remarks, and the counters, begin anew.
 *
 * @param routers in the order of the configuration
 * @param world interfaces, trackers, orders
 * @param started whether the routers run
 * @param startAt when they will, while they only listen
 */
public record Checkpoint(List<Saved> routers, World world, boolean started, Deadline startAt) {
    /** A table without routers. */
    public static final Checkpoint EMPTY = new Checkpoint(List.of(), World.EMPTY, false, Deadline.NEVER);

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
     * @param groupFault why the sync group holds it in fault; null when it does not
     * @param peers the other routers heard: whether one of them keeps it waiting
     */
    public record Saved(
            RouterSpec spec,
            State state,
            Transition transition,
            String trouble,
            Deadline troubleUntil,
            int troubles,
            int sendFailures,
            int restores,
            @Nullable String groupFault,
            List<Peer> peers) {
        public Saved {
            peers = List.copyOf(peers);
        }
    }
}
