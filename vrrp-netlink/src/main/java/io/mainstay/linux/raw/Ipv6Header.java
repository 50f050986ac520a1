package io.mainstay.linux.raw;

import io.mainstay.linux.raw.Received.Malformed;
import io.mainstay.linux.raw.Received.Reason;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;

/**
 * The IPv6 header around an advertisement (RFC 8200 3). Written by us; on the way in the kernel takes it off, and tells
 * what stood in it. Pure.
 *
 * <pre>
 * |Version| Traffic Class |           Flow Label                  |
 * |         Payload Length        |  Next Header  |   Hop Limit   |
 * |                       Source Address, 16 bytes                |
 * |                    Destination Address, 16 bytes              |
 * </pre>
 */
final class Ipv6Header {
    static final int BYTES = 40;

    private static final int VERSION_AND_CLASS = 0x6c00_0000; // class 0xc0, internetwork control, as over IPv4

    private Ipv6Header() {}

    /** Puts the header in front of a message. */
    static byte[] encode(IpAddress source, IpAddress destination, int hopLimit, byte[] message) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES + message.length);
        bytes.putInt(VERSION_AND_CLASS).putShort((short) message.length);
        bytes.put((byte) Ipv4Header.PROTOCOL_VRRP).put((byte) hopLimit);
        return bytes.put(source.bytes()).put(destination.bytes()).put(message).array();
    }

    /**
     * Puts together what the kernel has told of a datagram.
     *
     * @param told the sender, where it went and its hop limit
     * @param payload as much as was kept
     * @param length how long it was
     */
    static Received decode(LinkIndex link, Told told, byte[] payload, int length) {
        if (length > payload.length) {
            return new Malformed(link, Reason.TRUNCATED, length + " bytes (expected: at most " + payload.length + ")");
        }
        return new Received.Datagram(link, told.source(), told.destination(), told.hopLimit(), payload);
    }

    /** What stood in a header that the kernel took off. */
    record Told(IpAddress source, IpAddress destination, int hopLimit) {}
}
