package io.mainstay.conf;

import io.mainstay.conf.keepalived.Host;
import io.mainstay.conf.model.UserConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reading a configuration needs to know of the host; {@link HostEnvironment} asks the real one. */
public interface Environment extends Host {
    /** All environment variables, for HOCON's {@code ${NAME}}. */
    Map<String, String> variables();

    /** Whether a user of this name or number exists. */
    boolean userExists(String user);

    /** Whether a group of this name or number exists. */
    boolean groupExists(String group);

    /** Whether everybody on the host may read the file. */
    boolean worldReadable(Path file);

    /**
     * Looks at a program that a check or a hook would run.
     *
     * @param program a path, or a name to look for in the search path
     * @param user whom it would run as; null for this process's own user
     */
    ProgramState program(String program, @Nullable UserConfig user);
}
