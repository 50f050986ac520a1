package io.mainstay.linux.raw;

import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The settings of a VRRP socket over IPv4 (ip(7)). */
final class Ipv4Options {
    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_HDRINCL = 3;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_TTL = 33;
    private static final int IP_MULTICAST_LOOP = 34;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int IP_MULTICAST_ALL = 49;

    private Ipv4Options() {}

    /** Without a group only what is sent to this host's own addresses comes in. */
    static void set(NativeSocket socket, LinkIndex link, @Nullable IpAddress group) throws SystemCallException {
        socket.set(IPPROTO_IP, IP_TOS, 0xc0);
        socket.set(IPPROTO_IP, IP_HDRINCL, 1);
        socket.set(IPPROTO_IP, IP_MULTICAST_ALL, 0);
        if (group != null) {
            join(socket, link, group);
        }
    }

    private static void join(NativeSocket socket, LinkIndex link, IpAddress group) throws SystemCallException {
        byte[] mreqn = mreqn(group, link);
        socket.set(IPPROTO_IP, IP_MULTICAST_LOOP, 0);
        socket.set(IPPROTO_IP, IP_MULTICAST_TTL, 255);
        socket.set(IPPROTO_IP, IP_MULTICAST_IF, mreqn);
        socket.set(IPPROTO_IP, IP_ADD_MEMBERSHIP, mreqn);
        socket.bind(Sockaddr.in(group.bytes()));
    }

    /** struct ip_mreqn: group, local address (none), interface (ip(7)). */
    private static byte[] mreqn(IpAddress group, LinkIndex link) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.nativeOrder())
                .put(group.bytes())
                .put(new byte[4])
                .putInt(link.value())
                .array();
    }
}
