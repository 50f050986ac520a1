package io.mainstay.linux.netlink;

import java.nio.ByteBuffer;

/**
 * struct nlmsghdr (linux/netlink.h).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |                          nlmsg_len                            |
 * |          nlmsg_type           |          nlmsg_flags          |
 * |                          nlmsg_seq                            |
 * |                          nlmsg_pid                            |
 * </pre>
 *
 * @param len header and body in bytes, without the padding behind
 * @param type RTM_… or NLMSG_…
 * @param flags NLM_F_…
 * @param seq the request's number; 0 in notifications
 * @param pid the port of the socket that asked
 */
public record Header(int len, int type, int flags, int seq, int pid) {
    /** sizeof(struct nlmsghdr). */
    public static final int BYTES = 16;

    static Header read(ByteBuffer bytes) {
        return new Header(
                bytes.getInt(),
                Short.toUnsignedInt(bytes.getShort()),
                Short.toUnsignedInt(bytes.getShort()),
                bytes.getInt(),
                bytes.getInt());
    }

    void write(ByteBuffer bytes) {
        bytes.putInt(len)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(seq)
                .putInt(pid);
    }

    /** Whether the table changed while it was dumped, so that the dump is to be thrown away. */
    public boolean isInterrupted() {
        return (flags & Netlink.NLM_F_DUMP_INTR) != 0;
    }
}
