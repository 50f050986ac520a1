package io.mainstay.sim;

import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time and what is to happen in it; what is due at the same instant happens in the order of asking. */
final class SimTime implements Timeline {
    private record Entry(long nanos, long order, Runnable act) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::nanos).thenComparingLong(Entry::order));
    private long nanos = 1_000_000_000L;
    private long order;

    @Override
    public Deadline now() {
        return new Deadline(nanos);
    }

    /** Has this happen at that instant, or now where that has passed. */
    void at(long when, Runnable act) {
        queue.add(new Entry(Math.max(when, nanos), order++, act));
    }

    void after(long delayNanos, Runnable act) {
        at(nanos + delayNanos, act);
    }

    /** Lets everything happen up to that instant, which is the present afterwards. */
    void runUntil(long end, Runnable afterEach) {
        for (Entry next = queue.peek(); next != null && next.nanos() <= end; next = queue.peek()) {
            queue.remove();
            nanos = next.nanos();
            next.act().run();
            afterEach.run();
        }
        nanos = end;
    }
}
