package io.mainstay.vrrp.fsm;

import io.mainstay.time.Centis;
import java.time.Duration;

/** The arithmetic of VRRP's timers; the only place with 256 in it. */
public final class Timers {
    /** So many renewals must fail in a row before an address goes. */
    private static final int RENEWALS_PER_LIFETIME = 3;

    private Timers() {}

    /**
     * How much longer a router of low priority waits than one of high priority: (256 - priority) / 256 seconds in
     * version 2 (RFC 3768 6.1), that part of the master's interval in version 3 (RFC 9568 6.1).
     */
    public static Duration skew(Parameters p, Centis masterInterval) {
        long unitNanos =
                p.version() == 2 ? 1_000_000_000L : masterInterval.toDuration().toNanos();
        return Duration.ofNanos(unitNanos * (256 - p.priority()) / 256);
    }

    /**
     * How long a backup waits for an advertisement before it takes over: adverts x interval + skew.
     *
     * @param masterInterval the interval of the master that it listens to
     */
    public static Duration masterDown(Parameters p, Centis masterInterval) {
        return rhythm(p, masterInterval).plus(skew(p, masterInterval));
    }

    /** Likewise before any master was heard, and for a master whose backups have its own interval. */
    public static Duration masterDown(Parameters p) {
        return masterDown(p, p.interval());
    }

    /** When a backup that may preempt has taken over from a master of the lowest priority at the latest. */
    public static Duration takeover(Parameters p) {
        Duration interval = p.interval().toDuration();
        Duration longestSkew = p.version() == 2 ? Duration.ofSeconds(1) : interval;
        return rhythm(p, p.interval()).plus(longestSkew).plus(interval);
    }

    /** The part of {@link #masterDown} that all routers of a segment share. */
    static Duration rhythm(Parameters p, Centis masterInterval) {
        return masterInterval.toDuration().multipliedBy(p.downTimerAdverts());
    }

    /**
     * How long the kernel keeps the addresses after the last renewal: as long as every backup waits at least, in
     * whole seconds rounded up, because the kernel counts no finer. So a dead master's addresses go when the next one
     * comes, or less than a second later. Always longer than the interval, or they would go between two renewals.
     */
    public static Duration addressLifetime(Parameters p) {
        Duration interval = p.interval().toDuration();
        long seconds = rhythm(p, p.interval()).plusNanos(999_999_999).toSeconds();
        return Duration.ofSeconds(Math.max(interval.toSeconds() + 1, seconds));
    }

    /**
     * How old a hold of the addresses may become before it is renewed. A master renews it with an advertisement, with
     * each one where they are further apart than this: a hundred renewals a second would gain nothing.
     */
    public static Duration renewal(Parameters p) {
        return addressLifetime(p).dividedBy(RENEWALS_PER_LIFETIME);
    }
}
