package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.SYNC_GROUP;
import static io.mainstay.conf.schema.Key.ignored;
import static io.mainstay.conf.schema.Key.key;
import static io.mainstay.conf.schema.Key.refused;

import java.util.List;

/** Keys of {@code vrrp_sync_group}. */
public final class SyncGroupKeys {
    public static final Key GROUP = key(
            SYNC_GROUP,
            "group",
            Type.LIST,
            "",
            "The instances that change together: a fault of one is a fault of all, all become master when each is ready to,"
                    + " and one that becomes backup takes the others with it. Required.");
    public static final Key TRACKING_WEIGHT = key(
            SYNC_GROUP,
            "sync_group_tracking_weight",
            Type.FLAG,
            "off",
            "Members keep weighted trackers of their own. Without it these are not tracked, or with weight 0, as in"
                    + " keepalived: members must not rank differently.");
    public static final Key GLOBAL_TRACKING =
            key(SYNC_GROUP, "global_tracking", Type.FLAG, "off", "The former name of sync_group_tracking_weight.");

    private SyncGroupKeys() {}

    static List<Key> all() {
        return List.of(
                GROUP,
                TRACKING_WEIGHT,
                GLOBAL_TRACKING,
                tracker("track_script", "Checks of all members, as in vrrp_instance."),
                tracker("track_interface", "Interfaces that must be up for all members, as in vrrp_instance."),
                tracker("track_file", "Files that count for all members, as in vrrp_instance."),
                tracker("track_process", "Processes that must run for all members, as in vrrp_instance."),
                hook("notify_master", "Runs when the group becomes master, after the hooks of its members."),
                hook("notify_backup", "Runs when the group becomes backup, likewise."),
                hook("notify_fault", "Runs when the group falls out, likewise."),
                hook("notify_stop", "Runs when Mainstay stops in order, likewise."),
                hook("notify", "Runs at every change, after the others, with GROUP NAME STATE 0 appended."),
                refused(SYNC_GROUP, "track_bfd", "BFD is not supported yet, and without it nothing is checked"),
                ignored(SYNC_GROUP, "smtp_alert", "no mail is sent: have a notify hook run a mailer"),
                ignored(SYNC_GROUP, "notify_priority_changes", "nothing is written to a fifo"));
    }

    private static Key tracker(String name, String description) {
        return key(SYNC_GROUP, name, Type.LIST, "", description);
    }

    private static Key hook(String name, String description) {
        return key(SYNC_GROUP, name, Type.COMMAND, "", description);
    }
}
