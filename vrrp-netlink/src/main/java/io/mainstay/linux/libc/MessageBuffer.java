package io.mainstay.linux.libc;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * What recvmsg(2) fills in: a datagram, who sent it, and control messages. Used again for each datagram; one thread.
 *
 * <pre>
 *  struct msghdr, LP64: msg_name 0, msg_namelen 8, msg_iov 16, msg_iovlen 24, msg_control 32, msg_controllen 40,
 *                       msg_flags 48; 56 bytes
 *  struct iovec:        iov_base 0, iov_len 8
 *  struct cmsghdr:      cmsg_len 0 (8 bytes), cmsg_level 8, cmsg_type 12, data 16; each begins at a multiple of 8
 * </pre>
 */
public final class MessageBuffer {
    private static final int HEADER_BYTES = 56;
    private static final int IOVEC_BYTES = 16;
    private static final int NAME_BYTES = 28;
    private static final int CMSG_HEADER_BYTES = 16;

    /** More than the few control messages that a socket asks for. */
    private static final int CONTROL_LIMIT_BYTES = 256;

    private final Memory header = new Memory(HEADER_BYTES);
    private final Memory iovec = new Memory(IOVEC_BYTES);
    private final Memory name = new Memory(NAME_BYTES);
    private final Memory control = new Memory(CONTROL_LIMIT_BYTES);
    private final Memory data;

    /**
     * Makes one.
     *
     * @param dataLimitBytes how much of a datagram is kept
     */
    public MessageBuffer(int dataLimitBytes) {
        this.data = new Memory(dataLimitBytes);
        iovec.setPointer(0, data);
        iovec.setLong(8, dataLimitBytes);
    }

    /** Ready for the next datagram; the kernel has written into the lengths. */
    Pointer reset() {
        header.clear();
        name.clear();
        header.setPointer(0, name);
        header.setInt(8, NAME_BYTES);
        header.setPointer(16, iovec);
        header.setLong(24, 1);
        header.setPointer(32, control);
        header.setLong(40, CONTROL_LIMIT_BYTES);
        return header;
    }

    /** The first bytes of the datagram. */
    public byte[] data(int lengthBytes) {
        return data.getByteArray(0, lengthBytes);
    }

    /** How much of a datagram it keeps. */
    public int dataLimitBytes() {
        return Math.toIntExact(data.size());
    }

    /** The sender's address structure, whole. */
    public byte[] name() {
        return name.getByteArray(0, NAME_BYTES);
    }

    /** The contents of the first control message of this kind. */
    public Optional<byte[]> control(int level, int type) {
        long end = Math.min(header.getLong(40), CONTROL_LIMIT_BYTES);
        long at = 0;
        while (at + CMSG_HEADER_BYTES <= end) {
            long length = control.getLong(at);
            if (length < CMSG_HEADER_BYTES || at + length > end) {
                return Optional.empty();
            }
            if (control.getInt(at + 8) == level && control.getInt(at + 12) == type) {
                return Optional.of(control.getByteArray(at + CMSG_HEADER_BYTES, (int) length - CMSG_HEADER_BYTES));
            }
            at += (length + 7) & ~7L;
        }
        return Optional.empty();
    }
}
