package io.mainstay.controller;

import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;

/** The system's monotonic clock, from zero at the program's start. Any thread. */
public final class SystemTimeline implements Timeline {
    private final long origin = System.nanoTime();

    @Override
    public Deadline now() {
        return new Deadline(System.nanoTime() - origin);
    }
}
