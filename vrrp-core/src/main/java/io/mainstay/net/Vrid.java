package io.mainstay.net;

/**
 * A virtual router identifier (RFC 3768 5.3.3).
 *
 * @param value 1..255
 */
public record Vrid(int value) {
    public Vrid {
        if (value < 1 || value > 255) {
            throw new IllegalArgumentException("vrid: " + value + " (expected: 1..255)");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
