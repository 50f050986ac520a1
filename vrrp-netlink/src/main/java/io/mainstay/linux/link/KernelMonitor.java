package io.mainstay.linux.link;

import io.mainstay.linux.libc.Descriptor;
import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.netlink.LinkMessage;
import io.mainstay.linux.netlink.Message;
import io.mainstay.linux.netlink.MessageCodec;
import io.mainstay.linux.netlink.Netlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A subscription to the kernel's news about links and addresses. When they come faster than they are taken the kernel
 * drops some and says so; that becomes {@link KernelEvent.Overrun}, and the subscription goes on. Owned by one thread.
 */
public final class KernelMonitor implements AutoCloseable {
    /** What the kernel keeps for us, in bytes: some hundred changes; when it is full, Overrun. */
    public static final int QUEUE_LIMIT_BYTES = 256 * 1024;

    /** Datagrams taken in one turn of the loop; the rest makes the descriptor readable again at once. */
    static final int TURN_LIMIT = 64;

    private static final int GROUPS = Netlink.RTMGRP_LINK | Netlink.RTMGRP_IPV4_IFADDR | Netlink.RTMGRP_IPV6_IFADDR;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final NativeSocket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long overruns;
    private long malformed;

    private KernelMonitor(NativeSocket socket) {
        this.socket = socket;
    }

    /** Subscribes in the network namespace of the calling thread. */
    public static KernelMonitor open(LibC libc) throws SystemCallException {
        return open(libc, QUEUE_LIMIT_BYTES);
    }

    static KernelMonitor open(LibC libc, int queueBytes) throws SystemCallException {
        NativeSocket socket = NetlinkSocket.openRoute(libc, NativeSocket.SOCK_NONBLOCK);
        try {
            socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVBUF, queueBytes);
            socket.bind(Sockaddr.netlink(GROUPS));
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
        return new KernelMonitor(socket);
    }

    /** To be waited on. */
    public Descriptor descriptor() {
        return socket.descriptor();
    }

    /** Takes what has come, never waits; empty when nothing has. */
    public List<KernelEvent> receive() throws SystemCallException {
        List<KernelEvent> events = new ArrayList<>();
        for (int taken = 0; taken < TURN_LIMIT; taken++) {
            OptionalInt length = next(events);
            if (length.isEmpty()) {
                break;
            }
            MessageCodec.decode(buffer, length.getAsInt())
                    .forEach(e -> event(e.message()).ifPresent(events::add));
        }
        return events;
    }

    private OptionalInt next(List<KernelEvent> events) throws SystemCallException {
        try {
            return socket.receive(buffer);
        } catch (SystemCallException e) {
            if (!e.errno().equals(Errno.ENOBUFS)) {
                throw e;
            }
            events.add(overrun());
            return OptionalInt.of(0);
        }
    }

    private Optional<KernelEvent> event(Message message) {
        return switch (message) {
            case Message.NewLink(LinkMessage link)
            when isInterface(link) -> Optional.of(new KernelEvent.LinkChanged(Link.of(link)));
            case Message.DelLink(LinkMessage link)
            when isInterface(link) -> Optional.of(new KernelEvent.LinkGone(link.index(), link.ifname()));
            case Message.NewLink m -> Optional.empty();
            case Message.DelLink m -> Optional.empty();
            case Message.NewAddress(var a) ->
                Optional.of(new KernelEvent.AddressAdded(a.index(), a.local(), a.has(Netlink.IFA_F_PERMANENT)));
            case Message.DelAddress(var a) -> Optional.of(new KernelEvent.AddressRemoved(a.index(), a.local()));
            case Message.Overrun m -> Optional.of(overrun());
            case Message.Malformed m -> {
                malformed++;
                yield Optional.of(overrun()); // something was said that we did not get: look for ourselves
            }
            case Message.Ack m -> Optional.empty();
            case Message.Refused m -> Optional.empty();
            case Message.Done m -> Optional.empty();
            case Message.Unknown m -> Optional.empty();
        };
    }

    /** A bridge announces its ports under AF_BRIDGE; a port that leaves it is no interface that has gone. */
    private static boolean isInterface(LinkMessage link) {
        return link.family() == Netlink.AF_UNSPEC;
    }

    private KernelEvent overrun() {
        overruns++;
        return new KernelEvent.Overrun();
    }

    /** How often news were lost. */
    public long overruns() {
        return overruns;
    }

    /** How many messages made no sense. */
    public long malformed() {
        return malformed;
    }

    @Override
    public void close() {
        socket.close();
    }
}
