package io.mainstay.conf.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an instance behaves beyond the RFC, with keepalived's names where keepalived has one.
 *
 * @param preemptDelay {@code preempt_delay}: how long a master of lower priority is left alone (0)
 * @param higherPrioSendAdvert {@code higher_prio_send_advert}: a master speaks once more before it gives way
 * @param ownerIgnoreAdverts {@code owner_ignore_adverts}: priority 255 gives way to nobody
 * @param skipCheckAdvAddr {@code skip_check_adv_addr}: the address list of the same master is compared once
 * @param garpExtraIf {@code garp_extra_if}: how often addresses on other interfaces are announced; zero for never
 * @param garpExtraAll {@code garp_extra_if all}: those on the instance's own interface as well
 * @param trackSrcIp {@code track_src_ip}: a configured source address that is not there is a fault
 * @param promoteSecondaries {@code promote_secondaries}: the interface's sysctl of this name is on meanwhile
 * @param rejectedMaster what a backup does about a master whose adverts it does not take
 * @param syncGroup the {@code vrrp_sync_group} that names the instance; null for none
 */
public record ConductConfig(
        Duration preemptDelay,
        boolean higherPrioSendAdvert,
        boolean ownerIgnoreAdverts,
        boolean skipCheckAdvAddr,
        Duration garpExtraIf,
        boolean garpExtraAll,
        boolean trackSrcIp,
        boolean promoteSecondaries,
        RejectedMaster rejectedMaster,
        @Nullable String syncGroup) {
    /** {@code rejected_master}. */
    public enum RejectedMaster {
        /** Says so, and takes the addresses when no master is understood. */
        WARN,
        /** Leaves the addresses alone for as long as such a master is heard. */
        HOLD
    }

    /** As the RFC has it. */
    public static final ConductConfig DEFAULT = new ConductConfig(
            Duration.ZERO, false, false, false, Duration.ZERO, false, false, false, RejectedMaster.WARN, null);
}
