package io.mainstay.linux.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The address structures that sockets are bound and sent to, as bytes (ip(7), netlink(7), packet(7)). */
public final class Sockaddr {
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;

    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int SOCKADDR_IN6_BYTES = 28;
    private static final int SOCKADDR_NL_BYTES = 12;
    private static final int SOCKADDR_LL_BYTES = 20;

    private Sockaddr() {}

    /** struct sockaddr_in of a raw socket: no port. */
    public static byte[] in(byte[] address) {
        return allocate(SOCKADDR_IN_BYTES, AF_INET)
                .putShort((short) 0)
                .put(address)
                .array();
    }

    /** struct sockaddr_in6 of a raw socket: no port, no flow; the scope is the interface's index (ipv6(7)). */
    public static byte[] in6(byte[] address, int ifindex) {
        return allocate(SOCKADDR_IN6_BYTES, AF_INET6)
                .putShort((short) 0)
                .putInt(0)
                .put(address)
                .putInt(ifindex)
                .array();
    }

    /** struct sockaddr_nl: the kernel chooses our port; groups as a mask. */
    public static byte[] netlink(int groups) {
        return allocate(SOCKADDR_NL_BYTES, AF_NETLINK)
                .putShort((short) 0)
                .putInt(0)
                .putInt(groups)
                .array();
    }

    /** struct sockaddr_ll for sending a whole Ethernet frame out of one interface. */
    public static byte[] link(int ifindex) {
        return allocate(SOCKADDR_LL_BYTES, AF_PACKET)
                .putShort((short) 0)
                .putInt(ifindex)
                .array();
    }

    private static ByteBuffer allocate(int bytes, int family) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder()).putShort((short) family);
    }
}
