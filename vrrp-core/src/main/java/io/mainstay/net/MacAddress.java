package io.mainstay.net;

import java.util.Arrays;
import java.util.HexFormat;

/** A 48-bit Ethernet address. Immutable; any thread. */
public final class MacAddress {
    /** ff:ff:ff:ff:ff:ff. */
    public static final MacAddress BROADCAST = of(new byte[] {-1, -1, -1, -1, -1, -1});

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private final byte[] bytes;

    private MacAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Makes an address of raw bytes.
     *
     * @throws IllegalArgumentException unless there are six
     */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException("mac address of " + bytes.length + " bytes (expected: 6)");
        }
        return new MacAddress(bytes.clone());
    }

    /** Makes an address of {@code 02:00:00:00:00:0a}. */
    public static MacAddress of(String text) {
        return of(COLONS.parseHex(text));
    }

    /** The bytes in wire order; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return COLONS.formatHex(bytes);
    }
}
