package io.mainstay.conf.keepalived;

import java.util.Optional;

/** What the reader asks of the host it runs on. */
public interface Host {
    /** What {@code @id} lines are compared with: the host's name up to its first dot. */
    String configId();

    /** An environment variable, for {@code ${_ENV NAME}}. */
    Optional<String> variable(String name);

    /** A random number, both bounds included, for {@code ${_RANDOM MIN MAX}}. */
    int random(int min, int max);
}
