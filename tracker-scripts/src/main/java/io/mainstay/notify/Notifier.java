package io.mainstay.notify;

import io.mainstay.child.ChildResult;
import io.mainstay.child.ChildRunner;
import io.mainstay.child.ChildSpec;
import io.mainstay.conf.model.UserConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs hooks: those of one instance strictly in order and one at a time, those of different instances side by side. Any
 * thread may call; submitting takes a short lock and never waits for a hook.
 */
public final class Notifier {
    /** Changes of one instance that may wait; above it the oldest is dropped, but never a STOP. */
    static final int QUEUE_LIMIT = 16;
    /** Hooks that run at the same time, over all instances. */
    static final int RUNNING_LIMIT = 8;

    private final ChildRunner runner;
    private final Consumer<HookResult> results;
    private final Object lock = new Object();
    /** Instances with something to do, under the lock. */
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private int running;
    private long dropped;
    private Duration timeout;
    private @Nullable UserConfig scriptUser;

    /** What waits for one instance. */
    private static final class Line {
        final Deque<Transition> transitions = new ArrayDeque<>();
        final Deque<Transition.Hook> hooks = new ArrayDeque<>();

        @Nullable
        Transition current;

        boolean busy;

        boolean isIdle() {
            return !busy && hooks.isEmpty() && transitions.isEmpty();
        }
    }

    /** What is to be run next. */
    private record Job(Line line, Transition transition, Transition.Hook hook) {}

    /**
     * Without work yet.
     *
     * @param timeout how long one hook may run ({@code GlobalConfig.hookTimeout})
     * @param scriptUser whom hooks run as that name nobody; null for the controller's own user
     * @param results takes the result of each hook; called on the runner's thread, must not block
     */
    public Notifier(
            ChildRunner runner, Duration timeout, @Nullable UserConfig scriptUser, Consumer<HookResult> results) {
        this.runner = runner;
        this.timeout = timeout;
        this.scriptUser = scriptUser;
        this.results = results;
    }

    /** Another time limit and user, for hooks that start from now on. */
    public void configure(Duration newTimeout, @Nullable UserConfig newScriptUser) {
        synchronized (lock) {
            timeout = newTimeout;
            scriptUser = newScriptUser;
        }
    }

    /** Queues the hooks of a change and returns. */
    public void submit(Transition transition) {
        if (transition.inOrder().isEmpty()) {
            return;
        }
        synchronized (lock) {
            Line line = lines.computeIfAbsent(transition.key(), key -> new Line());
            if (line.transitions.size() >= QUEUE_LIMIT) {
                dropOldest(line.transitions);
            }
            line.transitions.add(transition);
        }
        dispatch();
    }

    private void dropOldest(Deque<Transition> waiting) {
        for (Iterator<Transition> i = waiting.iterator(); i.hasNext(); ) {
            Transition oldest = i.next();
            if (oldest.state() != Transition.State.STOP) {
                i.remove();
                dropped++;
                Log.dropped(oldest, QUEUE_LIMIT);
                return;
            }
        }
    }

    /** Changes whose hooks never ran as too many waited, since the start. */
    public long dropped() {
        synchronized (lock) {
            return dropped;
        }
    }

    /**
     * Waits until no hook runs and none waits.
     *
     * @return false when it took longer
     */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (!lines.isEmpty()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                lock.wait(millis);
            }
            return true;
        }
    }

    private void dispatch() {
        for (Job job = next(); job != null; job = next()) {
            start(job);
        }
    }

    private @Nullable Job next() {
        synchronized (lock) {
            lines.values().removeIf(Line::isIdle);
            if (lines.isEmpty()) {
                lock.notifyAll();
            }
            if (running >= RUNNING_LIMIT) {
                return null;
            }
            for (Line line : lines.values()) {
                if (!line.busy) {
                    return take(line);
                }
            }
            return null;
        }
    }

    private Job take(Line line) {
        Transition transition = line.current;
        if (transition == null || line.hooks.isEmpty()) {
            transition = line.transitions.remove();
            line.current = transition;
            line.hooks.addAll(transition.inOrder());
        }
        line.busy = true;
        running++;
        return new Job(line, transition, line.hooks.remove());
    }

    /** The next hook starts when this one's process is gone: after a time-out too, they never overlap. */
    private void start(Job job) {
        ChildSpec spec;
        synchronized (lock) {
            UserConfig own = job.hook().command().user();
            spec = new ChildSpec(
                    job.hook().argv(),
                    own == null ? scriptUser : own,
                    timeout,
                    job.transition().cause().environment(job.transition()),
                    ChildSpec.OUTPUT_LIMIT);
        }
        var run = runner.run(spec);
        var unusedResult = run.result().thenAccept(result -> report(job, result));
        var unusedEnd = CompletableFuture.allOf(run.result(), run.gone()).thenRun(() -> ended(job));
    }

    private void report(Job job, ChildResult result) {
        HookResult hook = new HookResult(job.transition(), job.hook().keyword(), result);
        if (result.succeeded()) {
            Log.done(hook);
        } else {
            Log.failed(hook);
        }
        try {
            results.accept(hook);
        } catch (RuntimeException e) {
            Log.bug(e);
        }
    }

    private void ended(Job job) {
        synchronized (lock) {
            job.line().busy = false;
            running--;
        }
        dispatch();
    }
}
