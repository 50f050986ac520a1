package io.mainstay.conf;

import java.util.List;
import java.util.stream.Collectors;

/** One difference between two configurations; {@code toString} is a line for people, without secrets. */
public sealed interface Change {
    /**
     * One value that differs.
     *
     * @param name its keyword, with the path below the thing that changed: {@code check.inter}
     * @param before as text; secrets as {@code ***}
     * @param after as text
     */
    record Field(String name, String before, String after) {
        @Override
        public String toString() {
            return name + " " + before + " -> " + after;
        }
    }

    /** Whether the running program cannot carry this out: the controller itself must be started anew. */
    default boolean needsRestart() {
        return false;
    }

    /** An instance that was not there. */
    record RouterAdded(String name) implements Change {
        @Override
        public String toString() {
            return "vrrp_instance " + name + ": added";
        }
    }

    /** An instance that is no longer there. */
    record RouterRemoved(String name) implements Change {
        @Override
        public String toString() {
            return "vrrp_instance " + name + ": removed";
        }
    }

    /**
     * An instance that reads otherwise.
     *
     * @param anew whether it must be ended and started again (another interface, VRID, version, group or source), which
     *     lets go of its addresses; else it changes as it runs
     */
    record RouterChanged(String name, List<Field> fields, boolean anew) implements Change {
        public RouterChanged {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return "vrrp_instance " + name + ": " + join(fields) + (anew ? " (starts anew)" : "");
        }
    }

    /** A sync group that was not there. */
    record SyncGroupAdded(String name) implements Change {
        @Override
        public String toString() {
            return "vrrp_sync_group " + name + ": added";
        }
    }

    /** A sync group that is no longer there; its members go on alone. */
    record SyncGroupRemoved(String name) implements Change {
        @Override
        public String toString() {
            return "vrrp_sync_group " + name + ": removed";
        }
    }

    /** A sync group that reads otherwise. */
    record SyncGroupChanged(String name, List<Field> fields) implements Change {
        public SyncGroupChanged {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return "vrrp_sync_group " + name + ": " + join(fields);
        }
    }

    /** A tracker that was not there; the key is {@code TrackerConfig.key()}. */
    record TrackerAdded(String key) implements Change {
        @Override
        public String toString() {
            return "tracker " + key + ": added";
        }
    }

    /** A tracker that is no longer there. */
    record TrackerRemoved(String key) implements Change {
        @Override
        public String toString() {
            return "tracker " + key + ": removed";
        }
    }

    /** A tracker that reads otherwise. */
    record TrackerChanged(String key, List<Field> fields) implements Change {
        public TrackerChanged {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return "tracker " + key + ": " + join(fields);
        }
    }

    /** A proxy where there was none. */
    record ProxyAdded() implements Change {
        @Override
        public String toString() {
            return "proxy: added";
        }
    }

    /** No proxy where there was one. */
    record ProxyRemoved() implements Change {
        @Override
        public String toString() {
            return "proxy: removed";
        }
    }

    /**
     * The proxy reads otherwise.
     *
     * @param processRestarts whether its process must be ended and started again (user, java, jvm_options, threads);
     *     else it takes the new configuration over its channel
     */
    record ProxyChanged(List<Field> fields, boolean processRestarts) implements Change {
        public ProxyChanged {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return "proxy: " + join(fields) + (processRestarts ? " (its process is restarted)" : "");
        }
    }

    /** What holds for all reads otherwise. */
    record GlobalChanged(List<Field> fields, boolean needsRestart) implements Change {
        public GlobalChanged {
            fields = List.copyOf(fields);
        }

        @Override
        public String toString() {
            return "global_defs: " + join(fields) + (needsRestart ? " (takes effect at the next start)" : "");
        }
    }

    private static String join(List<Field> fields) {
        return fields.stream().map(Field::toString).collect(Collectors.joining(", "));
    }
}
