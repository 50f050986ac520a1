package io.mainstay.time;

/** Where the present comes from: the system's monotonic clock in production, a variable in tests. */
@FunctionalInterface
public interface Timeline {
    /** The present; never goes back. */
    Deadline now();
}
