package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.AUTHENTICATION;
import static io.mainstay.conf.schema.Block.VRRP_INSTANCE;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys of {@code vrrp_instance} that are carried out. */
public final class InstanceKeys {
    public static final Key STATE = key(
            VRRP_INSTANCE,
            "state",
            Type.CHOICE,
            "BACKUP",
            "MASTER or BACKUP. Every router starts by listening; MASTER matters only with priority 255, but it cancels"
                    + " nopreempt, as in keepalived.");
    public static final Key INTERFACE = key(
            VRRP_INSTANCE,
            "interface",
            Type.WORD,
            "",
            "The interface that adverts travel on, and where addresses without dev live. Required.");
    public static final Key VRID = key(
                    VRRP_INSTANCE,
                    "virtual_router_id",
                    Type.NUMBER,
                    "",
                    "The number that the hosts of a group share, different from that of every other group on the network."
                            + " Required.")
            .within("1", "255");
    public static final Key PRIORITY = key(
                    VRRP_INSTANCE,
                    "priority",
                    Type.NUMBER,
                    "100",
                    "The highest wins; 255 owns the addresses, and no tracker changes it.")
            .within("1", "255");
    public static final Key ADVERT_INT = key(
                    VRRP_INSTANCE,
                    "advert_int",
                    Type.SECONDS,
                    "1",
                    "Between two adverts of the master; the same on all hosts. Version 2 carries whole seconds: others are"
                            + " rounded to the nearest, at least 1. Version 3 carries hundredths up to 40.95, and a backup"
                            + " follows the master's.")
            .within("0.01", "255");
    public static final Key VERSION = key(
                    VRRP_INSTANCE,
                    "version",
                    Type.NUMBER,
                    "2",
                    "The VRRP version; the same on all hosts. IPv6 instances always have 3.")
            .within("2", "3");
    public static final Key AUTHENTICATION_BLOCK = key(
            VRRP_INSTANCE,
            "authentication",
            Type.BLOCK,
            "",
            "The password of VRRP version 2; the same on all hosts. Version 3 has none.");
    public static final Key AUTH_TYPE = key(
            AUTHENTICATION,
            "auth_type",
            Type.CHOICE,
            "",
            "PASS. AH is not supported, and obsolete (RFC 3768 drops it).");
    public static final Key AUTH_PASS = key(
            AUTHENTICATION,
            "auth_pass",
            Type.SECRET,
            "",
            "The password; 8 bytes travel, in clear text, the rest is dropped. Guards against mistakes, not attackers.");
    public static final Key ADDRESSES = key(
            VRRP_INSTANCE,
            "virtual_ipaddress",
            Type.LIST,
            "",
            "The addresses that the master holds: ADDRESS[/LENGTH] [brd ADDRESS|+|-] [dev INTERFACE] [scope SCOPE]"
                    + " [label LABEL] [no_track]. Without a length it is a host address. The first one says whether the"
                    + " instance is IPv4 or IPv6; those of the other family are held, but not named in adverts. The same on"
                    + " all hosts.");
    public static final Key EXCLUDED = key(
            VRRP_INSTANCE,
            "virtual_ipaddress_excluded",
            Type.LIST,
            "",
            "More addresses, of either family, held but not named in adverts.");
    public static final Key NO_ADDRESSES = key(
            VRRP_INSTANCE, "no_virtual_ipaddress", Type.FLAG, "off", "No address is meant: nothing is said about it.");
    public static final Key SOURCE = key(
            VRRP_INSTANCE,
            "mcast_src_ip",
            Type.ADDRESS,
            "",
            "The source address of adverts. Without it the interface's first address, over IPv6 the first link-local one.");
    public static final Key GROUP = key(
            VRRP_INSTANCE,
            "mcast_dst_ip",
            Type.ADDRESS,
            "",
            "Where adverts go; the same on all hosts. Without it vrrp_mcast_group4 or 6.");
    public static final Key NOPREEMPT = key(
            VRRP_INSTANCE,
            "nopreempt",
            Type.FLAG,
            "off",
            "A router with a higher priority leaves a working master alone. A master that lowers its own priority by a"
                    + " tracker does not count as working.");
    public static final Key PREEMPT = key(VRRP_INSTANCE, "preempt", Type.FLAG, "on", "The opposite of nopreempt.");
    public static final Key GARP_MASTER_DELAY = key(
                    VRRP_INSTANCE,
                    "garp_master_delay",
                    Type.SECONDS,
                    "5",
                    "When the second burst of gratuitous ARP follows; 0 for none.")
            .within("0", "86400");
    public static final Key GARP_MASTER_REPEAT = key(
                    VRRP_INSTANCE,
                    "garp_master_repeat",
                    Type.NUMBER,
                    "5",
                    "Frames per address in a burst; 0 counts as 1.")
            .within("0", "255");
    public static final Key GARP_MASTER_REFRESH = key(
                    VRRP_INSTANCE,
                    "garp_master_refresh",
                    Type.SECONDS,
                    "0",
                    "How often a master announces its addresses again; 0 for never.")
            .within("0", "86400");
    public static final Key GARP_MASTER_REFRESH_REPEAT = key(
                    VRRP_INSTANCE,
                    "garp_master_refresh_repeat",
                    Type.NUMBER,
                    "1",
                    "Frames per address in a refresh; 0 counts as 1.")
            .within("0", "255");
    public static final Key GARP_LOWER_PRIO_DELAY = key(
                    VRRP_INSTANCE,
                    "garp_lower_prio_delay",
                    Type.SECONDS,
                    "5",
                    "When the second burst after a lower-priority advert follows. Without it garp_master_delay.")
            .within("0", "86400");
    public static final Key GARP_LOWER_PRIO_REPEAT = key(
                    VRRP_INSTANCE,
                    "garp_lower_prio_repeat",
                    Type.NUMBER,
                    "5",
                    "Frames per address after a lower-priority advert; 0 for none. Without it garp_master_repeat.")
            .within("0", "255");
    public static final Key DOWN_TIMER_ADVERTS = key(
                    VRRP_INSTANCE,
                    "down_timer_adverts",
                    Type.NUMBER,
                    "3",
                    "How many adverts may be missed before the master counts as down; the same on all hosts.")
            .within("1", "100");
    public static final Key LOWER_PRIO_NO_ADVERT = key(
            VRRP_INSTANCE,
            "lower_prio_no_advert",
            Type.FLAG,
            "off",
            "Keep silent when a lower-priority advert comes in, as RFC 3768 has it, instead of answering at once.");
    public static final Key DONT_TRACK_PRIMARY = key(
            VRRP_INSTANCE, "dont_track_primary", Type.FLAG, "off", "Go on when the instance's own interface is down.");
    public static final Key STRICT = key(
            VRRP_INSTANCE,
            "strict_mode",
            Type.FLAG,
            "off",
            "What keepalived makes of strict adherence to the RFC, as far as peers notice: no authentication, silence on"
                    + " lower-priority adverts, 3 missed adverts, an address required. Packets to the addresses are"
                    + " accepted all the same.");
    public static final Key TRACK_SCRIPT = key(
            VRRP_INSTANCE,
            "track_script",
            Type.LIST,
            "",
            "Checks: NAME [weight NUMBER [reverse|noreverse]]. With weight 0 a failure is a FAULT; a negative weight is"
                    + " taken off while it fails, a positive one added while it succeeds. A check that is not defined"
                    + " counts as failed.");
    public static final Key TRACK_INTERFACE = key(
            VRRP_INSTANCE,
            "track_interface",
            Type.LIST,
            "",
            "Further interfaces that must be up: NAME [weight NUMBER [reverse]].");
    public static final Key TRACK_FILE = key(
            VRRP_INSTANCE,
            "track_file",
            Type.LIST,
            "",
            "Files: NAME [weight NUMBER [reverse|noreverse]]; the number in the file times the weight counts.");
    public static final Key TRACK_PROCESS =
            key(VRRP_INSTANCE, "track_process", Type.LIST, "", "Processes: NAME [weight NUMBER [reverse|noreverse]].");
    public static final Key NOTIFY_MASTER =
            key(VRRP_INSTANCE, "notify_master", Type.COMMAND, "", "Runs when this host becomes master.");
    public static final Key NOTIFY_BACKUP =
            key(VRRP_INSTANCE, "notify_backup", Type.COMMAND, "", "Runs when this host becomes backup.");
    public static final Key NOTIFY_FAULT =
            key(VRRP_INSTANCE, "notify_fault", Type.COMMAND, "", "Runs when this host falls out.");
    public static final Key NOTIFY_STOP =
            key(VRRP_INSTANCE, "notify_stop", Type.COMMAND, "", "Runs when Mainstay stops in order.");
    public static final Key NOTIFY = key(
            VRRP_INSTANCE,
            "notify",
            Type.COMMAND,
            "",
            "Runs at every change, after the others, with INSTANCE NAME STATE PRIORITY appended.");

    private InstanceKeys() {}

    static List<Key> all() {
        return List.of(
                STATE,
                INTERFACE,
                VRID,
                PRIORITY,
                ADVERT_INT,
                VERSION,
                AUTHENTICATION_BLOCK,
                AUTH_TYPE,
                AUTH_PASS,
                ADDRESSES,
                EXCLUDED,
                NO_ADDRESSES,
                SOURCE,
                GROUP,
                NOPREEMPT,
                PREEMPT,
                GARP_MASTER_DELAY,
                GARP_MASTER_REPEAT,
                GARP_MASTER_REFRESH,
                GARP_MASTER_REFRESH_REPEAT,
                GARP_LOWER_PRIO_DELAY,
                GARP_LOWER_PRIO_REPEAT,
                DOWN_TIMER_ADVERTS,
                LOWER_PRIO_NO_ADVERT,
                DONT_TRACK_PRIMARY,
                STRICT,
                TRACK_SCRIPT,
                TRACK_INTERFACE,
                TRACK_FILE,
                TRACK_PROCESS,
                NOTIFY_MASTER,
                NOTIFY_BACKUP,
                NOTIFY_FAULT,
                NOTIFY_STOP,
                NOTIFY);
    }
}
