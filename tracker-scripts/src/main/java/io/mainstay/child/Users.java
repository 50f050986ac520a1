package io.mainstay.child;

import io.mainstay.conf.model.UserConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns a user of the configuration into options of setpriv(1), asking id(1) as the host's name service knows more
 * than /etc/passwd. Any thread; blocks for the length of an id(1), once for each user. */
public final class Users {
    /** keepalived's user for scripts when nothing is said. */
    private static final String SCRIPT_USER = "keepalived_script";

    private static final int WAIT_SECONDS = 5;
    /** How many users' groups are remembered; more are asked for again each time. */
    private static final int REMEMBERED_LIMIT = 64;

    private final Map<String, String> groups = new ConcurrentHashMap<>();

    /** keepalived's rule when {@code script_user} is not set: {@code keepalived_script} if it exists, else null. */
    public @Nullable UserConfig defaultScriptUser() {
        try {
            primaryGroup(SCRIPT_USER);
            return new UserConfig(SCRIPT_USER, null);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The options that change to this user; none when it is the one that we are.
     *
     * @throws IOException when there is no such user; the text says so
     */
    List<String> options(@Nullable UserConfig user) throws IOException {
        boolean ourselves =
                user == null || (user.group() == null && user.user().equals(System.getProperty("user.name")));
        if (user == null || ourselves) {
            return List.of();
        }
        String group = user.group() == null ? primaryGroup(user.user()) : user.group();
        List<String> options = new ArrayList<>();
        options.add("--reuid=" + user.user());
        options.add("--regid=" + group);
        options.add("--init-groups");
        return options;
    }

    private String primaryGroup(String user) throws IOException {
        String known = groups.get(user);
        if (known != null) {
            return known;
        }
        String group = ask(user);
        if (groups.size() < REMEMBERED_LIMIT) {
            groups.put(user, group);
        }
        return group;
    }

    private static String ask(String user) throws IOException {
        Process id = new ProcessBuilder("id", "-g", "--", user)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!id.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
                id.destroyForcibly();
                throw new IOException("user " + user + ": id(1) does not answer");
            }
            if (id.exitValue() != 0) {
                throw new IOException("user " + user + ": no such user");
            }
            return new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("user " + user + ": interrupted", e);
        }
    }
}
