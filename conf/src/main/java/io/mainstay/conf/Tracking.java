package io.mainstay.conf;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the instances track: resolves references, in whatever order they stand, and keeps what is referred to. */
final class Tracking {
    private static final Weights FAULT = new Weights(0, false);
    private static final Weights FILE = new Weights(1, false);

    private final Map<String, TrackerConfig> used = new LinkedHashMap<>();
    private final Trackers trackers;
    private final @Nullable ProxyConfig proxy;

    Tracking(Trackers trackers, @Nullable ProxyConfig proxy) {
        this.trackers = trackers;
        this.proxy = proxy;
    }

    /** Everything that an instance refers to, each once. */
    List<TrackerConfig> used() {
        return List.copyOf(used.values());
    }

    /**
     * Reads an instance's references.
     *
     * @param index the instance's place among the statements
     */
    List<Tracked> read(Section s, int index) {
        Map<String, Tracked> all = new LinkedHashMap<>();
        kind(s, InstanceKeys.TRACK_SCRIPT, "script", index, all);
        kind(s, InstanceKeys.TRACK_PROCESS, "process", index, all);
        kind(s, InstanceKeys.TRACK_FILE, "file", index, all);
        s.entries(InstanceKeys.TRACK_INTERFACE).forEach(n -> link(s, n, all));
        if (proxy != null && proxy.track()) {
            TrackerConfig config = new TrackerConfig.Proxy(proxy.position());
            add(config, new Weights(proxy.trackWeight(), false), all);
        }
        return new ArrayList<>(all.values());
    }

    private void kind(Section s, Key key, String kind, int index, Map<String, Tracked> all) {
        for (Node reference : s.entries(key)) {
            Optional<Trackers.Defined> defined = trackers.find(kind + " " + reference.name());
            if (defined.isEmpty()) {
                s.diagnostics()
                        .error(
                                reference.position(),
                                s.path(key.name()),
                                kind + " " + reference.name()
                                        + " is not defined: it counts as failed (keepalived would run without the check)");
            } else if (defined.get().index() > index) {
                s.diagnostics()
                        .note(
                                reference.position(),
                                s.path(key.name()),
                                kind + " " + reference.name()
                                        + " is defined further down; keepalived would run without it");
            }
            Weights fallback = defined.map(Trackers.Defined::weights).orElse(kind.equals("file") ? FILE : FAULT);
            TrackerConfig config =
                    defined.map(Trackers.Defined::config).orElseGet(() -> Trackers.undefined(kind, reference));
            add(config, weights(s, key, reference, fallback), all);
        }
    }

    private void link(Section s, Node reference, Map<String, Tracked> all) {
        boolean own = s.node()
                .child("interface")
                .filter(n -> n.words().contains(reference.name()))
                .isPresent();
        if (own) {
            s.warn(
                    reference.position(),
                    InstanceKeys.TRACK_INTERFACE,
                    reference.name() + " is the instance's own"
                            + " interface, which is tracked anyway; left out, as in keepalived");
        } else {
            TrackerConfig config = new TrackerConfig.Link(reference.name(), reference.position());
            add(config, weights(s, InstanceKeys.TRACK_INTERFACE, reference, FAULT), all);
        }
    }

    private static Weights weights(Section s, Key key, Node reference, Weights fallback) {
        Optional<Weights> own = fallback.override(reference);
        if (own.isEmpty()) {
            s.warn(
                    reference.position(),
                    key,
                    String.join(" ", reference.words())
                            + " is not understood (expected: weight NUMBER [reverse|noreverse]); the tracker's own weight "
                            + fallback.weight() + " is used");
        }
        return own.orElse(fallback);
    }

    private void add(TrackerConfig config, Weights weights, Map<String, Tracked> all) {
        used.putIfAbsent(config.key(), config);
        all.put(config.key(), new Tracked(config.key(), weights.weight(), weights.reverse()));
    }
}
