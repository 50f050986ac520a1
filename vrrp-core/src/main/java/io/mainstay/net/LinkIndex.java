package io.mainstay.net;

/**
 * The kernel's number of a network interface ({@code ifi_index}, linux/rtnetlink.h).
 *
 * @param value 1 or more
 */
public record LinkIndex(int value) {
    public LinkIndex {
        if (value < 1) {
            throw new IllegalArgumentException("interface index: " + value + " (expected: 1 or more)");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
