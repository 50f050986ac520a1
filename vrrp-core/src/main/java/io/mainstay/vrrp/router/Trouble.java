package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import java.time.Duration;

/**
 * A fault that only trying again can clear: the kernel refused an address, or advertisements do not get out.
 *
 * @param text what went wrong
 * @param until when to try again; {@link Deadline#ORIGIN} once that has come
 * @param times how often in a row; each time the pause doubles, so that a router that cannot hold its addresses does
 *     not take them from a peer that can again and again
 */
record Trouble(String text, Deadline until, int times) {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** No trouble so far. */
    static final Trouble NONE = new Trouble("", Deadline.ORIGIN, 0);

    Trouble again(String what, Deadline now) {
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(times, 6));
        return new Trouble(what, now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST), times + 1);
    }

    boolean isActive() {
        return !until.equals(Deadline.ORIGIN);
    }

    /** The pause is over; how often it happened stays known. */
    Trouble over() {
        return new Trouble(text, Deadline.ORIGIN, times);
    }
}
