package io.mainstay.conf.schema;

import java.math.BigDecimal;

/**
 * The bounds of a number, both included, in the unit of its key.
 *
 * @param min the least
 * @param max the greatest
 */
public record Range(BigDecimal min, BigDecimal max) {
    /** Makes one of decimal texts. */
    public static Range of(String min, String max) {
        return new Range(new BigDecimal(min), new BigDecimal(max));
    }

    /** Whether the number lies within. */
    public boolean contains(BigDecimal number) {
        return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }

    /** {@code 1..255}. */
    @Override
    public String toString() {
        return min.toPlainString() + ".." + max.toPlainString();
    }
}
