package io.mainstay.trackers;

import io.mainstay.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether enough and not too many processes run, after the delays. Pure. The first count decides alone.
 *
 * @param min how many must run
 * @param max how many may run
 * @param forkDelay how long a change by more processes must last
 * @param terminateDelay how long a change by fewer processes must last
 * @param standing what counts now; null before the first count
 */
record Quorum(
        int min,
        int max,
        Duration forkDelay,
        Duration terminateDelay,
        @Nullable Standing standing) {
    /**
     * What counts now.
     *
     * @param count the count that it was decided by
     * @param changeAt when the other verdict will count; NEVER while nothing speaks for it
     */
    record Standing(boolean up, int count, Deadline changeAt) {}

    Quorum after(int count, Deadline now) {
        boolean enough = count >= min && count <= max;
        if (standing == null || standing.up() == enough) {
            return with(new Standing(enough, count, Deadline.NEVER));
        }
        Deadline since = now.plus(count > standing.count() ? forkDelay : terminateDelay);
        Deadline changeAt = standing.changeAt().equals(Deadline.NEVER) ? since : standing.changeAt();
        return changeAt.isDue(now)
                ? with(new Standing(enough, count, Deadline.NEVER))
                : with(new Standing(standing.up(), standing.count(), changeAt));
    }

    private Quorum with(Standing other) {
        return new Quorum(min, max, forkDelay, terminateDelay, other);
    }
}
