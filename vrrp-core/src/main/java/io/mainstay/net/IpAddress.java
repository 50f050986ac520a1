package io.mainstay.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address: 4 or 16 bytes in network order, never a name.
 *
 * <p>Ordered as VRRP's tie-break wants it: unsigned, network byte order (RFC 3768 6.4.3), all of IPv4 before IPv6.
 * Immutable; any thread.
 */
public final class IpAddress implements Comparable<IpAddress> {
    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Makes an address of raw bytes.
     *
     * @param bytes 4 or 16 bytes in network order; copied
     * @throws IllegalArgumentException for any other length
     */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("address of " + bytes.length + " bytes (expected: 4 or 16)");
        }
        return new IpAddress(bytes.clone());
    }

    /**
     * Makes an address of its literal; for constants and tests.
     *
     * @throws IllegalArgumentException when the text is no literal
     */
    public static IpAddress of(String literal) {
        return parse(literal)
                .orElseThrow(() -> new IllegalArgumentException("address: " + literal + " (expected: IPv4 or IPv6)"));
    }

    /** Reads a literal: dotted quad of four decimal numbers, or IPv6 (RFC 4291 2.2). Never asks a name server. */
    public static Optional<IpAddress> parse(String literal) {
        return literal.indexOf(':') >= 0 ? parse6(literal) : parse4(literal);
    }

    private static Optional<IpAddress> parse4(String literal) {
        String[] parts = literal.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            boolean digits = !parts[i].isEmpty()
                    && parts[i].length() <= 3
                    && parts[i].chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(new IpAddress(bytes));
    }

    private static Optional<IpAddress> parse6(String literal) {
        boolean plain =
                literal.chars().allMatch(c -> c == ':' || c == '.' || (c < 128 && Character.digit((char) c, 16) >= 0));
        if (!plain || literal.charAt(0) == '.') { // with a dot in front the JDK would take it for a name
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            return bytes.length == 16 ? Optional.of(new IpAddress(bytes)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The bytes in network order; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bits the address has: 32 or 128. */
    public int bits() {
        return bytes.length * 8;
    }

    /** Its family. */
    public Family family() {
        return isIpv4() ? Family.IPV4 : Family.IPV6;
    }

    /** 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291 2.5.6). */
    public boolean isLinkLocal() {
        return isIpv4()
                ? (bytes[0] & 0xff) == 169 && (bytes[1] & 0xff) == 254
                : (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xc0) == 0x80;
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return bytes.length == 4;
    }

    /** The IPv4 address as the 32-bit number that the wire carries. */
    public int toInt() {
        if (!isIpv4()) {
            throw new IllegalStateException("not IPv4: " + this);
        }
        return (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    /** 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return isIpv4() ? (bytes[0] & 0xf0) == 0xe0 : (bytes[0] & 0xff) == 0xff;
    }

    /** The JDK's form, without a host name. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("this is a bug: " + bytes.length + " bytes", e);
        }
    }

    @Override
    public int compareTo(IpAddress other) {
        return bytes.length != other.bytes.length
                ? Integer.compare(bytes.length, other.bytes.length)
                : Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Dotted quad, or RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return isIpv4() ? text4() : text6();
    }

    private String text4() {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    private String text6() {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1; // one zero group is not worth a "::" (RFC 5952 4.2.2)
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && groups[j] == 0) {
                j++;
            }
            if (j - i > length) {
                start = i;
                length = j - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
