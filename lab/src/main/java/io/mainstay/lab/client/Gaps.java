package io.mainstay.lab.client;

import java.time.Duration;

/** The longest time without an answer since the last mark. Any thread. */
final class Gaps {
    private long lastNanos = System.nanoTime();
    private long longestNanos;

    /** An answer came. */
    synchronized void answered() {
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - lastNanos);
        lastNanos = now;
    }

    /** Forgets what was before; a gap that is running counts from its beginning. */
    synchronized void mark() {
        longestNanos = 0;
    }

    /** The longest gap since the mark, one that is still running included. */
    synchronized Duration longest() {
        return Duration.ofNanos(Math.max(longestNanos, System.nanoTime() - lastNanos));
    }

    /** How long ago the last answer came. */
    synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }
}
