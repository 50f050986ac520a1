package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.GLOBAL;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys of {@code global_defs} that are carried out. */
public final class GlobalKeys {
    public static final Key ROUTER_ID = key(
            GLOBAL,
            "router_id",
            Type.WORD,
            "",
            "A name for this host in logs and status; never on the wire." + " Without it the host's name.");
    public static final Key SCRIPT_USER = key(
            GLOBAL,
            "script_user",
            Type.USER,
            "",
            "Whom checks and hooks run as. Without it keepalived_script if that user exists, else Mainstay's own user.");
    public static final Key SCRIPT_SECURITY = key(
            GLOBAL,
            "enable_script_security",
            Type.FLAG,
            "off",
            "Refuse to run as root what somebody else than root could have changed. A check that is refused counts as"
                    + " failed, with the reason in the status.");
    public static final Key VERSION = key(
                    GLOBAL,
                    "vrrp_version",
                    Type.NUMBER,
                    "2",
                    "The VRRP version of instances that name none; IPv6 instances always have 3.")
            .within("2", "3");
    public static final Key MCAST_GROUP4 = key(
            GLOBAL, "vrrp_mcast_group4", Type.ADDRESS, "224.0.0.18", "Where adverts go, unless the instance says so.");
    public static final Key GARP_MASTER_DELAY = key(
                    GLOBAL,
                    "vrrp_garp_master_delay",
                    Type.SECONDS,
                    "5",
                    "When the second burst of gratuitous ARP follows; 0 for none. Default of the instances.")
            .within("0", "86400");
    public static final Key GARP_MASTER_REPEAT = key(
                    GLOBAL,
                    "vrrp_garp_master_repeat",
                    Type.NUMBER,
                    "5",
                    "Frames per address in a burst; 0 counts as 1. Default of the instances.")
            .within("0", "255");
    public static final Key GARP_MASTER_REFRESH = key(
                    GLOBAL,
                    "vrrp_garp_master_refresh",
                    Type.SECONDS,
                    "0",
                    "How often a master announces its addresses again; 0 for never. Default of the instances.")
            .within("0", "86400");
    public static final Key GARP_MASTER_REFRESH_REPEAT = key(
                    GLOBAL,
                    "vrrp_garp_master_refresh_repeat",
                    Type.NUMBER,
                    "1",
                    "Frames per address in a refresh; 0 counts as 1. Default of the instances.")
            .within("0", "255");
    public static final Key GARP_LOWER_PRIO_DELAY = key(
                    GLOBAL,
                    "vrrp_garp_lower_prio_delay",
                    Type.SECONDS,
                    "",
                    "When the second burst after a lower-priority advert follows. Without it as after becoming master.")
            .within("0", "86400");
    public static final Key GARP_LOWER_PRIO_REPEAT = key(
                    GLOBAL,
                    "vrrp_garp_lower_prio_repeat",
                    Type.NUMBER,
                    "",
                    "Frames per address after a lower-priority advert; 0 for none. Without it as after becoming master.")
            .within("0", "255");
    public static final Key MIN_GARP = key(
            GLOBAL, "vrrp_min_garp", Type.FLAG, "off", "One frame per address and no second burst, for all instances.");
    public static final Key DOWN_TIMER_ADVERTS = key(
                    GLOBAL,
                    "vrrp_down_timer_adverts",
                    Type.NUMBER,
                    "3",
                    "How many adverts may be missed before the master counts as down. Default of the instances.")
            .within("1", "100");
    public static final Key LOWER_PRIO_NO_ADVERT = key(
            GLOBAL,
            "vrrp_lower_prio_no_advert",
            Type.FLAG,
            "off",
            "Keep silent when a lower-priority advert comes in, as RFC 3768 has it. Default of the instances.");
    public static final Key STRICT =
            key(GLOBAL, "vrrp_strict", Type.FLAG, "off", "Default of strict_mode of the instances.");
    public static final Key HIGHER_PRIO_SEND_ADVERT = key(
            GLOBAL,
            "vrrp_higher_prio_send_advert",
            Type.FLAG,
            "off",
            "Default of higher_prio_send_advert of the instances.");
    public static final Key OWNER_IGNORE_ADVERTS = key(
            GLOBAL, "vrrp_owner_ignore_adverts", Type.FLAG, "off", "Default of owner_ignore_adverts of the instances.");
    public static final Key SKIP_CHECK_ADV_ADDR = key(
            GLOBAL, "vrrp_skip_check_adv_addr", Type.FLAG, "off", "Default of skip_check_adv_addr of the instances.");
    public static final Key REJECTED_MASTER = key(
            GLOBAL,
            "vrrp_rejected_master",
            Type.CHOICE,
            "warn",
            "Default of rejected_master of the instances: warn or hold. Mainstay's own.");
    public static final Key GARP_EXTRA_IF = key(
                    GLOBAL,
                    "vrrp_garp_extra_if",
                    Type.SECONDS,
                    "",
                    "[all] SECONDS: default of garp_extra_if of the instances.")
            .within("0", "86400");
    public static final Key GARP_INTERVAL = key(
                    GLOBAL,
                    "vrrp_garp_interval",
                    Type.SECONDS,
                    "0",
                    "Between two gratuitous ARP on an interface; 0 for no pause.")
            .within("0", "60");
    public static final Key GNA_INTERVAL = key(
                    GLOBAL,
                    "vrrp_gna_interval",
                    Type.SECONDS,
                    "0",
                    "Between two unsolicited neighbour advertisements on an interface; 0 for no pause.")
            .within("0", "60");
    public static final Key STARTUP_DELAY = key(
                    GLOBAL,
                    "vrrp_startup_delay",
                    Type.SECONDS,
                    "0",
                    "How long all instances only listen after the start, before they begin as backup. What they hear"
                            + " meanwhile is shown, and nothing follows from it.")
            .within("0", "86400")
            .restart();
    public static final Key DELAY_AFTER_BOOT = key(
                    GLOBAL,
                    "vrrp_delay_after_boot",
                    Type.SECONDS,
                    "0",
                    "Likewise, counted from the boot of the host; the longer of the two holds.")
            .within("0", "86400")
            .restart();
    public static final Key DYNAMIC_INTERFACES = key(
            GLOBAL,
            "dynamic_interfaces",
            Type.CHOICE,
            "on",
            "An interface that is not there is a FAULT of its instances until it comes. Always so here: off and"
                    + " allow_if_changes make no difference.");
    public static final Key REALTIME = key(
                    GLOBAL,
                    "vrrp_rt_priority",
                    Type.NUMBER,
                    "0",
                    "SCHED_RR priority of all threads of the controller; 0 for ordinary scheduling.")
            .within("0", "99")
            .restart();
    public static final Key NO_SWAP = key(
                    GLOBAL, "vrrp_no_swap", Type.FLAG, "off", "Keep the controller's memory out of swap (mlockall).")
            .restart();
    public static final Key NOTIFY_TIMEOUT = key(
                    GLOBAL,
                    "notify_timeout",
                    Type.SECONDS,
                    "30",
                    "How long one notify hook may run before its process group is ended. Mainstay's own.")
            .within("0.1", "3600");
    public static final Key CONTROL_SOCKET = key(
                    GLOBAL,
                    "control_socket",
                    Type.WORD,
                    "/run/mainstay/control.sock",
                    "The Unix socket that the status command asks. Mainstay's own.")
            .restart();

