package io.mainstay.vrrp.router;

import io.mainstay.vrrp.fsm.Parameters;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a router behaves beyond the RFC: keepalived's settings of an instance that change what it does, and our own.
 *
 * @param preemptDelay {@code preempt_delay}: how long a master of lower priority is left alone; zero for not at all
 * @param higherPrioSendAdvert {@code higher_prio_send_advert}: a master speaks once more before it gives way
 * @param ownerIgnoreAdverts {@code owner_ignore_adverts}: the owner of the addresses gives way to nobody
 * @param skipCheckAdvAddr {@code skip_check_adv_addr}: the address list of the same master is not compared again
 * @param extraRefresh {@code garp_extra_if}: how often addresses on other interfaces are announced; zero for never
 * @param extraEverywhere whether those on the router's own interface are then announced as well
 * @param trackSource {@code track_src_ip}: a configured source address that is not there is a fault
 * @param holdForRejected {@code rejected_master hold}: the addresses are not taken while a master is heard whose
 *     advertisements are not taken
 * @param syncGroup the sync group that it is member of; null for none
 */
public record Conduct(
        Duration preemptDelay,
        boolean higherPrioSendAdvert,
        boolean ownerIgnoreAdverts,
        boolean skipCheckAdvAddr,
        Duration extraRefresh,
        boolean extraEverywhere,
        boolean trackSource,
        boolean holdForRejected,
        @Nullable String syncGroup) {
    /** As RFC 3768 has it, alone. */
    public static final Conduct DEFAULT =
            new Conduct(Duration.ZERO, false, false, false, Duration.ZERO, false, false, false, null);

    /** The election's part. */
    Parameters.Manner manner() {
        return new Parameters.Manner(preemptDelay, higherPrioSendAdvert, extraRefresh, syncGroup != null);
    }

    /** The same as a member of this sync group. */
    public Conduct inGroup(@Nullable String group) {
        return new Conduct(
                preemptDelay,
                higherPrioSendAdvert,
                ownerIgnoreAdverts,
                skipCheckAdvAddr,
                extraRefresh,
                extraEverywhere,
                trackSource,
                holdForRejected,
                group);
    }
}
