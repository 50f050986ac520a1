package io.mainstay.conf.text;

import io.mainstay.conf.text.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects findings, in the order they were made; one reading of a configuration owns one. Bounded: past
 * {@link #LIMIT} findings only the count goes on.
 */
public final class Diagnostics {
    /** How many findings are kept; a file with more is not read to its end by a person anyway. */
    public static final int LIMIT = 1_000;

    private final List<Diagnostic> list = new ArrayList<>();
    private int dropped;

    /** Adds an error. */
    public void error(Position position, String path, String message) {
        add(new Diagnostic(Severity.ERROR, position, path, message));
    }

    /** Adds a warning. */
    public void warn(Position position, String path, String message) {
        add(new Diagnostic(Severity.WARNING, position, path, message));
    }

    /** Adds a note. */
    public void note(Position position, String path, String message) {
        add(new Diagnostic(Severity.NOTE, position, path, message));
    }

    /** Adds a finding made elsewhere. */
    public void add(Diagnostic diagnostic) {
        if (list.size() < LIMIT) {
            list.add(diagnostic);
        } else {
            dropped++;
        }
    }

    /** The findings so far, in order. */
    public List<Diagnostic> list() {
        return List.copyOf(list);
    }

    /** How many findings the limit dropped. */
    public int dropped() {
        return dropped;
    }

    /** Whether an error is among them. */
    public boolean hasErrors() {
        return list.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }
}
