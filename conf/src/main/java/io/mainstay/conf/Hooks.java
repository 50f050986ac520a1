package io.mainstay.conf;

import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.NotifyConfig;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.text.Diagnostic.Severity;
import io.mainstay.conf.text.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code notify_*} commands of an instance or a sync group; their keywords are the same. */
final class Hooks {
    private Hooks() {}

    static NotifyConfig read(Section s, Commands commands) {
        return new NotifyConfig(
                hook(s, commands, InstanceKeys.NOTIFY_MASTER),
                hook(s, commands, InstanceKeys.NOTIFY_BACKUP),
                hook(s, commands, InstanceKeys.NOTIFY_FAULT),
                hook(s, commands, InstanceKeys.NOTIFY_STOP),
                hook(s, commands, InstanceKeys.NOTIFY));
    }

    /** The first of its kind, as in keepalived. One that cannot run is left in: the run says so again. */
    private static @Nullable CommandConfig hook(Section s, Commands commands, Key key) {
        List<Node> all = s.node().children(key.name());
        for (Node late : all.subList(Math.min(1, all.size()), all.size())) {
            s.warn(late.position(), key, "stands here already; the first holds, as in keepalived");
        }
        if (all.isEmpty() || s.word(key).isEmpty()) {
            return null;
        }
        return commands.read(all.getFirst(), null, s.path(key.name()), Severity.WARNING)
                .map(Commands.Checked::command)
                .orElse(null);
    }
}
