package io.mainstay.trackers;

import io.mainstay.conf.model.TrackerConfig;
import java.util.Optional;

/** One source of readings. Owned by the trackers' thread: every method but {@link #reading} is called there. */
interface Tracker {
    void start();

    /** Goes on under a new configuration of the same thing; false when it is another thing, and nothing was done. */
    boolean adopt(TrackerConfig config);

    void stop();

    /** The present reading; empty until the first look. */
    Optional<Reading> reading();
}
