package io.mainstay.notify;

import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.NotifyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change of state to tell hooks of.
 *
 * @param kind what changed
 * @param name the instance's or the group's
 * @param state what it is now
 * @param priority the effective one
 * @param cause why, for the hooks' environment
 * @param hooks whom to tell
 */
public record Transition(Kind kind, String name, State state, int priority, Cause cause, NotifyConfig hooks) {
    /** What a hook hears about; the constant is keepalived's first argument. */
    public enum Kind {
        INSTANCE,
        GROUP
    }

    /** keepalived's words for {@code notify}'s third argument. */
    public enum State {
        MASTER,
        BACKUP,
        FAULT,
        STOP
    }

    /** A command and what it is called in the configuration. */
    record Hook(String keyword, List<String> argv, CommandConfig command) {}

    /** Order is kept among those with the same key. */
    String key() {
        return kind + " " + name;
    }

    /** keepalived's order: {@code notify_<state>}, then {@code notify} with four arguments. */
    List<Hook> inOrder() {
        List<Hook> inOrder = new ArrayList<>();
        CommandConfig own = own();
        if (own != null) {
            inOrder.add(new Hook("notify_" + state.name().toLowerCase(Locale.ROOT), own.argv(), own));
        }
        CommandConfig any = hooks.any();
        if (any != null) {
            List<String> argv = new ArrayList<>(any.argv());
            argv.addAll(List.of(kind.name(), name, state.name(), Integer.toString(priority)));
            inOrder.add(new Hook("notify", argv, any));
        }
        return inOrder;
    }

    private @Nullable CommandConfig own() {
        return switch (state) {
            case MASTER -> hooks.master();
            case BACKUP -> hooks.backup();
            case FAULT -> hooks.fault();
            case STOP -> hooks.stop();
        };
    }
}
