package io.mainstay.trackers;

import io.mainstay.vrrp.track.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * What a tracker says now.
 *
 * @param tracker {@code TrackerConfig.key()}
 * @param verdict what counts, after rise and fall
 * @param detail the last look in words: exit status and output, number of processes, why it cannot be watched
 * @param at when it last looked, wall clock, for people
 * @param counts how often it looked and what came of it
 * @param riseFall where the counter stands: {@code 2/3 up}; empty for trackers without one
 */
public record Reading(String tracker, Verdict verdict, String detail, Instant at, Counts counts, String riseFall) {
    /**
     * How often, since this tracker was started.
     *
     * @param runs looks that ended
     * @param failures of these, how many found the thing not well
     * @param timeouts of these, how many took too long
     * @param last how long the last look took; zero where it takes no time worth telling
     * @param skipped looks that did not take place as the one before was still under way
     */
    public record Counts(long runs, long failures, long timeouts, Duration last, long skipped) {
        /** None yet. */
        public static final Counts NONE = new Counts(0, 0, 0, Duration.ZERO, 0);

        Counts run(boolean failed, boolean timedOut, Duration took) {
            return new Counts(runs + 1, failures + (failed ? 1 : 0), timeouts + (timedOut ? 1 : 0), took, skipped);
        }

        Counts skip() {
            return new Counts(runs, failures, timeouts, last, skipped + 1);
        }
    }
}
