package io.mainstay.proxy.wire;

import io.mainstay.proxy.wire.Decoded.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a payload's fields, each checked against what is left. Used within one decode call. */
final class FieldReader {
    private final byte[] bytes;
    private int at;

    FieldReader(Bytes payload) {
        this.bytes = payload.toArray();
    }

    int remaining() {
        return bytes.length - at;
    }

    int u8(String field) {
        return (int) unsigned(1, field);
    }

    int u16(String field) {
        return (int) unsigned(2, field);
    }

    long u32(String field) {
        return unsigned(4, field);
    }

    private long unsigned(int width, String field) {
        need(width, field);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes[at + i] & 0xffL) << (8 * i);
        }
        at += width;
        return value;
    }

    void skip(int count, String field) {
        need(count, field);
        at += count;
    }

    Bytes fixed(int count, String field) {
        need(count, field);
        at += count;
        return Bytes.of(Arrays.copyOfRange(bytes, at - count, at));
    }

    Bytes rest() {
        return fixed(remaining(), "rest");
    }

    /** Up to a zero byte, which must be there. */
    String zeroEnded(String field) {
        int end = at;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end == bytes.length) {
            throw new Stop(Reason.TRUNCATED, field + " has no end");
        }
        String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        at = end + 1;
        return text;
    }

    /** Up to a zero byte or the packet's end: some servers leave the last zero out. */
    String zeroEndedOrRest(String field) {
        for (int i = at; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return zeroEnded(field);
            }
        }
        return new String(rest().toArray(), StandardCharsets.UTF_8);
    }

    /** A length-encoded integer (protocol::LengthEncodedInteger). */
    long lengthEncoded(String field) {
        int first = u8(field);
        return switch (first) {
            case 0xfc -> unsigned(2, field);
            case 0xfd -> unsigned(3, field);
            case 0xfe -> unsigned(8, field);
            case 0xfb, 0xff ->
                throw new Stop(Reason.UNEXPECTED, field + ": length byte 0x" + Integer.toHexString(first));
            default -> first;
        };
    }

    String text(String field) {
        long length = lengthEncoded(field);
        if (length < 0 || length > remaining()) {
            throw new Stop(Reason.TRUNCATED, field + " of " + length + " bytes with " + remaining() + " left");
        }
        return new String(fixed((int) length, field).toArray(), StandardCharsets.UTF_8);
    }

    /** Text, or null where the row says NULL (0xfb). */
    @Nullable
    String nullableText(String field) {
        need(1, field);
        if ((bytes[at] & 0xff) == 0xfb) {
            at++;
            return null;
        }
        return text(field);
    }

    private void need(int count, String field) {
        if (remaining() < count) {
            throw new Stop(Reason.TRUNCATED, field + " needs " + count + " bytes with " + remaining() + " left");
        }
    }

    /** Ends a decode call; never leaves {@link PayloadDecoder}. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Reason reason;
        private final String detail;

        Stop(Reason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
        }

        <T> Decoded<T> toValue() {
            return new Decoded.Malformed<>(reason, detail);
        }
    }
}
