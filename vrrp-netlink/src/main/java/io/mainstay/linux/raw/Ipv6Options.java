package io.mainstay.linux.raw;

import io.mainstay.linux.libc.MessageBuffer;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a VRRP socket over IPv6 (ipv6(7), linux/in6.h), and what the kernel tells of a datagram. */
final class Ipv6Options {
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_JOIN_GROUP = 20;
    private static final int IPV6_MULTICAST_ALL = 29;
    private static final int IPV6_HDRINCL = 36;
    private static final int IPV6_RECVPKTINFO = 49;
    private static final int IPV6_PKTINFO = 50;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;

    private static final int SOCKADDR_ADDRESS_AT = 8;
    private static final int ADDRESS_BYTES = 16;

    private Ipv6Options() {}

    /** Without a group only what is sent to this host's own addresses is meant to come in. */
    static void set(NativeSocket socket, LinkIndex link, @Nullable IpAddress group) throws SystemCallException {
        socket.set(IPPROTO_IPV6, IPV6_HDRINCL, 1);
        socket.set(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
        socket.set(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
        socket.setIfKnown(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0); // since Linux 4.20
        if (group != null) {
            join(socket, link, group);
        }
    }

    private static void join(NativeSocket socket, LinkIndex link, IpAddress group) throws SystemCallException {
        socket.set(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
        socket.set(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 255);
        socket.set(IPPROTO_IPV6, IPV6_MULTICAST_IF, link.value());
        socket.set(IPPROTO_IPV6, IPV6_JOIN_GROUP, mreq(group, link));
        socket.bind(Sockaddr.in6(group.bytes(), link.value()));
    }

    /** struct ipv6_mreq: group, interface. */
    private static byte[] mreq(IpAddress group, LinkIndex link) {
        return ByteBuffer.allocate(ADDRESS_BYTES + 4)
                .order(ByteOrder.nativeOrder())
                .put(group.bytes())
                .putInt(link.value())
                .array();
    }

    /** Sender, destination (struct in6_pktinfo: address, interface) and hop limit (int) of the datagram just taken. */
    static Optional<Ipv6Header.Told> told(MessageBuffer message) {
        Optional<byte[]> info = message.control(IPPROTO_IPV6, IPV6_PKTINFO).filter(b -> b.length >= ADDRESS_BYTES);
        Optional<byte[]> hops = message.control(IPPROTO_IPV6, IPV6_HOPLIMIT).filter(b -> b.length >= 4);
        if (info.isEmpty() || hops.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Ipv6Header.Told(
                address(message.name(), SOCKADDR_ADDRESS_AT),
                address(info.get(), 0),
                ByteBuffer.wrap(hops.get()).order(ByteOrder.nativeOrder()).getInt()));
    }

    private static IpAddress address(byte[] bytes, int at) {
        return IpAddress.of(Arrays.copyOfRange(bytes, at, at + ADDRESS_BYTES));
    }
}
