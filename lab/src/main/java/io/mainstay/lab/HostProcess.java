package io.mainstay.lab;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process on a host. What we start is {@code nsenter}, which stays outside, waits and passes the exit status on; the
 * process itself is its child. Any thread.
 */
public final class HostProcess implements AutoCloseable {
    private final String label;
    private final Process entry;
    private final Path log;
    private final LibC libc;

    private HostProcess(String label, Process entry, Path log, LibC libc) {
        this.label = label;
        this.entry = entry;
        this.log = log;
        this.libc = libc;
    }

    static HostProcess start(String label, List<String> argv, Path log, LibC libc) {
        try {
            Process entry = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            entry.getOutputStream().close();
            return new HostProcess(label, entry, log, libc);
        } catch (IOException e) {
            throw new UncheckedIOException("start " + label, e);
        }
    }

    /** Its process id as this machine counts. */
    public long pid() {
        return handle().pid();
    }

    public boolean isAlive() {
        return entry.isAlive();
    }

    /** Sends a signal to this process alone. */
    public void kill(Signal signal) {
        send(handle(), signal);
    }

    /** Sends a signal to this process and everything it started, parents first. */
    public void killAll(Signal signal) {
        ProcessHandle top = handle();
        // The list is made before the first signal: an orphan would no longer be found.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(top), top.descendants()).toList();
        all.forEach(process -> send(process, signal));
        if (signal == Signal.CONT) {
            // nsenter stops itself when its child stops.
            send(entry.toHandle(), signal);
        }
    }

    /** The processes it started, and theirs, as this machine counts. */
    public List<ProcessHandle> descendants() {
        return handle().descendants().toList();
    }

    /** Waits for its end. @return its exit status, 128 + signal when a signal ended it */
    public int await(Duration limit) {
        try {
            if (!entry.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(label + ": still running after " + limit.toMillis() + " ms: " + output());
            }
            return entry.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(label + ": interrupted", e);
        }
    }

    /** All it has written so far, both streams. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("log of " + label, e);
        }
    }

    /** Kills it and what it started. */
    @Override
    public void close() {
        if (entry.isAlive()) {
            entry.toHandle().descendants().toList().forEach(process -> send(process, Signal.KILL));
            entry.destroyForcibly();
        }
    }

    private ProcessHandle handle() {
        Waiting.until(
                "process " + label,
                Duration.ofSeconds(5),
                () -> !entry.isAlive() || entry.children().findAny().isPresent());
        return entry.children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(label + ": has ended: " + output()));
    }

    private void send(ProcessHandle process, Signal signal) {
        try {
            libc.kill((int) process.pid(), signal.number());
        } catch (LastErrorException e) {
            if (process.isAlive()) {
                throw new IllegalStateException(signal + " to " + label + ": " + e.getMessage(), e);
            }
        }
    }
}
