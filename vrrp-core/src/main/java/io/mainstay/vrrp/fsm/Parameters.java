package io.mainstay.vrrp.fsm;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Centis;
import java.time.Duration;

/**
 * What an election knows of its router at this moment. Not the configuration: the priority is what the trackers make
 * of it, the source address is what the interface has now.
 *
 * @param version 2 or 3
 * @param priority effective priority, 1..254, or 255 for the owner of the addresses
 * @param interval between advertisements
 * @param downTimerAdverts advertisements missed before the master is down, 1..100 (RFC: 3)
 * @param preempt whether a backup takes over from a master of lower priority
 * @param source the address that its advertisements come from; breaks ties
 * @param lowerPrioNoAdvert keep silent on an advertisement of lower priority (RFC 3768) instead of answering at once
 *     (RFC 9568 6.4.3)
 * @param announcements how the addresses are announced
 * @param manner keepalived's extensions to how it behaves
 */
public record Parameters(
        int version,
        int priority,
        Centis interval,
        int downTimerAdverts,
        boolean preempt,
        IpAddress source,
        boolean lowerPrioNoAdvert,
        Announcements announcements,
        Manner manner) {
    public Parameters {
        if (priority < 1 || priority > 255) {
            throw new IllegalArgumentException("priority: " + priority + " (expected: 1..255)");
        }
    }

    /** With none of keepalived's extensions to how it behaves. */
    public Parameters(
            int version,
            int priority,
            Centis interval,
            int downTimerAdverts,
            boolean preempt,
            IpAddress source,
            boolean lowerPrioNoAdvert,
            Announcements announcements) {
        this(
                version,
                priority,
                interval,
                downTimerAdverts,
                preempt,
                source,
                lowerPrioNoAdvert,
                announcements,
                Manner.DEFAULT);
    }

    /**
     * What keepalived lets an operator choose beyond the RFC.
     *
     * @param preemptDelay {@code preempt_delay}: how long a master of lower priority is left alone; zero for not at all
     * @param higherPrioSendAdvert {@code higher_prio_send_advert}: a master speaks once more before it gives way
     * @param extraRefresh {@code garp_extra_if}: how often addresses on other interfaces are announced again while
     *     master; zero for never
     * @param grouped whether it is member of a sync group, and so takes over only when the group does
     */
    public record Manner(Duration preemptDelay, boolean higherPrioSendAdvert, Duration extraRefresh, boolean grouped) {
        /** As RFC 3768 has it. */
        public static final Manner DEFAULT = new Manner(Duration.ZERO, false, Duration.ZERO, false);
    }

    /** Whether the router owns its addresses (RFC 3768 1.5). */
    public boolean owner() {
        return priority == 255;
    }

    /**
     * How the addresses are announced; frames are counted per address.
     *
     * @param repeat frames when becoming master, 1 or more
     * @param delay when as many follow; zero for never
     * @param refresh how often they are announced again while master; zero for never
     * @param refreshRepeat frames then
     * @param lowerPrioRepeat frames on an advertisement of lower priority; 0 for none
     * @param lowerPrioDelay when as many follow; zero for never
     */
    public record Announcements(
            int repeat,
            Duration delay,
            Duration refresh,
            int refreshRepeat,
            int lowerPrioRepeat,
            Duration lowerPrioDelay) {
        /** keepalived's defaults. */
        public static final Announcements DEFAULT =
                new Announcements(5, Duration.ofSeconds(5), Duration.ZERO, 1, 5, Duration.ofSeconds(5));
    }
}
