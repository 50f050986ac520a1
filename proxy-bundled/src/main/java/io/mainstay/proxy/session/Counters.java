package io.mainstay.proxy.session;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The proxy's counters. Any thread. */
public final class Counters {
    private final Map<Counter, LongAdder> adders = new EnumMap<>(Counter.class);

    public Counters() {
        for (Counter counter : Counter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    /** One more. */
    public void add(Counter counter) {
        add(counter, 1);
    }

    /** So many more. */
    public void add(Counter counter, long count) {
        adders.getOrDefault(counter, new LongAdder()).add(count);
    }

    /** How many so far. */
    public long get(Counter counter) {
        return adders.getOrDefault(counter, new LongAdder()).sum();
    }

    /** All of them by label. */
    public Map<String, Long> all() {
        Map<String, Long> all = new LinkedHashMap<>();
        adders.forEach((counter, adder) -> all.put(counter.label(), adder.sum()));
        return all;
    }
}
