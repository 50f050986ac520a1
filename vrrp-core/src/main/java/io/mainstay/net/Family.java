package io.mainstay.net;

/** An address family: IPv4 or IPv6. A virtual router has one, as has each advertisement (RFC 9568 1.1, 5.2.9). */
public enum Family {
    IPV4("IPv4", 32),
    IPV6("IPv6", 128);

    private final String label;
    private final int bits;

    Family(String label, int bits) {
        this.label = label;
        this.bits = bits;
    }

    /** How long its addresses are: 32 or 128. */
    public int bits() {
        return bits;
    }

    /** {@code IPv4} or {@code IPv6}. */
    @Override
    public String toString() {
        return label;
    }
}
