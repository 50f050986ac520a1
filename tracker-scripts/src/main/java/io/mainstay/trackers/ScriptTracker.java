package io.mainstay.trackers;

import io.mainstay.child.ChildResult;
import io.mainstay.child.ChildResult.Outcome;
import io.mainstay.child.ChildRun;
import io.mainstay.child.ChildRunner;
import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.vrrp.track.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code vrrp_script}: runs a command on a fixed grid from its start, never two copies at once. Owned by the trackers'
 * thread. A check that cannot run is down at once, whatever {@code fall} says, and is tried again at every turn.
 */
final class ScriptTracker implements Tracker {
    private final Context context;
    private final ChildRunner runner;
    private final @Nullable UserConfig scriptUser;
    private TrackerConfig.Script config;
    private RiseFall counter;
    private Reading.Counts counts = Reading.Counts.NONE;
    private volatile @Nullable Reading reading;
    private @Nullable ChildRun run;
    private @Nullable ScheduledFuture<?> next;
    private long nextNanos;
    private long skippedInARow;
    private boolean unusable;
    private boolean stopped;

    ScriptTracker(TrackerConfig.Script config, @Nullable UserConfig scriptUser, ChildRunner runner, Context context) {
        this.config = config;
        this.scriptUser = scriptUser;
        this.runner = runner;
        this.context = context;
        this.counter = config.initFail()
                ? RiseFall.failed(config.rise(), config.fall())
                : RiseFall.unknown(config.rise(), config.fall());
    }

    @Override
    public void start() {
        String reason = config.unusable() == null && config.command() == null ? "no command" : config.unusable();
        if (reason != null) {
            cannotRun(reason);
            return;
        }
        if (config.initFail()) {
            say(Verdict.DOWN, "init_fail: down until " + config.rise() + " successes in a row");
        }
        nextNanos = System.nanoTime();
        turn();
    }

    @Override
    public boolean adopt(TrackerConfig other) {
        boolean same = other instanceof TrackerConfig.Script script
                && script.unusable() == null
                && config.unusable() == null
                && sameCommand(config.command(), script.command());
        if (!same) {
            return false;
        }
        TrackerConfig.Script script = (TrackerConfig.Script) other;
        boolean sooner = !script.interval().equals(config.interval());
        counter = counter.rescaled(script.rise(), script.fall());
        config = script;
        if (sooner && next != null) {
            next.cancel(false);
            nextNanos = System.nanoTime() + config.interval().toNanos();
            next = context.after(config.interval(), this::turn);
        }
        return true;
    }

    private static boolean sameCommand(@Nullable CommandConfig a, @Nullable CommandConfig b) {
        return a != null && b != null && a.argv().equals(b.argv()) && Objects.equals(a.user(), b.user());
    }

    @Override
    public void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
        if (run != null) {
            run.cancel().run();
        }
    }

    @Override
    public Optional<Reading> reading() {
        return Optional.ofNullable(reading);
    }

    /** One point of the grid; points that a stall has passed over are left out. */
    private void turn() {
        long now = System.nanoTime();
        long interval = Math.max(1, config.interval().toNanos());
        nextNanos += interval * (Math.max(0, now - nextNanos) / interval + 1);
        next = context.after(Duration.ofNanos(nextNanos - now), this::turn);
        if (run == null) {
            launch();
        } else {
            skip();
        }
    }

    private void skip() {
        counts = counts.skip();
        skippedInARow++;
        if (skippedInARow == 1) {
            Log.stillRunning(config.key());
        }
    }

    private void launch() {
        if (skippedInARow > 0) {
            Log.ranAgain(config.key(), skippedInARow);
            skippedInARow = 0;
        }
        CommandConfig command = Objects.requireNonNull(config.command());
        UserConfig user = command.user() == null ? scriptUser : command.user();
        ChildRun started = runner.runCheck(config.key(), command.argv(), user, config.timeout());
        run = started;
        var unusedVerdict = started.result().thenAccept(result -> context.soon(() -> ended(result)));
        var unusedEnd =
                CompletableFuture.allOf(started.result(), started.gone()).thenRun(() -> context.soon(() -> run = null));
    }

    private void ended(ChildResult result) {
        if (stopped) {
            return;
        }
        switch (result.outcome()) {
            case Outcome.NotStarted notStarted -> cannotRun(notStarted.reason());
            case Outcome.Cancelled cancelled -> {}
            case Outcome.TimedOut timedOut -> judge(result, true);
            case Outcome.Exited exited -> judge(result, false);
        }
    }

    private void judge(ChildResult result, boolean timedOut) {
        if (unusable) {
            unusable = false;
            Log.canRunAgain(config.key());
        }
        counts = counts.run(!result.succeeded(), timedOut, result.took());
        counter = counter.after(result.succeeded());
        String output = result.output().isEmpty() ? "" : ": " + result.output();
        say(counter.up() ? Verdict.UP : Verdict.DOWN, result.describe() + output);
    }

    private void cannotRun(String reason) {
        counts = counts.run(true, false, Duration.ZERO);
        counter = RiseFall.failed(config.rise(), config.fall());
        if (!unusable) {
            unusable = true;
            Log.cannotRun(config.key(), reason);
        }
        say(Verdict.DOWN, "cannot run: " + reason);
    }

    private void say(Verdict verdict, String detail) {
        Reading before = reading;
        Reading now = new Reading(config.key(), verdict, detail, Instant.now(), counts, standing());
        reading = now;
        if (before == null || !before.verdict().equals(verdict)) {
            announce(verdict, detail);
            context.sink().accept(now);
        }
    }

    private void announce(Verdict verdict, String detail) {
        if (verdict.equals(Verdict.UP)) {
            Log.up(config.key(), detail);
        } else if (!unusable) {
            Log.down(config.key(), detail);
        }
    }

    private String standing() {
        return counter.up()
                ? "up, credit " + (counter.result() - counter.rise() + 1) + "/" + counter.fall()
                : "down, progress " + counter.result() + "/" + counter.rise();
    }
}
