package io.mainstay.conf.model;

import io.mainstay.conf.text.Position;
import java.util.List;

/**
 * One {@code vrrp_sync_group}: instances that are master, backup or in fault together. What it tracks is with its
 * members already.
 *
 * @param name unique among the groups
 * @param position where it stands
 * @param members names of instances, in the order of the group
 * @param hooks its {@code notify_*} commands
 */
public record SyncGroupConfig(String name, Position position, List<String> members, NotifyConfig hooks) {
    public SyncGroupConfig {
        members = List.copyOf(members);
    }
}
