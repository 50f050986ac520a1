package io.mainstay.child;

import io.mainstay.conf.model.UserConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to run once.
 *
 * @param argv program and arguments, never empty; executed directly, never through a shell; a program without a slash
 *     is looked for in {@code PATH}
 * @param user whom it runs as; null for the controller's own user
 * @param timeout positive; after it the verdict is "timed out" and the process group is ended
 * @param environment added to the inherited one
 * @param outputLimit bytes of output kept, 0 and more: the last ones
 */
public record ChildSpec(
        List<String> argv,
        @Nullable UserConfig user,
        Duration timeout,
        Map<String, String> environment,
        int outputLimit) {
    /** What a check or a hook keeps of its output. */
    public static final int OUTPUT_LIMIT = 4096;

    public ChildSpec {
        if (argv.isEmpty() || timeout.isNegative() || timeout.isZero() || outputLimit < 0) {
            throw new IllegalArgumentException("command: " + argv + ", timeout " + timeout + ", output limit "
                    + outputLimit + " (expected: words, a positive timeout, a limit of 0 or more)");
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** A command with the usual limit on output and nothing added to its environment. */
    public static ChildSpec of(List<String> argv, @Nullable UserConfig user, Duration timeout) {
        return new ChildSpec(argv, user, timeout, Map.of(), OUTPUT_LIMIT);
    }
}
