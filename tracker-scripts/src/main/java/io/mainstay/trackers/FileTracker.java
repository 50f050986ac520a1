package io.mainstay.trackers;

import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.vrrp.track.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code track_file}: a number in a file. Read when the directory says that something changed, and once a second as
 * well: a directory may be missing, a change may come through a link or a mount. Owned by the trackers' thread.
 */
final class FileTracker implements Tracker {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A shell's {@code >} empties a file before it writes: read once it has had the time. */
    private static final Duration SETTLE = Duration.ofMillis(20);
    /** A number needs no more bytes. */
    private static final int LENGTH_LIMIT = 64;

    private final Context context;
    private final Directories directories;
    private final Path file;
    private TrackerConfig.File config;
    private Reading.Counts counts = Reading.Counts.NONE;
    private volatile @Nullable Reading reading;
    private @Nullable ScheduledFuture<?> next;
    private @Nullable ScheduledFuture<?> settling;

    FileTracker(TrackerConfig.File config, Directories directories, Context context) {
        this.config = config;
        this.directories = directories;
        this.context = context;
        this.file = Path.of(config.path());
    }

    @Override
    public void start() {
        String unusable = config.unusable();
        if (unusable != null) {
            Log.cannotRun(config.key(), unusable);
            say(Verdict.DOWN, unusable);
        } else {
            poll();
        }
    }

    @Override
    public boolean adopt(TrackerConfig other) {
        boolean same = other instanceof TrackerConfig.File f
                && f.unusable() == null
                && config.unusable() == null
                && f.path().equals(config.path());
        if (same) {
            config = (TrackerConfig.File) other;
        }
        return same;
    }

    @Override
    public void stop() {
        directories.forget(this);
        if (next != null) {
            next.cancel(false);
        }
        if (settling != null) {
            settling.cancel(false);
        }
    }

    @Override
    public Optional<Reading> reading() {
        return Optional.ofNullable(reading);
    }

    /** Something in the directory changed. */
    void changed() {
        if (settling == null || settling.isDone()) {
            settling = context.after(SETTLE, this::look);
        }
    }

    private void poll() {
        next = context.after(POLL, this::poll);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            directories.watch(directory, this);
        }
        look();
    }

    private void look() {
        try (InputStream in = Files.newInputStream(file)) {
            judge(new String(in.readNBytes(LENGTH_LIMIT), StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            say(new Verdict.Value(0), file + ": missing, counts as 0");
        } catch (IOException e) {
            say(Verdict.DOWN, file + ": cannot be read: " + e.getMessage());
        }
    }

    private void judge(String text) {
        try {
            int value = text.isEmpty() ? 0 : Integer.parseInt(text);
            say(new Verdict.Value(value), file + ": " + (text.isEmpty() ? "empty, counts as 0" : "value " + value));
        } catch (NumberFormatException e) {
            say(Verdict.DOWN, file + ": " + text + " (expected: a whole number of 32 bits)");
        }
    }

    private void say(Verdict verdict, String detail) {
        Reading before = reading;
        counts = counts.run(verdict.equals(Verdict.DOWN), false, Duration.ZERO);
        Reading now = new Reading(config.key(), verdict, detail, Instant.now(), counts, "");
        reading = now;
        if (before == null || !before.verdict().equals(verdict)) {
            if (verdict.equals(Verdict.DOWN)) {
                Log.down(config.key(), detail);
            } else {
                Log.value(config.key(), detail);
            }
            context.sink().accept(now);
        }
    }
}
