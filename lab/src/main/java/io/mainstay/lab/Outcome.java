package io.mainstay.lab;

import java.util.List;

/**
 * How a command ended.
 *
 * @param argv what was run
 * @param status exit status, 0 is success
 * @param output standard output and standard error, as they came
 */
public record Outcome(List<String> argv, int status, String output) {
    /** The output without the last line's end; throws when the command failed. */
    public String orThrow() {
        if (status != 0) {
            throw new IllegalStateException(
                    String.join(" ", argv) + ": exit status " + status + " (expected: 0): " + output.strip());
        }
        return output.stripTrailing();
    }
}
