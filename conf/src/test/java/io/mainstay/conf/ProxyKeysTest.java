package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.Range;
import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table says what section proxy does: which keys there are, their defaults and their bounds. */
class ProxyKeysTest {
    private static final Map<Block, List<String>> PLACES = Map.of(
            Block.PROXY, List.of(),
            Block.PROXY_TRACK, List.of("track_proxy"),
            Block.PROXY_SERVER, List.of("servers", "db"),
            Block.PROXY_LISTENER, List.of("listeners", "w"),
            Block.PROXY_CHECK, List.of("check"),
            Block.PROXY_TIMEOUTS, List.of("timeouts"),
            Block.PROXY_LIMITS, List.of("limits"));

    static Stream<Block> blocks() {
        return PLACES.keySet().stream().sorted();
    }

    static Stream<Key> defaults() {
        return keys().filter(k -> !k.fallback().isEmpty());
    }

    static Stream<Key> bounded() {
        return keys().filter(k -> k.range() != null);
    }

    private static Stream<Key> keys() {
        return blocks().flatMap(b -> Schema.keys(b).stream());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theTableHasEveryKeyOfTheBlockAndNoOther(Block block) {
        String asked = build(block, "no_such_key_anywhere", "1").findings().list().stream()
                .filter(d -> d.path().endsWith("no_such_key_anywhere"))
                .map(d -> d.message().replaceAll("^unknown key \\(expected: (.*)\\)$", "$1"))
                .collect(Collectors.joining());

        assertEquals(Schema.keys(block).stream().map(Key::name).sorted().collect(Collectors.joining(", ")), asked);
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void aDefaultWrittenOutChangesNothing(Key key) {
        ProxyConfig written = build(key.block(), key.name(), key.fallback()).config();
        ProxyConfig plain = build(Block.PROXY, "threads", "2").config();

        assertNotNull(written);
        assertNotNull(plain);
        assertEquals(ProxyConfigText.write(plain), ProxyConfigText.write(written));
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void boundsAreInclusiveAndHeld(Key key) {
        Range range = key.range();
        assertNotNull(range);
        int min = range.min().intValueExact();
        int max = range.max().intValueExact();

        assertNotNull(build(key.block(), key.name(), String.valueOf(min)).config());
        assertNotNull(build(key.block(), key.name(), String.valueOf(max)).config());
        assertNull(build(key.block(), key.name(), String.valueOf(min - 1)).config());
        assertNull(build(key.block(), key.name(), String.valueOf(max + 1)).config());
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void nonsenseIsRefusedWhereAFormIsKnown(Key key) {
        Built built = build(key.block(), key.name(), "\u0001 nonsense");

        assertNull(built.config());
        assertTrue(built.findings().hasErrors());
        assertFalse(built.findings().list().getFirst().message().isEmpty());
    }

    private record Built(@Nullable ProxyConfig config, Diagnostics findings) {}

    private static Built build(Block block, String key, String value) {
        Node line = new Node(key, List.of(value), List.of(), false, Position.NOWHERE);
        Node section = block(
                "proxy",
                List.of(
                        block("servers", List.of(block("db", List.of(statement("address", "10.0.0.7"))))),
                        block("listeners", List.of(block("w", List.of(statement("bind", "*:3306")))))));
        Diagnostics findings = new Diagnostics();
        return new Built(
                ProxySection.build(with(section, PLACES.getOrDefault(block, List.of()), line), findings), findings);
    }

    /** The tree with one statement more at the end of the block at a path, which is made where it does not stand. */
    private static Node with(Node tree, List<String> path, Node line) {
        List<Node> children = new ArrayList<>(tree.children());
        if (path.isEmpty()) {
            children.add(line);
        } else {
            Node inner = tree.child(path.getFirst()).orElseGet(() -> block(path.getFirst(), List.of()));
            children.removeIf(c -> c.name().equals(inner.name()));
            children.add(with(inner, path.subList(1, path.size()), line));
        }
        return block(tree.name(), children);
    }

    private static Node block(String name, List<Node> children) {
        return new Node(name, List.of(), children, true, Position.NOWHERE);
    }

    private static Node statement(String name, String word) {
        return new Node(name, List.of(word), List.of(), false, Position.NOWHERE);
    }
}
