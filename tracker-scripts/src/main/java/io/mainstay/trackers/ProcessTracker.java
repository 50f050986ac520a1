package io.mainstay.trackers;

import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.track.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code vrrp_track_process}: counts processes once a second. keepalived hears of each from the kernel's process
 * connector, which most containers do not have; a poll works everywhere. Owned by the trackers' thread.
 */
final class ProcessTracker implements Tracker {
    /** Between two looks; delays are as exact as this. */
    static final Duration POLL = Duration.ofSeconds(1);

    private final Context context;
    private final ProcessTable table;
    private TrackerConfig.Process config;
    private Quorum quorum;
    private Reading.Counts counts = Reading.Counts.NONE;
    private volatile @Nullable Reading reading;
    private @Nullable ScheduledFuture<?> next;

    ProcessTracker(TrackerConfig.Process config, ProcessTable table, Context context) {
        this.config = config;
        this.table = table;
        this.context = context;
        this.quorum = quorum(config, null);
    }

    private static Quorum quorum(TrackerConfig.Process c, Quorum.@Nullable Standing standing) {
        return new Quorum(c.quorum(), c.quorumMax(), c.forkDelay(), c.terminateDelay(), standing);
    }

    @Override
    public void start() {
        String unusable = config.unusable();
        if (unusable != null) {
            Log.cannotRun(config.key(), unusable);
            say(Verdict.DOWN, unusable);
        } else {
            look();
        }
    }

    @Override
    public boolean adopt(TrackerConfig other) {
        if (!(other instanceof TrackerConfig.Process p)
                || p.unusable() != null
                || config.unusable() != null
                || !p.process().equals(config.process())) {
            return false;
        }
        config = p;
        quorum = quorum(p, quorum.standing());
        return true;
    }

    @Override
    public void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }

    @Override
    public Optional<Reading> reading() {
        return Optional.ofNullable(reading);
    }

    private void look() {
        next = context.after(POLL, this::look);
        try {
            int count = table.count(config);
            quorum = quorum.after(count, new Deadline(System.nanoTime() - START));
            judge(count);
        } catch (IOException e) {
            say(Verdict.DOWN, "cannot count processes: " + e.getMessage());
        }
    }

    /** The origin of this class's timeline. */
    private static final long START = System.nanoTime();

    private void judge(int count) {
        Quorum.Standing standing = quorum.standing();
        boolean up = standing != null && standing.up();
        counts = counts.run(!up, false, Duration.ZERO);
        String wanted = config.quorumMax() == Integer.MAX_VALUE
                ? config.quorum() + ".."
                : config.quorum() + ".." + config.quorumMax();
        say(
                up ? Verdict.UP : Verdict.DOWN,
                count + " running (expected: " + wanted + "), polled every " + POLL.toSeconds() + " s");
    }

    private void say(Verdict verdict, String detail) {
        Reading before = reading;
        Reading now = new Reading(config.key(), verdict, detail, Instant.now(), counts, "");
        reading = now;
        if (before == null || !before.verdict().equals(verdict)) {
            if (verdict.equals(Verdict.UP)) {
                Log.up(config.key(), detail);
            } else {
                Log.down(config.key(), detail);
            }
            context.sink().accept(now);
        }
    }
}
