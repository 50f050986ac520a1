package io.mainstay.conf.model;

import io.mainstay.conf.text.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that the configuration names; executed directly, never through a shell.
 *
 * @param argv program and arguments, never empty
 * @param user whom it runs as; null for {@code script_user}, or the controller's own user
 * @param position where it stands
 */
public record CommandConfig(List<String> argv, @Nullable UserConfig user, Position position) {
    public CommandConfig {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("command without words");
        }
        argv = List.copyOf(argv);
    }
}
