package io.mainstay.conf;

import io.mainstay.conf.keepalived.CommandWords;
import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes commands of the configuration's words, and says what stands against running them. */
final class Commands {
    /** keepalived's own script user, used when it exists and no other is named. */
    private static final String DEFAULT_USER = "keepalived_script";

    private final Environment host;
    private final Diagnostics diagnostics;
    private final @Nullable UserConfig scriptUser;
    private final boolean security;
    private boolean insecurityToldOnce;

    /** A command, and why it cannot run; null when nothing is known against it. */
    record Checked(CommandConfig command, @Nullable String unusable) {}

    Commands(Environment host, Diagnostics diagnostics, @Nullable UserConfig scriptUser, boolean security) {
        this.host = host;
        this.diagnostics = diagnostics;
        this.scriptUser = scriptUser;
        this.security = security;
    }

    /** Reads USER [[:]GROUP]. */
    static Optional<UserConfig> user(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String group = words.size() > 1 ? words.get(1) : null;
        return Optional.of(
                new UserConfig(words.getFirst(), group != null && group.startsWith(":") ? group.substring(1) : group));
    }

    /**
     * Reads a command and looks at its program; an unfit one is a finding.
     *
     * @param node the key with command, user and group as words
     * @param user whom it runs as unless the words say so; null for the script user
     * @param unfit how grave it is when it cannot run
     */
    Optional<Checked> read(Node node, @Nullable UserConfig user, String path, Severity unfit) {
        if (node.words().isEmpty()) {
            return Optional.empty();
        }
        List<String> argv = argv(node.words().getFirst());
        if (argv.isEmpty()) {
            return Optional.empty();
        }
        UserConfig own = user(node.words().subList(1, node.words().size())).orElse(user);
        UserConfig effective = own != null ? own : scriptUser;
        String unusable = objection(argv.getFirst(), effective, node.position(), path);
        if (unusable != null) {
            diagnostics.add(new Diagnostic(unfit, node.position(), path, "cannot run: " + unusable));
        }
        return Optional.of(new Checked(new CommandConfig(argv, own, node.position()), unusable));
    }

    /** {@code </path} asks whether the file can be opened, as in keepalived. */
    private static List<String> argv(String text) {
        String command = text.strip();
        return command.startsWith("<")
                ? List.of(
                        "/bin/sh",
                        "-c",
                        "exec <\"$1\"",
                        "sh",
                        command.substring(1).strip())
                : CommandWords.split(command);
    }

    private @Nullable String objection(String program, @Nullable UserConfig user, Position at, String path) {
        String stranger = stranger(user);
        if (stranger != null) {
            return stranger;
        }
        UserConfig runsAs = user == null && host.userExists(DEFAULT_USER) ? new UserConfig(DEFAULT_USER, null) : user;
        if (runsAs == null && security) {
            return "enable_script_security asks for a script_user, or the user " + DEFAULT_USER;
        }
        return switch (host.program(program, runsAs)) {
            case ProgramState.Fit f -> {
                tellInsecurity(at, path);
                yield null;
            }
            case ProgramState.Unfit unfit -> unfit.reason();
            case ProgramState.Insecure insecure -> insecure(insecure.reason(), at, path);
        };
    }

    private @Nullable String stranger(@Nullable UserConfig user) {
        if (user == null) {
            return null;
        }
        if (!host.userExists(user.user())) {
            return "user " + user.user() + " does not exist";
        }
        return user.group() != null && !host.groupExists(user.group())
                ? "group " + user.group() + " does not exist"
                : null;
    }

    private @Nullable String insecure(String reason, Position at, String path) {
        if (security) {
            return reason + ", and root would run it (enable_script_security)";
        }
        diagnostics.warn(at, path, reason + ", and root runs it");
        tellInsecurity(at, path);
        return null;
    }

    private void tellInsecurity(Position at, String path) {
        if (!security && !insecurityToldOnce) {
            insecurityToldOnce = true;
            diagnostics.warn(
                    at,
                    path,
                    "scripts run without enable_script_security in global_defs: nothing keeps root"
                            + " from running what somebody else has changed");
        }
    }
}
