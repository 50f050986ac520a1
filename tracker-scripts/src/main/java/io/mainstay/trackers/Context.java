package io.mainstay.trackers;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a tracker needs of its surroundings.
 *
 * @param thread the trackers' one thread
 * @param sink takes every new reading, on that thread
 */
record Context(ScheduledThreadPoolExecutor thread, Consumer<Reading> sink) {
    /** On the trackers' thread, after a while; what it throws is a bug and is said. */
    ScheduledFuture<?> after(Duration delay, Runnable what) {
        return thread.schedule(() -> guarded(what), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** On the trackers' thread, soon; from any thread; not at all once it has ended. */
    void soon(Runnable what) {
        if (!thread.isShutdown()) {
            thread.execute(() -> guarded(what));
        }
    }

    private static void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            Log.bug(e);
        }
    }
}
