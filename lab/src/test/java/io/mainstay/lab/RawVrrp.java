package io.mainstay.lab;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/**
 * Sends any bytes as VRRP, protocol 112, to 224.0.0.18 with TTL 255, from a thread of a host ({@link Host#call}). Numbers are
 * Linux's, from {@code <netinet/in.h>}.
 */
final class RawVrrp implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int PROTOCOL = 112;
    private static final int SOL_IP = 0;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_TTL = 33;
    private static final byte[] GROUP = {AF_INET, 0, 0, 0, (byte) 224, 0, 0, 18, 0, 0, 0, 0, 0, 0, 0, 0};

    /** The calls, in the kernel's spelling. */
    interface Sockets extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int setsockopt(int fd, int level, int name, byte[] value, int length) throws LastErrorException;

        int sendto(int fd, byte[] data, long length, int flags, byte[] to, int toLength) throws LastErrorException;

        int close(int fd) throws LastErrorException;
    }

    private final Sockets libc = Native.load("c", Sockets.class);
    private final int fd = libc.socket(AF_INET, SOCK_RAW_CLOEXEC, PROTOCOL);

    /** Opens a socket in the network of the calling thread. */
    RawVrrp(byte[] ownAddress) {
        libc.setsockopt(fd, SOL_IP, IP_MULTICAST_TTL, new byte[] {(byte) 255, 0, 0, 0}, 4);
        libc.setsockopt(fd, SOL_IP, IP_MULTICAST_IF, ownAddress, 4);
    }

    void send(byte[] message) {
        libc.sendto(fd, message, message.length, 0, GROUP, GROUP.length);
    }

    /**
     * A VRRPv2 advertisement without authentication (RFC 3768 5.1) with a right checksum.
     *
     * @param addresses four bytes each
     */
    static byte[] advert(int vrid, int priority, int interval, byte[]... addresses) {
        byte[] m = new byte[8 + 4 * addresses.length + 8];
        m[0] = 0x21;
        m[1] = (byte) vrid;
        m[2] = (byte) priority;
        m[3] = (byte) addresses.length;
        m[5] = (byte) interval;
        for (int i = 0; i < addresses.length; i++) {
            System.arraycopy(addresses[i], 0, m, 8 + 4 * i, 4);
        }
        int sum = checksum(m);
        m[6] = (byte) (sum >> 8);
        m[7] = (byte) sum;
        return m;
    }

    /** RFC 1071, of an even number of bytes. */
    private static int checksum(byte[] m) {
        int sum = 0;
        for (int i = 0; i < m.length; i += 2) {
            sum += ((m[i] & 0xff) << 8) + (m[i + 1] & 0xff);
        }
        while (sum > 0xffff) {
            sum = (sum >> 16) + (sum & 0xffff);
        }
        return ~sum & 0xffff;
    }

    @Override
    public void close() {
        libc.close(fd);
    }
}
