package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.VRRP_INSTANCE;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys of {@code vrrp_instance} that change how it behaves beyond the RFC. */
public final class ConductKeys {
    public static final Key PREEMPT_DELAY = key(
                    VRRP_INSTANCE,
                    "preempt_delay",
                    Type.SECONDS,
                    "0",
                    "How long a master of lower priority is left alone, from its first advert on. A master that falls silent"
                            + " is replaced at once all the same. Not with nopreempt, state MASTER or strict mode.")
            .within("0", "1000");
    public static final Key HIGHER_PRIO_SEND_ADVERT = key(
            VRRP_INSTANCE,
            "higher_prio_send_advert",
            Type.FLAG,
            "off",
            "A master that hears a higher priority sends one more advert before it gives way.");
    public static final Key OWNER_IGNORE_ADVERTS = key(
            VRRP_INSTANCE,
            "owner_ignore_adverts",
            Type.FLAG,
            "off",
            "With priority 255: adverts of others are counted and change nothing.");
    public static final Key SKIP_CHECK_ADV_ADDR = key(
            VRRP_INSTANCE,
            "skip_check_adv_addr",
            Type.FLAG,
            "off",
            "The address list of a master is compared with ours once, not in each of its adverts. A list that differs"
                    + " is told and counted, and never costs an advert.");
    public static final Key GARP_EXTRA_IF = key(
                    VRRP_INSTANCE,
                    "garp_extra_if",
                    Type.SECONDS,
                    "",
                    "[all] SECONDS: how often a master announces its addresses on other interfaces than its own, whose"
                            + " switches no advert reaches; with all, on its own as well. 0 for never.")
            .within("0", "86400");
    public static final Key TRACK_SRC_IP = key(
            VRRP_INSTANCE,
            "track_src_ip",
            Type.FLAG,
            "off",
            "A configured source address (mcast_src_ip) that is not on the interface is a FAULT.");
    public static final Key PROMOTE_SECONDARIES = key(
            VRRP_INSTANCE,
            "promote_secondaries",
            Type.FLAG,
            "off",
            "The interface's sysctl promote_secondaries is on while the instance runs, and put back when it ends.");
    public static final Key REJECTED_MASTER = key(
            VRRP_INSTANCE,
            "rejected_master",
            Type.CHOICE,
            "warn",
            "What a backup does about a master that it hears and does not understand (password, version, interval,"
                    + " checksum). warn: says so, and takes the addresses when no master is understood, so that both are"
                    + " master. hold: leaves them alone for as long as that one is heard. Adverts that crossed a router,"
                    + " and those of another group with the same number, hold nothing. Mainstay's own.");

    private ConductKeys() {}

    static List<Key> all() {
        return List.of(
                PREEMPT_DELAY,
                HIGHER_PRIO_SEND_ADVERT,
                OWNER_IGNORE_ADVERTS,
                SKIP_CHECK_ADV_ADDR,
                GARP_EXTRA_IF,
                TRACK_SRC_IP,
                PROMOTE_SECONDARIES,
                REJECTED_MASTER);
    }
}
