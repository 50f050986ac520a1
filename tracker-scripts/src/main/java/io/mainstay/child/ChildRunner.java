package io.mainstay.child;

import io.mainstay.child.ChildResult.Outcome;
import io.mainstay.conf.model.UserConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands with limits. Any thread may call; nothing blocks the caller. Each command has a thread of its own while
 * it runs, as the kernel ties "die with the parent" to the thread that started it; one timer thread delivers verdicts.
 */
public final class ChildRunner implements AutoCloseable {
    /** How many left-behind processes may hold the output of commands that ended; above it output is not kept. */
    static final int HELD_LIMIT = 64;
    /** How often processes that checks left behind are looked for: it costs some milliseconds. */
    static final Duration SWEEP = Duration.ofSeconds(30);
    /** Between TERM and KILL at a time-out. */
    static final Duration GRACE = Duration.ofSeconds(2);
    /** Between one KILL and the next. */
    static final Duration KILL_AGAIN = Duration.ofSeconds(10);
    /** How often KILL is sent; what survives that sits in the kernel. */
    static final int KILL_LIMIT = 6;
    /** How long the result waits for output after the exit, when something left behind holds it. */
    static final Duration OUTPUT_WAIT = Duration.ofMillis(100);

    private final Launcher launcher;
    private final Signals signals;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("child-", 0).factory());
    private final ScheduledThreadPoolExecutor timer;
    private final Set<RunningChild> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicLong kills = new AtomicLong();
    private final AtomicLong outputsNotKept = new AtomicLong();
    private final LeftBehind leftBehind;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    public ChildRunner(Signals signals) {
        this(signals, new Users());
    }

    public ChildRunner(Signals signals, Users users) {
        this.signals = signals;
        this.launcher = new Launcher(users);
        this.leftBehind = new LeftBehind(Path.of("/proc"), signals);
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("child-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts a command; what goes wrong, even before it runs, is its result. */
    public ChildRun run(ChildSpec spec) {
        RunningChild child = new RunningChild(spec, this);
        running.add(child);
        threads.execute(child);
        return child.handle();
    }

    /**
     * As {@link #run}, for a command that is run again and again under one name: what it leaves behind is bounded, see
     * {@link LeftBehind}.
     */
    public ChildRun runCheck(String check, List<String> argv, @Nullable UserConfig user, Duration timeout) {
        if (sweeping.compareAndSet(false, true)) {
            later(SWEEP, this::sweepAgain);
        }
        Map<String, String> mark = Map.of(LeftBehind.VARIABLE, leftBehind.mark(check));
        return run(new ChildSpec(argv, user, timeout, mark, ChildSpec.OUTPUT_LIMIT));
    }

    private void sweepAgain() {
        aside(() -> {
            sweep();
            later(SWEEP, this::sweepAgain);
        });
    }

    /** Ends what checks have left behind above the limit. */
    void sweep() {
        leftBehind.sweep(running.stream().map(RunningChild::mark).collect(Collectors.toSet()));
    }

    /** Everything that is counted, by name, since the start. */
    public Map<String, Long> counters() {
        return Map.of(
                "child_timeouts",
                timeouts(),
                "child_kills",
                kills(),
                "child_outputs_not_kept",
                outputsNotKept(),
                "left_behind_ended",
                leftBehind.ended());
    }

    /** Commands that were still running at their time-out, since the start. */
    public long timeouts() {
        return timeouts.get();
    }

    /** KILL signals sent to groups, since the start. */
    public long kills() {
        return kills.get();
    }

    /** Commands whose output was not kept, see {@link #HELD_LIMIT}. */
    public long outputsNotKept() {
        return outputsNotKept.get();
    }

    /** Ends all commands that still run, at once. */
    @Override
    public void close() {
        running.forEach(RunningChild::killNow);
        threads.shutdown();
        timer.shutdown();
    }

    Process start(ChildSpec spec, boolean keepOutput) throws IOException {
        return launcher.prepare(spec.argv(), spec.user(), spec.environment(), "TERM")
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(keepOutput ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Whether this command's output can be kept. */
    boolean mayKeepOutput() {
        int now = held.get();
        if (now < HELD_LIMIT) {
            return true;
        }
        if (outputsNotKept.getAndIncrement() == 0) {
            Log.outputNotKept(now);
        }
        return false;
    }

    /** The command has ended and something that it left behind still holds its output. */
    void outputHeld() {
        held.incrementAndGet();
    }

    void outputReleased() {
        if (held.getAndDecrement() == HELD_LIMIT) {
            Log.outputKeptAgain();
        }
    }

    boolean send(int signal, long group) {
        if (signal == Signals.KILL) {
            kills.incrementAndGet();
        }
        return signals.send(signal, -group);
    }

    void countTimeout() {
        timeouts.incrementAndGet();
    }

    /** On the timer's thread; silently not at all once this runner is closed. */
    void later(Duration delay, Runnable what) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(() -> guarded(what), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Signals may block for the length of a kill(1): never on the timer's thread. */
    void aside(Runnable what) {
        if (!threads.isShutdown()) {
            threads.execute(() -> guarded(what));
        }
    }

    void forget(RunningChild child) {
        running.remove(child);
    }

    private static void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            Log.bug(e);
        }
    }

    static Outcome notStarted(IOException e) {
        return new Outcome.NotStarted(e.getMessage() == null ? e.toString() : e.getMessage());
    }
}
