package io.mainstay.proxy.wire;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes as a value. Immutable; any thread. Prints its length only, because it may hold a password's scramble or, on its
 * way into TLS, a password.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** A copy of the given bytes. */
    public static Bytes of(byte... array) {
        return new Bytes(array.clone());
    }

    /** The bytes that pairs of hexadecimal digits write; white space between them is ignored. */
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    /** How many there are. */
    public int length() {
        return array.length;
    }

    /** The byte at the index, 0..255. */
    public int at(int index) {
        return array[index] & 0xff;
    }

    /** A copy. */
    public byte[] toArray() {
        return array.clone();
    }

    /** The bytes from {@code start} to before {@code end}. */
    public Bytes slice(int start, int end) {
        return new Bytes(Arrays.copyOfRange(array, start, end));
    }

    /** Pairs of lower-case hexadecimal digits; for tests and for dumps of what holds no secret. */
    public String hex() {
        return HexFormat.of().formatHex(array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
