package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.packet.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Another router that speaks for the same virtual router, heard and perhaps not taken.
 *
 * @param lastHeard when it spoke last, taken or not
 * @param priority what it advertised last, where that was taken; -1 before
 * @param accepted how many of its advertisements were taken
 * @param rejected how many were not
 * @param reason why its last advertisement was not taken; null when it was
 * @param detail what differed: the rejection's detail, or a remark on one that was taken; empty when nothing does
 */
public record Peer(
        IpAddress source,
        Deadline lastHeard,
        int priority,
        long accepted,
        long rejected,
        @Nullable Rejection reason,
        String detail) {}
