package io.mainstay.proxy.wire;

import java.nio.charset.StandardCharsets;

/**
 * MySQL's ERR packet, as bytes. Pure; any thread.
 *
 * <pre>
 *  3 bytes  payload length, little endian
 *  1 byte   sequence
 *  1 byte   0xff
 *  2 bytes  error number, little endian
 *  1 byte   '#'
 *  5 bytes  SQLSTATE
 *  rest     message, UTF-8, to the packet's end
 * </pre>
 *
 * <p>Source: MySQL's client/server protocol, "ERR_Packet" for CLIENT_PROTOCOL_41. A server that refuses before its
 * greeting sends it with sequence 0; clients since 5.5 read the SQLSTATE there too.
 */
public final class ErrPacket {
    /** The longest message in bytes: MySQL's MYSQL_ERRMSG_SIZE. */
    public static final int MAX_MESSAGE_BYTES = 512;

    private static final int FIXED_BYTES = 9;

    private ErrPacket() {}

    /**
     * One packet with its header.
     *
     * @param errno 1..65535
     * @param sqlState five ASCII characters
     * @param message for the user; cut at {@link #MAX_MESSAGE_BYTES}
     * @param sequence 0..255
     * @throws IllegalArgumentException when a number does not fit
     */
    public static byte[] encode(int errno, String sqlState, String message, int sequence) {
        require(errno >= 1 && errno <= 0xffff, "error number: " + errno + " (expected: 1..65535)");
        require(sqlState.matches("[0-9A-Z]{5}"), "SQLSTATE: " + sqlState + " (expected: five of 0-9 A-Z)");
        require(sequence >= 0 && sequence <= 255, "sequence: " + sequence + " (expected: 0..255)");
        byte[] text = cut(message);
        byte[] packet = new byte[4 + FIXED_BYTES + text.length];
        int payload = FIXED_BYTES + text.length;
        packet[0] = (byte) payload;
        packet[1] = (byte) (payload >> 8);
        packet[3] = (byte) sequence;
        packet[4] = (byte) 0xff;
        packet[5] = (byte) errno;
        packet[6] = (byte) (errno >> 8);
        packet[7] = '#';
        System.arraycopy(sqlState.getBytes(StandardCharsets.US_ASCII), 0, packet, 8, 5);
        System.arraycopy(text, 0, packet, 13, text.length);
        return packet;
    }

    private static byte[] cut(String message) {
        byte[] all = message.getBytes(StandardCharsets.UTF_8);
        if (all.length <= MAX_MESSAGE_BYTES) {
            return all;
        }
        int end = MAX_MESSAGE_BYTES;
        while ((all[end] & 0xc0) == 0x80) {
            end--; // never in the middle of a character
        }
        byte[] text = new byte[end];
        System.arraycopy(all, 0, text, 0, end);
        return text;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
