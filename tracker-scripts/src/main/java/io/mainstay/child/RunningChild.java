package io.mainstay.child;

import io.mainstay.child.ChildResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One command under way. Its own thread starts it, reads its output to the end and stays until it is reaped; the time-out
 * and the exit arrive on the runner's timer thread. The first verdict counts.
 */
final class RunningChild implements Runnable {
    private final ChildSpec spec;
    private final ChildRunner runner;
    private final Tail tail;
    private final CompletableFuture<ChildResult> result = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicBoolean outputAtEnd = new AtomicBoolean();
    private final AtomicBoolean held = new AtomicBoolean();
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();
    private volatile @Nullable Process process;
    private volatile boolean unwanted;

    RunningChild(ChildSpec spec, ChildRunner runner) {
        this.spec = spec;
        this.runner = runner;
        this.tail = new Tail(spec.outputLimit());
    }

    /** How a check's run is marked; empty for other commands. */
    String mark() {
        return spec.environment().getOrDefault(LeftBehind.VARIABLE, "");
    }

    ChildRun handle() {
        return new ChildRun(result, gone, () -> runner.aside(this::cancel));
    }

    /** The child's own thread. */
    @Override
    public void run() {
        boolean keepOutput = runner.mayKeepOutput();
        try {
            Process child = runner.start(spec, keepOutput);
            process = child;
            if (keepOutput) {
                readAll(child);
            } else {
                outputAtEnd.set(true);
                watch(child);
            }
            child.waitFor();
        } catch (IOException e) {
            runner.later(Duration.ZERO, () -> notStarted(ChildRunner.notStarted(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads until nobody holds the other end. The stream's lock is taken first and kept: the JDK closes the pipe at the
     * exit of the child, under that lock, and a daemon that the command has started would die of SIGPIPE at its next
     * word.
     */
    private void readAll(Process child) {
        InputStream output = child.getInputStream();
        synchronized (output) {
            watch(child);
            drain(output);
        }
        outputAtEnd.set(true);
        release();
        if (!child.isAlive()) {
            runner.later(Duration.ZERO, () -> verdict(new Outcome.Exited(child.exitValue())));
        }
    }

    private void drain(InputStream output) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                tail.add(buffer, n);
            }
        } catch (IOException e) {
            // the pipe is gone, and with it whatever there was to read
            outputAtEnd.set(true);
        }
    }

    private void watch(Process child) {
        runner.later(spec.timeout(), () -> timeOut(child));
        var unused = child.onExit().thenRun(() -> runner.later(Duration.ZERO, () -> exited(child)));
        if (unwanted) {
            runner.send(Signals.KILL, child.pid());
        }
    }

    private void exited(Process child) {
        if (!outputAtEnd.get()) {
            runner.later(ChildRunner.OUTPUT_WAIT, () -> deliverWithoutEnd(child));
        } else {
            verdict(new Outcome.Exited(child.exitValue()));
        }
        runner.forget(this);
        gone.complete(null);
    }

    private void deliverWithoutEnd(Process child) {
        verdict(new Outcome.Exited(child.exitValue()));
        if (!outputAtEnd.get() && held.compareAndSet(false, true)) {
            runner.outputHeld();
            if (outputAtEnd.get()) {
                release();
            }
        }
    }

    private void release() {
        if (held.getAndSet(false)) {
            runner.outputReleased();
        }
    }

    private void notStarted(Outcome outcome) {
        verdict(outcome);
        runner.forget(this);
        gone.complete(null);
    }

    private void timeOut(Process child) {
        if (child.isAlive() && !result.isDone()) {
            runner.countTimeout();
            verdict(new Outcome.TimedOut(spec.timeout()));
            runner.aside(() -> end(child));
        }
    }

    /** Asks the group to end, then makes it: leaders that end may leave members behind. */
    private void end(Process child) {
        if (runner.send(Signals.TERM, child.pid())) {
            runner.later(ChildRunner.GRACE, () -> runner.aside(() -> kill(child, 1)));
        }
    }

    private void kill(Process child, int count) {
        boolean somebodyWasThere = runner.send(Signals.KILL, child.pid());
        if (somebodyWasThere && count < ChildRunner.KILL_LIMIT) {
            runner.later(ChildRunner.KILL_AGAIN, () -> runner.aside(() -> kill(child, count + 1)));
        } else if (somebodyWasThere) {
            Log.stillThere(spec.argv().getFirst(), child.pid(), count);
        }
    }

    private void cancel() {
        unwanted = true;
        runner.later(Duration.ZERO, () -> verdict(new Outcome.Cancelled()));
        Process child = process;
        if (child != null && child.isAlive()) {
            end(child);
        }
    }

    /** For the runner's end: nobody is left to wait for a grace. */
    void killNow() {
        unwanted = true;
        Process child = process;
        if (child != null && child.isAlive()) {
            runner.send(Signals.KILL, child.pid());
        }
    }

    private void verdict(Outcome outcome) {
        if (!result.isDone()) {
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            result.complete(new ChildResult(outcome, tail.text(), tail.dropped(), started, took));
        }
    }
}
