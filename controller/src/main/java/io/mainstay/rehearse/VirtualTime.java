package io.mainstay.rehearse;

import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time and what is to happen in it; what is due at the same instant happens in the order of asking. */
final class VirtualTime implements Timeline {
    private record Entry(Deadline when, long order, Runnable act) {}

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparingLong(Entry::order));
    private Deadline now = Deadline.ORIGIN;
    private long order;

    @Override
    public Deadline now() {
        return now;
    }

    /** Has this happen at that instant, or now where that has passed. */
    void at(Deadline when, Runnable act) {
        queue.add(new Entry(when.isAfter(now) ? when : now, order++, act));
    }

    /** Lets everything happen up to that instant, which is the present afterwards. */
    void runUntil(Deadline end, Runnable afterEach) {
        for (Entry next = queue.peek(); next != null && next.when().isDue(end); next = queue.peek()) {
            queue.remove();
            now = next.when();
            next.act().run();
            afterEach.run();
        }
        now = end;
    }

    /** The instant that lies so long after the beginning. */
    static Deadline instant(Duration sinceStart) {
        return Deadline.ORIGIN.plus(sinceStart);
    }
}
