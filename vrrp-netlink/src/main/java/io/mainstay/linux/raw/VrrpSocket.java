package io.mainstay.linux.raw;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.Descriptor;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.MessageBuffer;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Advertisements of one family on one interface. For multicast it has joined the group there and is bound to interface
 * and group, so that nothing else comes in, itself included; for unicast it takes what is sent to this host's addresses.
 * We write the IP header ourselves, as RFC 3768 5.2 wants it. Owned by one thread. When the interface goes for good, so
 * does the membership: close this and open another.
 */
public final class VrrpSocket implements AutoCloseable {
    /** What the kernel keeps for us; some thousand advertisements. Beyond it drops, as any wire may. */
    public static final int QUEUE_LIMIT_BYTES = 256 * 1024;

    /** An advertisement has at most 8 + 255 × 16 bytes behind its IP header; what is longer counts as truncated. */
    static final int DATAGRAM_LIMIT_BYTES = 4608;

    /** Packets for the group that a unicast socket passes over in one call; the rest waits for the next. */
    private static final int PASSED_OVER_LIMIT = 64;

    private static final int TC_PRIO_CONTROL = 7;
    private static final int WARM_UP_ROUNDS = 50;
    private static final int ID_LIMIT = 0xffff;

    private final NativeSocket socket;
    private final LinkIndex link;
    private final Family family;
    private final @Nullable IpAddress group;
    private final byte[] buffer = new byte[DATAGRAM_LIMIT_BYTES];
    private final @Nullable MessageBuffer message;
    private final Map<Received.Reason, Long> malformed = new EnumMap<>(Received.Reason.class);
    private int id;

    private VrrpSocket(NativeSocket socket, LinkIndex link, Family family, @Nullable IpAddress group) {
        this.socket = socket;
        this.link = link;
        this.family = family;
        this.group = group;
        this.message = family == Family.IPV6 ? new MessageBuffer(DATAGRAM_LIMIT_BYTES) : null;
    }

    /**
     * Opens one for multicast in the network namespace of the calling thread.
     *
     * @param group 224.0.0.18, ff02::12 or what is configured in its place
     * @throws SystemCallException {@code socket vrrp on eth0: EPERM (needs CAP_NET_RAW)}; ENODEV when the interface
     *     has gone
     */
    public static VrrpSocket open(LibC libc, Link link, IpAddress group) throws SystemCallException {
        if (!group.isMulticast()) {
            throw new IllegalArgumentException("vrrp group: " + group + " (expected: a multicast address)");
        }
        return open(libc, link, group.family(), group);
    }

    /** Opens one for unicast, likewise. */
    public static VrrpSocket unicast(LibC libc, Link link, Family family) throws SystemCallException {
        return open(libc, link, family, null);
    }

    private static VrrpSocket open(LibC libc, Link link, Family family, @Nullable IpAddress group)
            throws SystemCallException {
        NativeSocket socket = NativeSocket.open(
                libc,
                "vrrp on " + link.name(),
                Capability.CAP_NET_RAW,
                family == Family.IPV4 ? Sockaddr.AF_INET : Sockaddr.AF_INET6,
                NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
                Ipv4Header.PROTOCOL_VRRP);
        try {
            prepare(socket, link, family, group);
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
        return new VrrpSocket(socket, link.index(), family, group);
    }

    private static void prepare(NativeSocket socket, Link link, Family family, @Nullable IpAddress group)
            throws SystemCallException {
        socket.set(
                NativeSocket.SOL_SOCKET,
                NativeSocket.SO_BINDTODEVICE,
                (link.name() + "\0").getBytes(StandardCharsets.UTF_8));
        socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVBUF, QUEUE_LIMIT_BYTES);
        switch (family) {
            case IPV4 -> Ipv4Options.set(socket, link.index(), group);
            case IPV6 -> Ipv6Options.set(socket, link.index(), group);
        }
        // After IP_TOS, which overwrites it.
        socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_PRIORITY, TC_PRIO_CONTROL);
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
     * Sends a VRRP message.
     *
     * @param source the source address on the wire; the kernel does not look whether it is ours
     * @param destination the group, or a peer
     * @param ttl TTL or hop limit, 0..255
     * @param vrrp from the VRRP header on, checksum and all
     */
    public void send(IpAddress source, IpAddress destination, int ttl, byte[] vrrp) throws SystemCallException {
        socket.send(datagram(source, destination, ttl, vrrp), sockaddr(destination));
    }

    private byte[] datagram(IpAddress source, IpAddress destination, int ttl, byte[] vrrp) {
        id = id % ID_LIMIT + 1;
        return switch (family) {
            case IPV4 -> Ipv4Header.encode(id, source, destination, ttl, vrrp);
            case IPV6 -> Ipv6Header.encode(source, destination, ttl, vrrp);
        };
    }

    private byte[] sockaddr(IpAddress destination) {
        return switch (family) {
            case IPV4 -> Sockaddr.in(destination.bytes());
            case IPV6 -> Sockaddr.in6(destination.bytes(), link.value());
        };
    }

    /** Loads and exercises the way to the kernel, towards an address that a VRRP socket refuses: no byte gets out. */
    public void warmUp() {
        byte[] refused = Sockaddr.link(link.value());
        IpAddress any = IpAddress.of(new byte[family.bits() / 8]);
        for (int i = 1; i <= WARM_UP_ROUNDS; i++) {
            sockaddr(any);
            socket.trySend(datagram(any, any, 1, new byte[Ipv4Header.BYTES]), refused);
        }
    }

    /** Takes one datagram, never waits; empty when none is there. */
    public Optional<Received> receive() throws SystemCallException {
        for (int i = 0; i < PASSED_OVER_LIMIT; i++) {
            Optional<Received> received = message == null ? receive4() : receive6(message);
            if (received.isEmpty() || isMeant(received.get())) {
                received.ifPresent(this::count);
                return received;
            }
        }
        return Optional.empty();
    }

    /** An unbound IPv6 socket also hears groups that another socket of this host has joined. */
    private boolean isMeant(Received received) {
        return group != null
                || !(received instanceof Received.Datagram d)
                || !d.destination().isMulticast();
    }

    private void count(Received received) {
        if (received instanceof Received.Malformed(LinkIndex l, Received.Reason reason, String detail)) {
            malformed.merge(reason, 1L, Long::sum);
        }
    }

    private Optional<Received> receive4() throws SystemCallException {
        OptionalInt length = socket.receive(buffer);
        return length.isEmpty() ? Optional.empty() : Optional.of(Ipv4Header.decode(link, buffer, length.getAsInt()));
    }

    private Optional<Received> receive6(MessageBuffer into) throws SystemCallException {
        OptionalInt length = socket.receive(into);
        if (length.isEmpty()) {
            return Optional.empty();
        }
        byte[] payload = into.data(Math.min(length.getAsInt(), into.dataLimitBytes()));
        return Optional.of(Ipv6Options.told(into)
                .map(told -> Ipv6Header.decode(link, told, payload, length.getAsInt()))
                .orElseGet(() -> new Received.Malformed(
                        link, Received.Reason.UNTOLD, "the kernel told no destination or hop limit")));
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
