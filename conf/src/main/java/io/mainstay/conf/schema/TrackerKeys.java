package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.FILE;
import static io.mainstay.conf.schema.Block.PROCESS;
import static io.mainstay.conf.schema.Block.SCRIPT;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys of {@code vrrp_script}, {@code vrrp_track_process} and {@code track_file}. */
public final class TrackerKeys {
    public static final Key SCRIPT_COMMAND = key(
            SCRIPT,
            "script",
            Type.COMMAND,
            "",
            "What runs, directly and not through a shell; exit status 0 is success. Required.");
    public static final Key SCRIPT_INTERVAL = key(
                    SCRIPT, "interval", Type.SECONDS, "1", "From the start of one run to the start of the next.")
            .within("0.001", "86400");
    public static final Key SCRIPT_TIMEOUT = key(
                    SCRIPT,
                    "timeout",
                    Type.SECONDS,
                    "",
                    "How long a run may take; then it counts as failed at once, and its process group is ended. Without it"
                            + " the interval.")
            .within("0.001", "86400");
    public static final Key SCRIPT_WEIGHT = key(
                    SCRIPT,
                    "weight",
                    Type.WEIGHT,
                    "0",
                    "0: a failure is a FAULT. Negative: taken off the priority while it fails. Positive: added while it"
                            + " succeeds. With reverse the other way round.")
            .within("-254", "254");
    public static final Key SCRIPT_RISE = key(
                    SCRIPT, "rise", Type.NUMBER, "1", "Successes in a row that make it succeed again.")
            .within("1", "2147483647");
    public static final Key SCRIPT_FALL = key(SCRIPT, "fall", Type.NUMBER, "1", "Failures in a row that make it fail.")
            .within("1", "2147483647");
    public static final Key SCRIPT_USER =
            key(SCRIPT, "user", Type.USER, "", "Whom it runs as; without it script_user.");
    public static final Key SCRIPT_INIT_FAIL = key(
            SCRIPT,
            "init_fail",
            Type.FLAG,
            "off",
            "Failed until it has succeeded rise times. Works here as keepalived documents it.");

    public static final Key PROCESS_NAME =
            key(PROCESS, "process", Type.COMMAND, "", "The program's name, and its arguments if they count. Required.");
    public static final Key PROCESS_PARAM_MATCH = key(
            PROCESS,
            "param_match",
            Type.CHOICE,
            "",
            "partial: the first arguments are these; initial: also, and the last of them may be longer. Without it all are compared.");
    public static final Key PROCESS_WEIGHT =
            key(PROCESS, "weight", Type.WEIGHT, "0", "As for vrrp_script.").within("-254", "254");
    public static final Key PROCESS_QUORUM = key(PROCESS, "quorum", Type.NUMBER, "1", "How many must run at least.")
            .within("1", "65535");
    public static final Key PROCESS_QUORUM_MAX = key(
                    PROCESS, "quorum_max", Type.NUMBER, "65535", "How many may run at most.")
            .within("0", "65535");
    public static final Key PROCESS_FORK_DELAY = key(
                    PROCESS, "fork_delay", Type.SECONDS, "0", "How long more processes must last before they count.")
            .within("0", "3600");
    public static final Key PROCESS_TERMINATE_DELAY = key(
                    PROCESS,
                    "terminate_delay",
                    Type.SECONDS,
                    "0",
                    "How long fewer processes must last before they count.")
            .within("0", "3600");
    public static final Key PROCESS_DELAY = key(
                    PROCESS, "delay", Type.SECONDS, "0", "fork_delay and terminate_delay in one.")
            .within("0", "3600");
    public static final Key PROCESS_FULL_COMMAND =
            key(PROCESS, "full_command", Type.FLAG, "off", "Compare the whole command line instead of the short name.");

    public static final Key FILE_PATH = key(FILE, "file", Type.WORD, "", "The file's path. Required.");
    public static final Key FILE_WEIGHT = key(
                    FILE,
                    "weight",
                    Type.WEIGHT,
                    "1",
                    "What the number in the file is multiplied with. 0: any number but 0 is a FAULT.")
            .within("-2147483647", "2147483647");
    public static final Key FILE_INIT =
            Key.ignored(FILE, "init_file", "the file is not created or written; while missing it counts as 0");

    private TrackerKeys() {}

    static List<Key> all() {
        return List.of(
                SCRIPT_COMMAND,
                SCRIPT_INTERVAL,
                SCRIPT_TIMEOUT,
                SCRIPT_WEIGHT,
                SCRIPT_RISE,
                SCRIPT_FALL,
                SCRIPT_USER,
                SCRIPT_INIT_FAIL,
                PROCESS_NAME,
                PROCESS_PARAM_MATCH,
                PROCESS_WEIGHT,
                PROCESS_QUORUM,
                PROCESS_QUORUM_MAX,
                PROCESS_FORK_DELAY,
                PROCESS_TERMINATE_DELAY,
                PROCESS_DELAY,
                PROCESS_FULL_COMMAND,
                FILE_PATH,
                FILE_WEIGHT,
                FILE_INIT);
    }
}
