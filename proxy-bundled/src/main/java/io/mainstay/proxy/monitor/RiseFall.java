package io.mainstay.proxy.monitor;

import java.time.Duration;

/**
 * HAProxy's counter of one server: {@code 0 … rise+fall-1}, up from {@code rise} on. Crossing {@code rise} jumps to the
 * top, falling below it jumps to 0. Before the first check nothing is known; the first check decides alone. Pure.
 *
 * @param rise consecutive successes to come up, 1 or more
 * @param fall consecutive failures to go down, 1 or more
 * @param health the counter
 * @param known whether a check has answered
 */
record RiseFall(int rise, int fall, int health, boolean known) {
    RiseFall {
        if (rise < 1 || fall < 1 || health < 0 || health > rise + fall - 1) {
            throw new IllegalArgumentException(
                    "rise " + rise + ", fall " + fall + ", health " + health + " (expected: 1.., 1.., 0..rise+fall-1)");
        }
    }

    /** Nothing is known. */
    static RiseFall unknown(int rise, int fall) {
        return new RiseFall(rise, fall, 0, false);
    }

    /** After one more check. */
    RiseFall after(boolean passed) {
        if (!known) {
            return new RiseFall(rise, fall, passed ? top() : 0, true);
        }
        return new RiseFall(rise, fall, passed ? risen() : fallen(), true);
    }

    private int risen() {
        return health + 1 >= rise ? (up() ? Math.min(health + 1, top()) : top()) : health + 1;
    }

    private int fallen() {
        return up() && health - 1 >= rise ? health - 1 : 0;
    }

    private int top() {
        return rise + fall - 1;
    }

    boolean up() {
        return known && health >= rise;
    }

    /** Fully up or fully down. */
    private boolean settled() {
        return known && (health == 0 || health == top());
    }

    /** {@code UNKNOWN}, {@code UP}, {@code UP 2/3} (left of fall), {@code DOWN 1/2} (reached of rise), {@code DOWN}. */
    String status() {
        if (!known) {
            return "UNKNOWN";
        }
        if (up()) {
            return settled() ? "UP" : "UP " + (health - rise + 1) + "/" + fall;
        }
        return settled() ? "DOWN" : "DOWN " + health + "/" + rise;
    }

    /** How long from the start of one check to the start of the next. */
    Duration interval(Duration inter, Duration fastinter, Duration downinter) {
        if (!settled()) {
            return fastinter;
        }
        return up() ? inter : downinter;
    }
}
