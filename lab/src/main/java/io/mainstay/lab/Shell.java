package io.mainstay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs short commands to their end. Stateless; any thread. */
final class Shell {
    /** No set-up command of the lab takes this long; one that does hangs. */
    private static final long LIMIT_SECONDS = 60;

    private Shell() {}

    /** What a command said (both streams) and its exit status. */
    static Outcome run(List<String> argv) {
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(argv + ": no end within " + LIMIT_SECONDS + " s");
            }
            return new Outcome(argv, process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", argv), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(argv + ": interrupted", e);
        }
    }
}
