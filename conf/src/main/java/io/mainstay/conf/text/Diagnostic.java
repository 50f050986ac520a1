package io.mainstay.conf.text;

/**
 * One finding about a configuration; prints as {@code file:line:col: path: message}.
 *
 * @param severity what follows from it
 * @param position where it stands
 * @param path the key, from the root: {@code vrrp_instance VI_1.priority}; empty for the file as a whole
 * @param message what it was and what was expected, lower case, no full stop
 */
public record Diagnostic(Severity severity, Position position, String path, String message) {
    /** What a finding means for the program. */
    public enum Severity {
        /** Nothing is lost; good to know. Exit status 0. */
        NOTE,
        /** The program runs, perhaps not as meant. Exit status 1 under {@code --strict}. */
        WARNING,
        /** What the finding names cannot run; whatever else stands in the file can. */
        ERROR
    }

    @Override
    public String toString() {
        return position + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
