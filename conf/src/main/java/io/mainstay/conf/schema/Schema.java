package io.mainstay.conf.schema;

import io.mainstay.conf.text.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of all keys. Immutable; any thread. */
public final class Schema {
    /** The VRRP versions that can be run today. */
    public static final Set<Integer> VERSIONS = Set.of(2, 3);

    /** How many edits a typing mistake may be away from the keyword that was meant. */
    private static final int SUGGESTION_DISTANCE = 3;

    private static final List<Key> KEYS = table();
    private static final Map<Block, Map<String, Key>> BY_BLOCK = byBlock();
    private static final Set<String> COMMANDS = KEYS.stream()
            .filter(k -> k.type() == Type.COMMAND || (k.name().endsWith("_script") && k.block() == Block.GLOBAL))
            .map(Key::name)
            .collect(Collectors.toUnmodifiableSet());

    private Schema() {}

    /** All keys, block by block. */
    public static List<Key> keys() {
        return KEYS;
    }

    /** The keys of one block. */
    public static List<Key> keys(Block block) {
        return KEYS.stream().filter(k -> k.block() == block).toList();
    }

    /** The key of this name in this block. */
    public static Optional<Key> find(Block block, String name) {
        return Optional.ofNullable(BY_BLOCK.getOrDefault(block, Map.of()).get(name));
    }

    /** Whether the keyword takes a command, so that single quotes count on its line as well. */
    public static boolean isCommand(String keyword) {
        return COMMANDS.contains(keyword);
    }

    /** What may have been meant by an unknown keyword, in words to append to a message; empty for no idea. */
    public static String suggestion(Block block, String unknown) {
        Optional<Block> elsewhere = KEYS.stream()
                .filter(k -> k.name().equals(unknown) && !k.block().name().startsWith("PROXY"))
                .map(Key::block)
                .findFirst();
        if (elsewhere.isPresent()) {
            return "; it belongs in " + elsewhere.get().title();
        }
        return keys(block).stream()
                .filter(k -> Nearest.slips(k.name(), unknown) <= SUGGESTION_DISTANCE
                        || k.name().equals("vrrp_" + unknown))
                .min(Comparator.comparingInt(k -> Nearest.slips(k.name(), unknown)))
                .map(k -> "; did you mean " + k.name() + "?")
                .orElse("");
    }

    private static List<Key> table() {
        List<Key> ignored = new ArrayList<>(IgnoredGlobalKeys.all());
        ignored.sort(Comparator.comparing(Key::name));
        return Stream.of(
                        RootKeys.all(),
                        GlobalKeys.all(),
                        ignored,
                        InstanceKeys.all(),
                        WireKeys.all(),
                        ConductKeys.all(),
                        OtherInstanceKeys.all(),
                        SyncGroupKeys.all(),
                        PacingKeys.all(),
                        TrackerKeys.all(),
                        ProxyKeys.all(),
                        MetricsKeys.all())
                .flatMap(List::stream)
                .toList();
    }

    private static Map<Block, Map<String, Key>> byBlock() {
        Map<Block, Map<String, Key>> all = new LinkedHashMap<>();
        for (Key key : KEYS) {
            all.computeIfAbsent(key.block(), b -> new LinkedHashMap<>()).put(key.name(), key);
        }
        return Map.copyOf(all);
    }
}
