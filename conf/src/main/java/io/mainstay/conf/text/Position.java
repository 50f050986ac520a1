package io.mainstay.conf.text;

/**
 * A place in a configuration file.
 *
 * @param file the file as the user named it, or as an include found it
 * @param line 1 or more; 0 for the file as a whole
 * @param column 1 or more; 0 where the reader knows the line only
 */
public record Position(String file, int line, int column) {
    /** The place of what no file says: defaults, command-line settings. */
    public static final Position NOWHERE = new Position("(built in)", 0, 0);

    /** {@code file:line:col}, as far as known. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
    }
}
