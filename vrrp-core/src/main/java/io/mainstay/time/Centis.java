package io.mainstay.time;

import java.time.Duration;

/**
 * An advertisement interval in hundredths of a second, the unit of VRRPv3 (RFC 9568 5.2.7). The whole seconds of
 * VRRPv2 become it in the codec, once.
 *
 * @param value 1..25500 (VRRPv2 reaches 255 s, VRRPv3 40.95 s)
 */
public record Centis(int value) {
    public Centis {
        if (value < 1 || value > 25_500) {
            throw new IllegalArgumentException("interval: " + value + " centiseconds (expected: 1..25500)");
        }
    }

    /** Whole seconds. */
    public static Centis ofSeconds(int seconds) {
        return new Centis(seconds * 100);
    }

    /** The same length as a duration. */
    public Duration toDuration() {
        return Duration.ofMillis(value * 10L);
    }

    /** Seconds with as many decimals as it takes: {@code 1s}, {@code 0.25s}. */
    @Override
    public String toString() {
        String text = String.format("%d.%02d", value / 100, value % 100);
        return text.replaceAll("\\.?0+$", "") + "s";
    }
}
