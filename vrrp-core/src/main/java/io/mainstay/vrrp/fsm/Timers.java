package io.mainstay.vrrp.fsm;

import java.time.Duration;

/** The arithmetic of VRRP's timers; the only place with 256 in it. */
public final class Timers {
    private Timers() {}

    /**
     * How much longer a router of low priority waits than one of high priority: (256 - priority) / 256 seconds in
     * version 2 (RFC 3768 6.1), that part of the master's interval in version 3 (RFC 9568 6.1).
     */
    public static Duration skew(Parameters p) {
        long unitNanos =
                p.version() == 2 ? 1_000_000_000L : p.interval().toDuration().toNanos();
        return Duration.ofNanos(unitNanos * (256 - p.priority()) / 256);
    }

    /** How long a backup waits for an advertisement before it takes over: adverts x interval + skew. */
    public static Duration masterDown(Parameters p) {
        return rhythm(p).plus(skew(p));
    }

    /** When a backup that may preempt has taken over from a master of the lowest priority at the latest. */
    public static Duration takeover(Parameters p) {
        Duration interval = p.interval().toDuration();
        Duration longestSkew = p.version() == 2 ? Duration.ofSeconds(1) : interval;
        return rhythm(p).plus(longestSkew).plus(interval);
    }

    /** The part of {@link #masterDown} that all routers of a segment share. */
    static Duration rhythm(Parameters p) {
        return p.interval().toDuration().multipliedBy(p.downTimerAdverts());
    }

    /**
     * How long the kernel keeps the addresses after the last renewal: as long as every backup waits at least, in
     * whole seconds, because the kernel counts no finer. So a dead master's addresses go when the next one comes. Always
     * longer than the interval, or they would go between two renewals.
     */
    public static Duration addressLifetime(Parameters p) {
        Duration interval = p.interval().toDuration();
        long seconds = rhythm(p).toSeconds();
        return Duration.ofSeconds(Math.max(interval.toSeconds() + 1, seconds));
    }
}
