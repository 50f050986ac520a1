package io.mainstay.linux.testing;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.OptionalInt;

/** Sees every frame that comes in on one interface. */
public final class Sniffer implements AutoCloseable {
    private static final int ETH_P_ALL = 0x0003;

    private final NativeSocket socket;

    private Sniffer(NativeSocket socket) {
        this.socket = socket;
    }

    public static Sniffer on(LibC libc, Link link) throws SystemCallException {
        NativeSocket socket = NativeSocket.open(
                libc,
                "sniffer on " + link.name(),
                Capability.CAP_NET_RAW,
                Sockaddr.AF_PACKET,
                NativeSocket.SOCK_RAW,
                0);
        byte[] address = Sockaddr.link(link.index().value());
        ByteBuffer.wrap(address).order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
        socket.set(NativeSocket.SOL_SOCKET, NativeSocket.SO_RCVTIMEO, fiveSeconds());
        socket.bind(address);
        return new Sniffer(socket);
    }

    private static byte[] fiveSeconds() {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putLong(5).array();
    }

    /** Waits for the next frame to a destination ({@code "01005e000012"}) and answers it as hex. */
    public String next(String destination) throws SystemCallException {
        byte[] buffer = new byte[2048];
        while (true) {
            OptionalInt length = socket.receive(buffer);
            if (length.isEmpty()) {
                return "no frame to " + destination + " within 5 s";
            }
            String frame = HexFormat.of().formatHex(buffer, 0, length.getAsInt());
            if (frame.startsWith(destination)) {
                return frame;
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
