package io.mainstay.controller;

import io.mainstay.child.ProxyStatus;
import io.mainstay.trackers.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What other threads tell the loop. Bounded by its shape: one place for each tracker, and one for each kind of news;
 * news that comes before the last was read replaces it, since only the present counts. Operators' inputs are each taken, {@link #ERRANDS} at a time. Any thread puts, the loop takes.
 */
final class Mailbox {
    /** How many operators may wait for the loop; it takes them all in its next turn. */
    static final int ERRANDS = 16;

    private final Runnable wakeUp;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<ProxyStatus>> proxy = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Reload>> reload = new AtomicReference<>(Optional.empty());
    private final ArrayBlockingQueue<Errand> errands = new ArrayBlockingQueue<>(ERRANDS);
    private final AtomicReference<Optional<String>> stop = new AtomicReference<>(Optional.empty());

    /**
     * Makes an empty one.
     *
     * @param wakeUp ends the loop's wait
     */
    Mailbox(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    void put(Reading reading) {
        readings.put(reading.tracker(), reading);
        wakeUp.run();
    }

    void put(ProxyStatus status) {
        proxy.set(Optional.of(status));
        wakeUp.run();
    }

    void put(Reload loaded) {
        reload.set(Optional.of(loaded));
        wakeUp.run();
    }

    /** An operator's input; false when too many wait already. */
    boolean offer(Errand errand) {
        boolean taken = errands.offer(errand);
        wakeUp.run();
        return taken;
    }

    List<Errand> takeErrands() {
        List<Errand> taken = new ArrayList<>();
        errands.drainTo(taken);
        return taken;
    }

    /** The first reason stays. */
    void stop(String reason) {
        stop.compareAndSet(Optional.empty(), Optional.of(reason));
        wakeUp.run();
    }

    List<Reading> takeReadings() {
        List<Reading> taken = new ArrayList<>();
        for (String key : List.copyOf(readings.keySet())) {
            Reading reading = readings.remove(key);
            if (reading != null) {
                taken.add(reading);
            }
        }
        return taken;
    }

    Optional<ProxyStatus> takeProxy() {
        return proxy.getAndSet(Optional.empty());
    }

    Optional<Reload> takeReload() {
        return reload.getAndSet(Optional.empty());
    }

    Optional<String> stopReason() {
        return stop.get();
    }
}
