package io.mainstay.conf;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of reading a configuration.
 *
 * @param config what can run; null when a file could not be read, or nothing in the files can run
 * @param diagnostics all findings, in the order of the files
 */
public record Loaded(@Nullable ControllerConfig config, List<Diagnostic> diagnostics) {
    public Loaded {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether something cannot run as written. */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    /** Whether something runs, but perhaps not as meant. */
    public boolean hasWarnings() {
        return diagnostics.stream().anyMatch(d -> d.severity() == Severity.WARNING);
    }
}
