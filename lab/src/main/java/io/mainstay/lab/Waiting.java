package io.mainstay.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, never for a time. Any thread. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(2);

    private Waiting() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what names the condition in the message
     * @return how long it took
     * @throws AssertionError when it does not hold within the limit
     */
    public static Duration until(String what, Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(limit) > 0) {
                throw new AssertionError(what + ": not within " + limit.toMillis() + " ms");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Watches a condition for a while: what must not happen, or must go on.
     *
     * @throws AssertionError as soon as it does not hold
     */
    public static void holds(String what, Duration span, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < span.toNanos()) {
            if (!condition.getAsBoolean()) {
                long millis = (System.nanoTime() - start) / 1_000_000;
                throw new AssertionError(what + ": no longer so after " + millis + " ms");
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /**
     * Returns once a condition has held without a break for a while.
     *
     * @throws AssertionError when it has not done so within the limit
     */
    public static void steady(String what, Duration span, Duration limit, BooleanSupplier condition) {
        long[] since = {System.nanoTime()};
        until(what + ", steadily", limit, () -> {
            if (!condition.getAsBoolean()) {
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] >= span.toNanos();
        });
    }
}
