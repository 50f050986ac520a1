package io.mainstay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The first process of a set of namespaces. It reads from us and ends when that stream ends: by {@link #close}, or because
 * this Java process went, however it went. With it the kernel kills everything inside its process namespace, and with the
 * last process the network goes. It runs in a session of its own, so Ctrl-C reaches us only.
 */
final class Holder implements AutoCloseable {
    private final Process process;
    private final long pid;

    private Holder(Process process, long pid) {
        this.process = process;
        this.pid = pid;
    }

    /**
     * @param argv a command that makes the namespaces and runs a shell script in them, which prints {@code ready} and
     *     then waits for the end of its input
     * @param log where its messages go; the readiness is read there too
     */
    static Holder start(List<String> argv, Path log) {
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Waiting.until(
                    "namespaces of " + log.getFileName(),
                    Duration.ofSeconds(20),
                    () -> !process.isAlive() || read(log).contains("ready"));
            if (!process.isAlive()) {
                throw new IllegalStateException("no namespaces (root, or user namespaces allowed?): " + read(log));
            }
            return new Holder(process, innermost(process.toHandle()).pid());
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", argv), e);
        }
    }

    /** The process id of the namespaces' first process, as this machine counts. */
    long pid() {
        return pid;
    }

    /** What to put before a command so that it runs inside, without the process namespace when {@code network} only. */
    List<String> enter() {
        return List.of("nsenter", "-t", Long.toString(pid), "-n", "-m", "-u", "-p");
    }

    /** What to put before a command that only needs the network inside, and sees this machine's process ids. */
    List<String> enterNetwork() {
        return List.of("nsenter", "-t", Long.toString(pid), "-n");
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** nsenter and unshare fork on the way in; the script's shell is the last of the line. */
    private static ProcessHandle innermost(ProcessHandle process) {
        return process.children().findFirst().map(Holder::innermost).orElse(process);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
