package io.mainstay.conf;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and sizes as people write them, always with their unit: HAProxy means milliseconds by a bare number and
 * keepalived means seconds, so a bare number is refused (0 needs no unit). Pure; any thread.
 */
final class Units {
    /** What a duration looks like, for messages. */
    static final String DURATION = "a whole number with a unit: ms, s, m, h or d";

    /** What a size looks like, for messages. */
    static final String SIZE = "a whole number of bytes, or one with a unit: B, KiB or MiB";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?([A-Za-z]*)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "k", 1_024L, "K", 1_024L, "KiB", 1_024L, "M", 1_048_576L, "MiB", 1_048_576L);

    private Units() {}

    /** Reads {@code 500ms}, {@code 2s}, {@code 1m}; empty when it is none. */
    static Optional<Duration> duration(String text) {
        return text.equals("0")
                ? Optional.of(Duration.ZERO)
                : scaled(text, MILLIS).map(Duration::ofMillis);
    }

    /** Reads {@code 65536}, {@code 64KiB}; empty when it is none. In bytes. */
    static Optional<Long> size(String text) {
        return scaled(text, BYTES);
    }

    private static Optional<Long> scaled(String text, Map<String, Long> units) {
        Matcher m = FORM.matcher(text);
        Long scale = m.matches() ? units.get(m.group(2)) : null;
        if (scale == null) {
            return Optional.empty();
        }
        BigInteger product = new BigInteger(m.group(1)).multiply(BigInteger.valueOf(scale));
        return product.bitLength() < 63 ? Optional.of(product.longValue()) : Optional.empty();
    }

    /** The shortest exact form: {@code 2s}, {@code 1500ms}, {@code 0s}; milliseconds are the finest. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
