package io.mainstay.conf.model;

import io.mainstay.conf.text.Position;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A thing that is watched; its verdict changes a priority or is a fault. */
public sealed interface TrackerConfig {
    /** The name in the configuration. */
    String name();

    /** Where it stands. */
    Position position();

    /** What {@link Tracked#tracker()} says: kind and name, unique in a configuration: {@code script chk_proxysql}. */
    String key();

    /**
     * {@code vrrp_script}.
     *
     * @param command what runs; null only when {@code unusable} is set
     * @param interval from start to start (1 s)
     * @param timeout after which a run is a failure and its process group is ended (= interval)
     * @param rise consecutive successes to come up (1)
     * @param fall consecutive failures to go down (1)
     * @param initFail {@code init_fail}: down until it has risen
     * @param unusable why it cannot run (undefined, no command, insecure…): its verdict is "down" for this reason,
     *     never silence; null when nothing is known against it
     */
    record Script(
            String name,
            Position position,
            @Nullable CommandConfig command,
            Duration interval,
            Duration timeout,
            int rise,
            int fall,
            boolean initFail,
            @Nullable String unusable)
            implements TrackerConfig {
        @Override
        public String key() {
            return "script " + name;
        }
    }

    /**
     * {@code vrrp_track_process}: counts processes.
     *
     * @param process the program's name ({@code comm}, at most 15 characters, unless {@code fullCommand})
     * @param parameters its arguments, to match; null for any
     * @param match how {@code parameters} are compared
     * @param fullCommand whether name and arguments are compared with the whole command line
     * @param quorum how many must run at least (1)
     * @param quorumMax how many may run at most
     * @param forkDelay how long more processes must last before they count
     * @param terminateDelay how long fewer processes must last before they count
     */
    record Process(
            String name,
            Position position,
            String process,
            @Nullable String parameters,
            Match match,
            boolean fullCommand,
            int quorum,
            int quorumMax,
            Duration forkDelay,
            Duration terminateDelay,
            @Nullable String unusable)
            implements TrackerConfig {
        /** {@code param_match}. */
        public enum Match {
            /** All arguments are these. */
            EXACT,
            /** The first arguments are these. */
            PARTIAL,
            /** The first arguments are these, the last of them perhaps longer. */
            INITIAL
        }

        @Override
        public String key() {
            return "process " + name;
        }
    }

    /**
     * {@code track_file} (also {@code vrrp_track_file}): a number in a file; missing or empty is 0.
     *
     * @param path the file
     */
    record File(
            String name,
            Position position,
            String path,
            @Nullable String unusable) implements TrackerConfig {
        @Override
        public String key() {
            return "file " + name;
        }
    }

    /** {@code track_interface}: an interface that must be up and running; the name is the interface's. */
    record Link(String name, Position position) implements TrackerConfig {
        @Override
        public String key() {
            return "interface " + name;
        }
    }

    /** {@code track_proxy}: the supervised proxy serves its writer listener. One in a configuration, named "proxy". */
    record Proxy(Position position) implements TrackerConfig {
        @Override
        public String name() {
            return "proxy";
        }

        @Override
        public String key() {
            return "proxy";
        }
    }
}
