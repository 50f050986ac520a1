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
 * @param claimed the priority in the header of the last one that was not taken; -1 where it could not be read
 * @param stranger whether it speaks for none of our addresses: another group of hosts with our number
 * @param reason why its last advertisement was not taken; null when it was
 * @param detail what differed: the rejection's detail, or a remark on one that was taken; empty when nothing does
 */
public record Peer(
        IpAddress source,
        Deadline lastHeard,
        int priority,
        long accepted,
        long rejected,
        int claimed,
        boolean stranger,
        @Nullable Rejection reason,
        String detail) {
    /** Whether it speaks as master and is not taken. */
    boolean isRejectedMaster() {
        return reason != null && claimed > 0;
    }
}
