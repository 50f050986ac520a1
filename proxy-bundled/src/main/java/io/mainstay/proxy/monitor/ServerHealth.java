package io.mainstay.proxy.monitor;

/**
 * What the checks know of one server at this moment.
 *
 * @param server its name in the configuration
 * @param up whether it may serve at all; false until the first check has answered
 * @param writable up, and {@code read_only} and {@code super_read_only} are off (or the check does not ask)
 * @param readable up, and not too far behind (or the check does not ask)
 * @param status {@code UNKNOWN}, or HAProxy's words: {@code UP}, {@code UP 2/3}, {@code DOWN 1/2}, {@code DOWN}
 * @param check the last check's outcome in HAProxy's spelling, {@code L7OK}; {@code INI} before it
 * @param detail the last check's outcome in words
 * @param checkMillis how long the last check took
 */
public record ServerHealth(
        String server,
        boolean up,
        boolean writable,
        boolean readable,
        String status,
        String check,
        String detail,
        long checkMillis) {}
