package io.mainstay.time;

import java.time.Duration;

/**
 * An instant on the monotonic timeline: nanoseconds since an origin that means nothing. Cannot be mistaken for a wall
 * clock. Ordinary comparison is safe because {@link Timeline} starts near zero.
 *
 * @param nanos nanoseconds since the timeline's origin; {@link Long#MAX_VALUE} is {@link #NEVER}
 */
public record Deadline(long nanos) implements Comparable<Deadline> {
    /** Later than every other instant. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    /** The timeline's origin. */
    public static final Deadline ORIGIN = new Deadline(0);

    /** This instant moved by a duration, which may be negative; {@link #NEVER} stays. */
    public Deadline plus(Duration duration) {
        return this.equals(NEVER) ? NEVER : new Deadline(Math.addExact(nanos, duration.toNanos()));
    }

    /** How long from this instant until the other; negative when the other lies before. */
    public Duration until(Deadline other) {
        return Duration.ofNanos(other.nanos - nanos);
    }

    /** Whether this instant lies strictly after the other. */
    public boolean isAfter(Deadline other) {
        return nanos > other.nanos;
    }

    /** Whether this deadline has come at the given time. */
    public boolean isDue(Deadline now) {
        return nanos <= now.nanos;
    }

    /** The earlier of the two. */
    public Deadline min(Deadline other) {
        return nanos <= other.nanos ? this : other;
    }

    @Override
    public int compareTo(Deadline other) {
        return Long.compare(nanos, other.nanos);
    }

    @Override
    public String toString() {
        return this.equals(NEVER)
                ? "never"
                : "+" + nanos / 1_000_000_000 + "." + String.format("%09d", nanos % 1_000_000_000) + "s";
    }
}
