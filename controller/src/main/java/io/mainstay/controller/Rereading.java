package io.mainstay.controller;

import io.mainstay.conf.ConfigLoader;
import io.mainstay.conf.HostEnvironment;
import io.mainstay.conf.Loaded;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import io.mainstay.control.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The configuration's files again, for an operator who waits for what comes of it. Any thread but the loop's. */
final class Rereading implements Administration.Reloads {
    /** How long an operator waits for the loop. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(5);

    private final List<Path> files;
    private final Supplier<ControllerConfig> present;
    private final Mailbox mailbox;

    Rereading(List<Path> files, Supplier<ControllerConfig> present, Mailbox mailbox) {
        this.files = files;
        this.present = present;
        this.mailbox = mailbox;
    }

    @Override
    public ControllerConfig read() throws RefusedException {
        Loaded fresh = ConfigLoader.load(files, new HostEnvironment());
        String errors = fresh.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n"));
        ControllerConfig read = fresh.config();
        if (read == null || !errors.isEmpty()) {
            throw new RefusedException("the configuration is refused, nothing has changed:\n" + errors);
        }
        return read;
    }

    @Override
    public ControllerConfig present() {
        return present.get();
    }

    @Override
    public void take(ControllerConfig fresh) throws RefusedException, InterruptedException {
        mailbox.put(new Reload(fresh));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!present.get().equals(fresh)) {
            if (System.nanoTime() - until > 0) {
                throw new RefusedException("the loop has not taken the configuration for " + PATIENCE.toSeconds()
                        + " s: it may still do, or has taken another one");
            }
            Thread.sleep(LOOK);
        }
    }
}
