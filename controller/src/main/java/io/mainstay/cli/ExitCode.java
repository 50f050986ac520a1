package io.mainstay.cli;

/** What the program ends with; documented in {@code mainstay --help}. */
public final class ExitCode {
    /** All is well. */
    public static final int OK = 0;

    /** {@code check --strict}: there are warnings. No controller answers. {@code replay}: a decision differs. */
    public static final int WARNINGS = 1;

    /** The configuration is refused, or the command line is wrong. */
    public static final int REFUSED = 2;

    /** Another controller runs already. */
    public static final int ALREADY_RUNNING = 3;

    /** A right is missing. */
    public static final int PERMISSION = 4;

    /** The controller refused an order, or it did not come to what was ordered. */
    public static final int NOT_DONE = 5;

    /** {@code decode}, {@code replay}: the file is missing or cannot be read. A configuration that is missing is refused. */
    public static final int NO_FILE = 6;

    /** A bug. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
