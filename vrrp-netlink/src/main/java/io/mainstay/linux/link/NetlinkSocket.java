package io.mainstay.linux.link;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.netlink.Envelope;
import io.mainstay.linux.netlink.Message;
import io.mainstay.linux.netlink.MessageCodec;
import io.mainstay.linux.netlink.Netlink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Questions to the kernel over rtnetlink, one at a time: a request and its acknowledgement, or a dump. The kernel
 * answers within the call that asks, so waiting for it is short; a time-out guards against what should never be. Owned
 * by one thread.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** A dump that the table's changes spoil this often in a row is given up. */
    static final int DUMP_ATTEMPTS_LIMIT = 8;

    /** Datagrams of other sequence numbers, left over from a request that timed out, to skip at most. */
    private static final int STRAY_LIMIT = 1024;

    /** The kernel fills at most 32 KiB of a dump into one datagram (NLMSG_GOODSIZE, netlink_dump). */
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int TIMEOUT_SECONDS = 1;

    private final NativeSocket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int sequence;
    private long interruptedDumps;

    private NetlinkSocket(NativeSocket socket) {
        this.socket = socket;
    }

    /** Opens one in the network namespace of the calling thread. */
    public static NetlinkSocket open(LibC libc) throws SystemCallException {
        NativeSocket socket = openRoute(libc, 0);
        try {
            socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVTIMEO, timeval(TIMEOUT_SECONDS));
            socket.bind(Sockaddr.netlink(0));
        } catch (SystemCallException e) {
            socket.close();
            throw e;
        }
        return new NetlinkSocket(socket);
    }

    static NativeSocket openRoute(LibC libc, int type) throws SystemCallException {
        NativeSocket socket = NativeSocket.open(
                libc,
                "rtnetlink socket",
                Capability.CAP_NET_ADMIN,
                Sockaddr.AF_NETLINK,
                NativeSocket.SOCK_RAW | type,
                Netlink.NETLINK_ROUTE);
        // All three say more or check more; a kernel without them (before 4.12, 4.20) still does the work.
        socket.setIfKnown(Netlink.SOL_NETLINK, Netlink.NETLINK_EXT_ACK, 1);
        socket.setIfKnown(Netlink.SOL_NETLINK, Netlink.NETLINK_CAP_ACK, 1);
        socket.setIfKnown(Netlink.SOL_NETLINK, Netlink.NETLINK_GET_STRICT_CHK, 1);
        return socket;
    }

    private static byte[] timeval(int seconds) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(seconds)
                .array();
    }

    /**
     * Has one change carried out.
     *
     * @param request makes the message of the sequence number it is given
     * @return empty when the kernel did it, else why not
     * @throws SystemCallException when it could not even be asked
     */
    Optional<Message.Refused> change(IntFunction<byte[]> request) throws SystemCallException {
        int asked = ++sequence;
        socket.send(request.apply(asked), Sockaddr.netlink(0));
        while (true) {
            for (Envelope envelope : receive(asked)) {
                switch (envelope.message()) {
                    case Message.Ack ack -> {
                        return Optional.empty();
                    }
                    case Message.Refused refused -> {
                        return Optional.of(refused);
                    }
                    case Message.Malformed malformed -> throw notUnderstood(malformed);
                    case Message.NewLink m -> {}
                    case Message.DelLink m -> {}
                    case Message.NewAddress m -> {}
                    case Message.DelAddress m -> {}
                    case Message.Done m -> {}
                    case Message.Overrun m -> {}
                    case Message.Unknown m -> {}
                }
            }
        }
    }

    /** Asks for a whole table, again when it changed meanwhile. */
    List<Message> dump(IntFunction<byte[]> request) throws SystemCallException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS_LIMIT; attempt++) {
            Optional<List<Message>> table = dumpOnce(request);
            if (table.isPresent()) {
                return table.get();
            }
            interruptedDumps++;
        }
        throw new SystemCallException(
                "dump", "over rtnetlink", Errno.EAGAIN, "the table changed during " + DUMP_ATTEMPTS_LIMIT + " dumps");
    }

    /** How often a dump was thrown away because the table changed meanwhile. */
    public long interruptedDumps() {
        return interruptedDumps;
    }

    private Optional<List<Message>> dumpOnce(IntFunction<byte[]> request) throws SystemCallException {
        int asked = ++sequence;
        socket.send(request.apply(asked), Sockaddr.netlink(0));
        List<Message> table = new ArrayList<>();
        boolean interrupted = false;
        while (true) {
            for (Envelope envelope : receive(asked)) {
                interrupted |= envelope.header().isInterrupted();
                if (isEnd(envelope.message())) {
                    return interrupted ? Optional.empty() : Optional.of(table);
                }
                table.add(envelope.message());
            }
        }
    }

    private static boolean isEnd(Message message) throws SystemCallException {
        return switch (message) {
            case Message.Done(int errno) when errno == 0 -> true;
            case Message.Done(int errno) -> throw new SystemCallException("dump", "over rtnetlink", new Errno(errno));
            case Message.Refused(int errno, String text) ->
                throw new SystemCallException("dump", "over rtnetlink", new Errno(errno), text);
            case Message.Malformed malformed -> throw notUnderstood(malformed);
            case Message.NewLink m -> false;
            case Message.DelLink m -> false;
            case Message.NewAddress m -> false;
            case Message.DelAddress m -> false;
            case Message.Ack m -> false;
            case Message.Overrun m -> false;
            case Message.Unknown m -> false;
        };
    }

    private List<Envelope> receive(int asked) throws SystemCallException {
        for (int stray = 0; stray < STRAY_LIMIT; stray++) {
            OptionalInt length = socket.receive(buffer);
            if (length.isEmpty()) {
                break;
            }
            List<Envelope> envelopes = MessageCodec.decode(buffer, length.getAsInt()).stream()
                    .filter(e -> e.header().seq() == asked || e.message() instanceof Message.Malformed)
                    .toList();
            if (!envelopes.isEmpty()) {
                return envelopes;
            }
        }
        throw new SystemCallException(
                "receive on", "rtnetlink socket", Errno.EAGAIN, "no answer within " + TIMEOUT_SECONDS + " s");
    }

    private static SystemCallException notUnderstood(Message.Malformed malformed) {
        return new SystemCallException(
                "receive on",
                "rtnetlink socket",
                new Errno(74),
                malformed.reason().label() + ": " + malformed.detail());
    }

    @Override
    public void close() {
        socket.close();
    }
}