    public static final Key STATE_DIRECTORY = key(
                    GLOBAL,
                    "state_directory",
                    Type.WORD,
                    "/var/lib/mainstay",
                    "The folder of what outlives the program: orders of maintenance, and the journal (at most 32 MiB)."
                            + " Each controller of a host needs its own. Mainstay's own.")
            .restart();
    public static final Key JOURNAL = key(
                    GLOBAL,
                    "journal",
                    Type.FLAG,
                    "on",
                    "Keep a journal of every event and decision in the state directory. Mainstay's own.")
            .restart();

    private GlobalKeys() {}

    static List<Key> all() {
        return List.of(
                ROUTER_ID,
                SCRIPT_USER,
                SCRIPT_SECURITY,
                VERSION,
                MCAST_GROUP4,
                GARP_MASTER_DELAY,
                GARP_MASTER_REPEAT,
                GARP_MASTER_REFRESH,
                GARP_MASTER_REFRESH_REPEAT,
                GARP_LOWER_PRIO_DELAY,
                GARP_LOWER_PRIO_REPEAT,
                MIN_GARP,
                DOWN_TIMER_ADVERTS,
                LOWER_PRIO_NO_ADVERT,
                STRICT,
                HIGHER_PRIO_SEND_ADVERT,
                OWNER_IGNORE_ADVERTS,
                SKIP_CHECK_ADV_ADDR,
                REJECTED_MASTER,
                GARP_EXTRA_IF,
                GARP_INTERVAL,
                GNA_INTERVAL,
                STARTUP_DELAY,
                DELAY_AFTER_BOOT,
                DYNAMIC_INTERFACES,
                REALTIME,
                NO_SWAP,
                NOTIFY_TIMEOUT,
                CONTROL_SOCKET,
                STATE_DIRECTORY,
                JOURNAL);
    }
}
