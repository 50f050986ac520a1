package io.mainstay.trackers;

/**
 * keepalived's counter of a script's results: {@code rise} consecutive successes to come up, {@code fall} consecutive
 * failures to go down, one success restores full credit, one failure wipes the progress upwards, and the first run
 * decides alone. Pure.
 *
 * <pre>
 *   0 … rise-1      down, so many successes in a row
 *   rise … rise+fall-1   up, so much credit left
 * </pre>
 *
 * @param rise 1 and more
 * @param fall 1 and more
 * @param result 0..rise+fall-1
 * @param decided false until the first result
 */
public record RiseFall(int rise, int fall, int result, boolean decided) {
    public RiseFall {
        if (rise < 1 || fall < 1 || result < 0 || result > rise + fall - 1) {
            throw new IllegalArgumentException(
                    "rise " + rise + ", fall " + fall + ", result " + result + " (expected: 1.., 1.., 0..rise+fall-1)");
        }
    }

    /** Nothing known: the first run decides alone. */
    public static RiseFall unknown(int rise, int fall) {
        return new RiseFall(rise, fall, rise - 1, false);
    }

    /** {@code init_fail}: down until it has risen. */
    public static RiseFall failed(int rise, int fall) {
        return new RiseFall(rise, fall, 0, true);
    }

    /** Whether it counts as well; means nothing until {@link #decided}. */
    public boolean up() {
        return result >= rise;
    }

    /** After one more run. */
    public RiseFall after(boolean success) {
        return new RiseFall(rise, fall, success ? afterSuccess() : afterFailure(), true);
    }

    private int afterSuccess() {
        return result < rise - 1 ? result + 1 : rise + fall - 1;
    }

    private int afterFailure() {
        return result > rise ? result - 1 : 0;
    }

    /** The same standing under other limits: up stays up and down stays down, credit and progress in proportion. */
    public RiseFall rescaled(int newRise, int newFall) {
        return new RiseFall(newRise, newFall, rescaledResult(newRise, newFall), decided);
    }

    private int rescaledResult(int newRise, int newFall) {
        if (!decided) {
            return newRise - 1;
        }
        if (!up()) {
            return Math.min(newRise - 1, Math.toIntExact((long) result * newRise / rise));
        }
        int credit = result - rise + 1;
        long scaled = ((long) credit * newFall + fall - 1) / fall;
        return newRise - 1 + Math.toIntExact(scaled);
    }
}
