package io.mainstay.conf.model;

import org.jspecify.annotations.Nullable;

/**
 * The hooks of one instance, with keepalived's names; each may be absent.
 *
 * @param master {@code notify_master}
 * @param backup {@code notify_backup}
 * @param fault {@code notify_fault}
 * @param stop {@code notify_stop}
 * @param any {@code notify}: run after the others with {@code INSTANCE NAME STATE PRIORITY} appended
 */
public record NotifyConfig(
        @Nullable CommandConfig master,
        @Nullable CommandConfig backup,
        @Nullable CommandConfig fault,
        @Nullable CommandConfig stop,
        @Nullable CommandConfig any) {
    /** No hooks. */
    public static final NotifyConfig NONE = new NotifyConfig(null, null, null, null, null);
}
