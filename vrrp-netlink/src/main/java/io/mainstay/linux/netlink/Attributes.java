package io.mainstay.linux.netlink;

import io.mainstay.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run of struct nlattr, and the one place that knows of their alignment: u16 nla_len (header included), u16 nla_type,
 * the value, padding to four bytes. Unknown types are kept and left alone; of a repeated type the last one counts.
 */
final class Attributes {
    private static final int HEADER_BYTES = 4;
    private static final int TYPE_MASK = 0x3fff; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER
    private static final int ALIGNMENT = 4;

    private final Map<Integer, byte[]> values;

    private Attributes(Map<Integer, byte[]> values) {
        this.values = values;
    }

    static int align(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Reads all that is left; empty when an attribute claims a length that it cannot have. */
    static Optional<Attributes> read(ByteBuffer bytes) {
        Map<Integer, byte[]> values = new HashMap<>();
        while (bytes.remaining() >= HEADER_BYTES) {
            int length = Short.toUnsignedInt(bytes.getShort());
            int type = Short.toUnsignedInt(bytes.getShort()) & TYPE_MASK;
            if (length < HEADER_BYTES || length - HEADER_BYTES > bytes.remaining()) {
                return Optional.empty();
            }
            byte[] value = new byte[length - HEADER_BYTES];
            bytes.get(value);
            values.put(type, value);
            bytes.position(Math.min(bytes.limit(), bytes.position() + align(length) - length));
        }
        return Optional.of(new Attributes(values)); // the kernel, too, lets up to three bytes behind the last one be
    }

    static void write(ByteBuffer bytes, int type, byte[] value) {
        bytes.putShort((short) (HEADER_BYTES + value.length)).putShort((short) type);
        bytes.put(value).put(new byte[align(value.length) - value.length]);
    }

    static void write(ByteBuffer bytes, int type, int value) {
        bytes.putShort((short) (HEADER_BYTES + Integer.BYTES)).putShort((short) type);
        bytes.putInt(value);
    }

    static void write(ByteBuffer bytes, int type, String value) {
        write(bytes, type, (value + "\0").getBytes(StandardCharsets.UTF_8));
    }

    Optional<byte[]> bytes(int type) {
        return Optional.ofNullable(values.get(type));
    }

    /** The value as a string that ends with a zero byte. */
    Optional<String> string(int type) {
        return bytes(type).map(Attributes::untilZero);
    }

    private static String untilZero(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The value as a number of one or four bytes; empty for other lengths. */
    OptionalInt number(int type, ByteBuffer like) {
        byte[] value = values.getOrDefault(type, new byte[0]);
        return switch (value.length) {
            case 1 -> OptionalInt.of(value[0] & 0xff);
            case Integer.BYTES ->
                OptionalInt.of(ByteBuffer.wrap(value).order(like.order()).getInt());
            default -> OptionalInt.empty();
        };
    }

    /** The value as an address of the length that the family wants; empty otherwise. */
    Optional<IpAddress> address(int type, int family) {
        int length = family == Netlink.AF_INET ? 4 : 16;
        return bytes(type).filter(v -> v.length == length).map(IpAddress::of);
    }
}
