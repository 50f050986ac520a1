package io.mainstay.linux.raw;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.Descriptor;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Advertisements on one interface, IPv4 multicast: joined to the group there, bound to the interface and the group so
 * that nothing else comes in, not hearing itself. We write the IP header ourselves, as RFC 3768 5.2 wants it. Owned by
 * one thread. When the interface goes for good, so does the membership: close this and open another.
 */
public final class VrrpSocket implements AutoCloseable {
    /** What the kernel keeps for us; some thousand advertisements. Beyond it drops, as any wire may. */
    public static final int QUEUE_LIMIT_BYTES = 256 * 1024;

    /** An advertisement has at most 60 + 8 + 255 × 4 + 8 bytes in VRRPv2; what is longer is counted as truncated. */
    static final int DATAGRAM_LIMIT_BYTES = 2048;

    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_HDRINCL = 3;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_TTL = 33;
    private static final int IP_MULTICAST_LOOP = 34;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int IP_MULTICAST_ALL = 49;
    private static final int TC_PRIO_CONTROL = 7;
    private static final int WARM_UP_ROUNDS = 50;
    private static final int ID_LIMIT = 0xffff;

    private final NativeSocket socket;
    private final LinkIndex link;
    private final IpAddress group;
    private final byte[] destination;
    private final byte[] buffer = new byte[DATAGRAM_LIMIT_BYTES];
    private final Map<Received.Reason, Long> malformed = new EnumMap<>(Received.Reason.class);
    private int id;

    private VrrpSocket(NativeSocket socket, LinkIndex link, IpAddress group) {
        this.socket = socket;
        this.link = link;
        this.group = group;
        this.destination = Sockaddr.in(group.bytes());
    }

    /**
     * Opens one in the network namespace of the calling thread.
     *
     * @param group 224.0.0.18 or what is configured in its place; IPv4
     * @throws SystemCallException {@code socket vrrp on eth0: EPERM (needs CAP_NET_RAW)}; ENODEV when the interface
     *     has gone
     */
    public static VrrpSocket open(LibC libc, Link link, IpAddress group) throws SystemCallException {
        if (!group.isIpv4() || !group.isMulticast()) {
            throw new IllegalArgumentException("vrrp group: " + group + " (expected: an IPv4 multicast address)");
        }
        NativeSocket socket = NativeSocket.open(
                libc,
                "vrrp on " + link.name(),
                Capability.CAP_NET_RAW,
                Sockaddr.AF_INET,
                NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
                Ipv4Header.PROTOCOL_VRRP);
        try {
            prepare(socket, link, group);
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
        return new VrrpSocket(socket, link.index(), group);
    }

    private static void prepare(NativeSocket socket, Link link, IpAddress group) throws SystemCallException {
        byte[] mreqn = mreqn(group, link.index());
        socket.set(
                NativeSocket.SOL_SOCKET,
                NativeSocket.SO_BINDTODEVICE,
                (link.name() + "\0").getBytes(StandardCharsets.UTF_8));
        socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVBUF, QUEUE_LIMIT_BYTES);
        socket.set(IPPROTO_IP, IP_TOS, 0xc0); // before SO_PRIORITY, which it would overwrite
        socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_PRIORITY, TC_PRIO_CONTROL);
        socket.set(IPPROTO_IP, IP_HDRINCL, 1);
        socket.set(IPPROTO_IP, IP_MULTICAST_ALL, 0);
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

    /** To be waited on. */
    public Descriptor descriptor() {
        return socket.descriptor();
    }

    /** The interface it is bound to. */
    public LinkIndex link() {
        return link;
    }

    /**
     * Sends a VRRP message to the group.
     *
     * @param source the source address on the wire; the kernel does not look whether it is ours
     * @param message from the VRRP header on, checksum and all
     */
    public void send(IpAddress source, byte[] message) throws SystemCallException {
        id = id % ID_LIMIT + 1;
        socket.send(Ipv4Header.encode(id, source, group, message), destination);
    }

    /** Loads and exercises the way to the kernel, towards an address that a VRRP socket refuses: no byte gets out. */
    public void warmUp() {
        byte[] refused = Sockaddr.link(link.value());
        for (int i = 1; i <= WARM_UP_ROUNDS; i++) {
            socket.trySend(Ipv4Header.encode(i, group, group, new byte[Ipv4Header.BYTES]), refused);
        }
    }

    /** Takes one datagram, never waits; empty when none is there. */
    public Optional<Received> receive() throws SystemCallException {
        OptionalInt length = socket.receive(buffer);
        if (length.isEmpty()) {
            return Optional.empty();
        }
        Received received = Ipv4Header.decode(link, buffer, length.getAsInt());
        if (received instanceof Received.Malformed(LinkIndex l, Received.Reason reason, String detail)) {
            malformed.merge(reason, 1L, Long::sum);
        }
        return Optional.of(received);
    }

    /** How many datagrams were refused for the reason. */
    public long malformed(Received.Reason reason) {
        return malformed.getOrDefault(reason, 0L);
    }

    @Override
    public void close() {
        socket.close();
    }
}
