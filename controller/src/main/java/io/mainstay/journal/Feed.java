package io.mainstay.journal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Hands what happens to whoever listens. Any thread; giving never waits. */
public final class Feed<T> {
    /** How much may wait for one listener; what comes on top is counted and told instead. */
    static final int WAITING = 256;

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** One listener. */
    public final class Subscription implements AutoCloseable {
        private final ArrayBlockingQueue<T> queue = new ArrayBlockingQueue<>(WAITING);
        private final AtomicLong lost = new AtomicLong();

        private Subscription() {}

        /** The next one, if it comes in time. */
        public Optional<T> next(Duration patience) throws InterruptedException {
            return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }

        /** How many were lost since this was asked last, as too many waited. */
        public long takeLost() {
            return lost.getAndSet(0);
        }

        private void give(T thing) {
            if (!queue.offer(thing)) {
                lost.incrementAndGet();
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    /** Listens from now on. */
    public Subscription subscribe() {
        Subscription subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    /** Whether anybody listens. */
    public boolean isHeard() {
        return !subscriptions.isEmpty();
    }

    /** To all who listen. */
    public void give(T thing) {
        subscriptions.forEach(s -> s.give(thing));
    }
}
