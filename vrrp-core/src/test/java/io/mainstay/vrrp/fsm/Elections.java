package io.mainstay.vrrp.fsm;

import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.Authentication;
import java.util.List;

/** What the election's tests share: parameters, advertisements and instants, spelt shortly. */
final class Elections {
    static final IpAddress OURS = IpAddress.of("10.9.0.2");
    static final IpAddress LOWER = IpAddress.of("10.9.0.1");
    static final IpAddress HIGHER = IpAddress.of("10.9.0.3");

    static final Centis SECOND = Centis.ofSeconds(1);

    private Elections() {}

    /** Version 2, one second, three adverts, preempting. */
    static Parameters of(int priority) {
        return of(priority, true, false);
    }

    static Parameters of(int priority, boolean preempt, boolean lowerPrioNoAdvert) {
        return of(2, priority, 100, 3, preempt, lowerPrioNoAdvert);
    }

    static Parameters of(
            int version, int priority, int centis, int adverts, boolean preempt, boolean lowerPrioNoAdvert) {
        return new Parameters(
                version,
                priority,
                new Centis(centis),
                adverts,
                preempt,
                OURS,
                lowerPrioNoAdvert,
                Parameters.Announcements.DEFAULT);
    }

    /** An instant in milliseconds. */
    static Deadline ms(long millis) {
        return new Deadline(millis * 1_000_000);
    }

    /** An instant in nanoseconds. */
    static Deadline ns(long nanos) {
        return new Deadline(nanos);
    }

    static Event heard(int priority, IpAddress source) {
        return new Event.Heard(
                new Advertisement(
                        2,
                        new Vrid(51),
                        priority,
                        Centis.ofSeconds(1),
                        List.of(IpAddress.of("10.9.0.100")),
                        Authentication.NONE),
                source);
    }
}
