package io.mainstay.conf;

import io.mainstay.conf.keepalived.CommandWords;
import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.TrackerKeys;
import io.mainstay.conf.text.Diagnostic.Severity;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The trackers that a configuration defines, by {@link TrackerConfig#key()}. One that cannot run stays, and says why. */
final class Trackers {
    /** A tracker, the weight it has unless the reference says otherwise, and its place among the statements. */
    record Defined(TrackerConfig config, Weights weights, int index) {}

    private static final int COMM_LENGTH = 15;

    private final Map<String, Defined> byKey = new LinkedHashMap<>();
    private final Commands commands;
    private final Diagnostics diagnostics;

    private Trackers(Commands commands, Diagnostics diagnostics) {
        this.commands = commands;
        this.diagnostics = diagnostics;
    }

    static Trackers build(Node root, Commands commands, Diagnostics diagnostics) {
        Trackers t = new Trackers(commands, diagnostics);
        for (int i = 0; i < root.children().size(); i++) {
            t.read(root.children().get(i), i);
        }
        return t;
    }

    Optional<Defined> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    private void read(Node node, int index) {
        switch (node.name()) {
            case "vrrp_script" -> define(node, Block.SCRIPT, TrackerKeys.SCRIPT_WEIGHT, index);
            case "vrrp_track_process" -> define(node, Block.PROCESS, TrackerKeys.PROCESS_WEIGHT, index);
            case "track_file", "vrrp_track_file" -> define(node, Block.FILE, TrackerKeys.FILE_WEIGHT, index);
            default -> {}
        }
    }

    private void define(Node node, Block block, Key weight, int index) {
        if (node.words().isEmpty()) {
            diagnostics.error(node.position(), node.name(), "no name follows (expected: " + node.name() + " NAME {)");
            return;
        }
        String path = node.name() + " " + node.words().getFirst();
        Section s = new Section(node, block, path, diagnostics);
        TrackerConfig config = switch (block) {
            case SCRIPT -> script(s);
            case PROCESS -> process(s);
            default -> file(s);
        };
        if (byKey.containsKey(config.key())) {
            diagnostics.warn(node.position(), path, "defined already; this one is skipped");
        } else {
            byKey.put(config.key(), new Defined(config, weights(s, weight), index));
        }
    }

    private static Weights weights(Section s, Key key) {
        return s.words(key)
                .flatMap(n -> weights(s, key, n))
                .orElse(new Weights(Integer.parseInt(key.fallback()), false));
    }

    private static Optional<Weights> weights(Section s, Key key, Node node) {
        Optional<Weights> read = Weights.read(node.words(), false);
        if (read.isEmpty()) {
            s.warn(
                    node.position(),
                    key,
                    String.join(" ", node.words()) + " is no weight (expected: " + key.expected() + " [reverse]); "
                            + key.fallback() + " is used");
        }
        return read;
    }

    private TrackerConfig script(Section s) {
        UserConfig user = s.words(TrackerKeys.SCRIPT_USER)
                .flatMap(n -> Commands.user(n.words()))
                .orElse(null);
        Optional<Commands.Checked> command = s.words(TrackerKeys.SCRIPT_COMMAND)
                .flatMap(n -> commands.read(n, user, s.path("script"), Severity.ERROR));
        if (command.isEmpty()) {
            s.refuse("no command to run (expected: script \"/path/to/program\")");
        }
        Duration interval = s.seconds(TrackerKeys.SCRIPT_INTERVAL);
        return new TrackerConfig.Script(
                s.node().words().getFirst(),
                s.node().position(),
                command.map(Commands.Checked::command).orElse(null),
                interval,
                s.seconds(TrackerKeys.SCRIPT_TIMEOUT, interval),
                s.number(TrackerKeys.SCRIPT_RISE),
                s.number(TrackerKeys.SCRIPT_FALL),
                s.flag(TrackerKeys.SCRIPT_INIT_FAIL),
                first(command.map(Commands.Checked::unusable).orElse(null), s.refused()));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }

    private TrackerConfig process(Section s) {
        Optional<Node> found = s.words(TrackerKeys.PROCESS_NAME);
        List<String> words = found.map(Node::words).orElse(List.of()).stream()
                .flatMap(w -> CommandWords.split(w).stream())
                .toList();
        if (words.isEmpty()) {
            s.refuse("no program to look for (expected: process NAME)");
        }
        boolean full = s.flag(TrackerKeys.PROCESS_FULL_COMMAND);
        String name = words.isEmpty() ? "" : words.getFirst();
        if (!full && name.length() > COMM_LENGTH) {
            s.warn(
                    s.at(TrackerKeys.PROCESS_NAME),
                    TrackerKeys.PROCESS_NAME,
                    name
                            + " is longer than the 15 characters that the kernel keeps; they are compared (or set full_command)");
            name = name.substring(0, COMM_LENGTH);
        }
        return process(s, name, words.stream().skip(1).toList(), full);
    }

    private static TrackerConfig process(Section s, String name, List<String> arguments, boolean full) {
        Duration both = s.seconds(TrackerKeys.PROCESS_DELAY);
        String match = s.text(TrackerKeys.PROCESS_PARAM_MATCH);
        return new TrackerConfig.Process(
                s.node().words().getFirst(),
                s.node().position(),
                name,
                arguments.isEmpty() ? null : String.join(" ", arguments),
                switch (match) {
                    case "partial" -> TrackerConfig.Process.Match.PARTIAL;
                    case "initial" -> TrackerConfig.Process.Match.INITIAL;
                    default -> TrackerConfig.Process.Match.EXACT;
                },
                full,
                s.number(TrackerKeys.PROCESS_QUORUM),
                s.number(TrackerKeys.PROCESS_QUORUM_MAX),
                s.seconds(TrackerKeys.PROCESS_FORK_DELAY, both),
                s.seconds(TrackerKeys.PROCESS_TERMINATE_DELAY, both),
                s.refused());
    }

    private static TrackerConfig file(Section s) {
        Optional<String> path = s.word(TrackerKeys.FILE_PATH);
        if (path.isEmpty()) {
            s.refuse("no file to read (expected: file /path)");
        }
        return new TrackerConfig.File(s.node().words().getFirst(), s.node().position(), path.orElse(""), s.refused());
    }

    /** A tracker that nobody defined, so that its reference fails closed. */
    static TrackerConfig undefined(String kind, Node reference) {
        String name = reference.name();
        String reason = kind + " " + name + " is not defined";
        return switch (kind) {
            case "script" ->
                new TrackerConfig.Script(
                        name,
                        reference.position(),
                        (CommandConfig) null,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1,
                        1,
                        false,
                        reason);
            case "process" ->
                new TrackerConfig.Process(
                        name,
                        reference.position(),
                        "",
                        null,
                        TrackerConfig.Process.Match.EXACT,
                        false,
                        1,
                        65_535,
                        Duration.ZERO,
                        Duration.ZERO,
                        reason);
            default -> new TrackerConfig.File(name, reference.position(), "", reason);
        };
    }

    /** All that are defined. */
    Stream<TrackerConfig> all() {
        return byKey.values().stream().map(Defined::config);
    }
}
