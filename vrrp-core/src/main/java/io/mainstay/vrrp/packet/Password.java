package io.mainstay.vrrp.packet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The password of VRRPv2's simple authentication: up to eight bytes, zero-padded to eight (RFC 2338 5.3.6, kept by
 * keepalived). Prints as {@code ***}; compares in constant time. Immutable; any thread.
 */
public final class Password {
    /** How many bytes travel on the wire. */
    public static final int LENGTH_BYTES = 8;

    private final byte[] bytes;

    private Password(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the first eight bytes of the text in UTF-8, as keepalived does. */
    public static Password of(String text) {
        return new Password(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), LENGTH_BYTES));
    }

    /** Takes eight bytes from the wire. */
    public static Password of(byte[] wire) {
        return new Password(Arrays.copyOf(wire, LENGTH_BYTES));
    }

    byte[] wire() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 0; // a hash of eight bytes would give them away
    }

    @Override
    public String toString() {
        return "***";
    }
}
