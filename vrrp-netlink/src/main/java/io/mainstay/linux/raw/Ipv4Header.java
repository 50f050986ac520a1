package io.mainstay.linux.raw;

import io.mainstay.linux.raw.Received.Malformed;
import io.mainstay.linux.raw.Received.Reason;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;

/**
 * The IPv4 header around an advertisement (RFC 791 3.1). Pure.
 *
 * <pre>
 * |Version|  IHL  |Type of Service|          Total Length         |
 * |         Identification        |Flags|      Fragment Offset    |
 * |  Time to Live |    Protocol   |         Header Checksum       |
 * |                       Source Address                          |
 * |                    Destination Address                        |
 * </pre>
 */
final class Ipv4Header {
    static final int BYTES = 20;
    static final int PROTOCOL_VRRP = 112;

    private static final byte VERSION_AND_IHL = 0x45;
    private static final byte TOS_INTERNETWORK_CONTROL = (byte) 0xc0;
    private static final int CHECKSUM_AT = 10;

    private Ipv4Header() {}

    /**
     * Puts the header in front of a message.
     *
     * @param id 1..65535; 0 would make the kernel choose
     * @param ttl 0..255; of multicast 255 (RFC 3768 5.2.3)
     */
    static byte[] encode(int id, IpAddress source, IpAddress destination, int ttl, byte[] message) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES + message.length);
        bytes.put(VERSION_AND_IHL).put(TOS_INTERNETWORK_CONTROL).putShort((short) (BYTES + message.length));
        bytes.putShort((short) id).putShort((short) 0);
        bytes.put((byte) ttl).put((byte) PROTOCOL_VRRP).putShort((short) 0);
        bytes.put(source.bytes()).put(destination.bytes());
        bytes.putShort(CHECKSUM_AT, checksum(bytes));
        return bytes.put(message).array();
    }

    /** RFC 1071 over the header with its checksum zero. */
    private static short checksum(ByteBuffer bytes) {
        int sum = 0;
        for (int i = 0; i < BYTES; i += 2) {
            sum += Short.toUnsignedInt(bytes.getShort(i));
        }
        sum = (sum >>> 16) + (sum & 0xffff);
        return (short) ~(sum + (sum >>> 16));
    }

    /**
     * Takes a received datagram apart. The kernel has verified the checksum and put fragments together (ip_rcv_core,
     * ip_local_deliver).
     *
     * @param length how long it was; more than the array when it was cut off
     */
    static Received decode(LinkIndex link, byte[] datagram, int length) {
        if (length > datagram.length) {
            return new Malformed(link, Reason.TRUNCATED, length + " bytes (expected: at most " + datagram.length + ")");
        }
        if (length < BYTES) {
            return new Malformed(link, Reason.TRUNCATED, length + " bytes (expected: " + BYTES + " or more)");
        }
        ByteBuffer bytes = ByteBuffer.wrap(datagram, 0, length);
        int version = bytes.get(0) >>> 4 & 0xf;
        if (version != 4) {
            return new Malformed(link, Reason.VERSION, "version: " + version + " (expected: 4)");
        }
        return decodeVersion4(link, bytes);
    }

    private static Received decodeVersion4(LinkIndex link, ByteBuffer bytes) {
        int headerBytes = (bytes.get(0) & 0xf) * 4;
        int totalBytes = Short.toUnsignedInt(bytes.getShort(2));
        int protocol = bytes.get(9) & 0xff;
        if (headerBytes < BYTES || headerBytes > bytes.limit()) {
            return new Malformed(
                    link,
                    Reason.HEADER_LENGTH,
                    "header length: " + headerBytes + " (expected: 20.." + bytes.limit() + ")");
        }
        if (totalBytes < headerBytes || totalBytes > bytes.limit()) {
            return new Malformed(
                    link,
                    Reason.TOTAL_LENGTH,
                    "total length: " + totalBytes + " (expected: " + headerBytes + ".." + bytes.limit() + ")");
        }
        if (protocol != PROTOCOL_VRRP) {
            return new Malformed(link, Reason.PROTOCOL, "protocol: " + protocol + " (expected: 112)");
        }
        return new Received.Datagram(
                link,
                address(bytes, 12),
                address(bytes, 16),
                bytes.get(8) & 0xff,
                slice(bytes, headerBytes, totalBytes));
    }

    private static IpAddress address(ByteBuffer bytes, int at) {
        return IpAddress.of(slice(bytes, at, at + 4));
    }

    private static byte[] slice(ByteBuffer bytes, int from, int to) {
        byte[] slice = new byte[to - from];
        bytes.get(from, slice);
        return slice;
    }
}
