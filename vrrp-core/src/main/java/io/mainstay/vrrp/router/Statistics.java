package io.mainstay.vrrp.router;

import io.mainstay.vrrp.packet.Rejection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A router's counters as a value: each change makes a new one. */
public final class Statistics {
    /** All zero. */
    public static final Statistics ZERO = new Statistics(new EnumMap<>(Counter.class), new EnumMap<>(Rejection.class));

    private final EnumMap<Counter, Long> counters;
    private final EnumMap<Rejection, Long> rejections;

    private Statistics(EnumMap<Counter, Long> counters, EnumMap<Rejection, Long> rejections) {
        this.counters = counters;
        this.rejections = rejections;
    }

    /** One counter. */
    public long get(Counter counter) {
        return counters.getOrDefault(counter, 0L);
    }

    /** How often this reason occurred. */
    public long get(Rejection reason) {
        return rejections.getOrDefault(reason, 0L);
    }

    Statistics plus(Counter counter) {
        EnumMap<Counter, Long> next = new EnumMap<>(counters);
        next.merge(counter, 1L, Long::sum);
        return new Statistics(next, rejections);
    }

    Statistics plus(Rejection reason) {
        EnumMap<Rejection, Long> next = new EnumMap<>(rejections);
        next.merge(reason, 1L, Long::sum);
        return new Statistics(counters, next);
    }

    /** All counters by label, rejections as {@code rejected_…}. */
    public Map<String, Long> byLabel() {
        Map<String, Long> map = new LinkedHashMap<>();
        for (Counter counter : Counter.values()) {
            map.put(counter.label(), get(counter));
        }
        for (Rejection reason : Rejection.values()) {
            map.put("rejected_" + reason.label(), get(reason));
        }
        return map;
    }

    @Override
    public String toString() {
        return byLabel().toString();
    }
}
