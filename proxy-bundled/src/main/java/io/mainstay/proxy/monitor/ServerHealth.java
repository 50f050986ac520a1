package io.mainstay.proxy.monitor;

/** What the checks know of one server at this moment. */
public record ServerHealth(
        String server,
        boolean up,
        boolean writable,
        boolean readable,
        String status,
        String check,
        String detail,
        long checkMillis) {}
