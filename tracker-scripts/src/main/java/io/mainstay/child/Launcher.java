package io.mainstay.child;

import io.mainstay.conf.model.UserConfig;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a child's process: a session of its own (setsid(1), so its pid is also its group), the user, a signal when
 * we die (setpriv(1)), and an environment without what keepalived removes.
 *
 * <p>The signal of {@code PR_SET_PDEATHSIG} comes when the <em>thread</em> that started the child ends (prctl(2)):
 * whoever calls {@link ProcessBuilder#start} must outlive the child.
 */
final class Launcher {
    private static final List<String> REMOVED = List.of("IFS", "LD_PRELOAD", "LD_LIBRARY_PATH");

    private final Users users;

    Launcher(Users users) {
        this.users = users;
    }

    /** @throws IOException when it cannot run; the text says why */
    ProcessBuilder prepare(
            List<String> argv, @Nullable UserConfig user, Map<String, String> environment, String deathSignal)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", deathSignal));
        words.addAll(users.options(user));
        words.add("--");
        words.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(words);
        REMOVED.forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        builder.directory(new File("/"));
        String problem = Programs.problem(argv.getFirst(), builder.environment());
        if (problem != null) {
            throw new IOException(problem);
        }
        return builder;
    }
}
