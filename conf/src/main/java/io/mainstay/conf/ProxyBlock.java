package io.mainstay.conf;

import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Nearest;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One block of the tree, read key by key: each question gives the value, or the default where nothing stands or where
 * the value is refused (then there is an error among the findings). Owned by the reading thread.
 */
final class ProxyBlock {
    private static final Set<String> TRUE = Set.of("on", "true", "yes");
    private static final Set<String> FALSE = Set.of("off", "false", "no");

    private final Node node;
    private final String path;
    private final Diagnostics findings;
    private final Set<String> asked = new TreeSet<>();

    /**
     * Reads a block.
     *
     * @param path how it is called from the root: {@code proxy.check}
     */
    ProxyBlock(Node node, String path, Diagnostics findings) {
        this.node = node;
        this.path = path;
        this.findings = findings;
    }

    Position position() {
        return node.position();
    }

    String path() {
        return path;
    }

    /** The block under a key; an empty one at this block's place when none stands. */
    ProxyBlock block(String key) {
        Node found = find(key).orElseGet(() -> new Node(key, List.of(), List.of(), true, node.position()));
        if (!found.block()) {
            error(found, key, String.join(" ", found.words()) + " (expected: a block in braces)");
        }
        return new ProxyBlock(found, path + "." + key, findings);
    }

    /** The named blocks under a key, in order: {@code servers { galera1 { … } }}; two of the same name are an error. */
    List<ProxyBlock> named(String key) {
        Node all = block(key).node;
        Set<String> names = new TreeSet<>();
        for (Node child : all.children()) {
            if (!names.add(child.name())) {
                error(child, key + "." + child.name(), "stands twice (expected: each name once)");
            } else if (!child.block()) {
                error(child, key + "." + child.name(), "no block follows (expected: a block in braces)");
            }
        }
        return all.children().stream()
                .map(child -> new ProxyBlock(child, path + "." + key + "." + child.name(), findings))
                .toList();
    }

    /** The name of this block among {@link #named}. */
    String name() {
        return node.name();
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** Whether a block, be it empty, stands under a key. */
    boolean isBlock(String key) {
        return find(key).filter(Node::block).isPresent();
    }

    /** All words after a key, or in its block, one statement each; empty when nothing stands. */
    List<String> words(String key) {
        return find(key).stream()
                .flatMap(n -> n.block() ? n.children().stream().map(ProxyBlock::line) : n.words().stream())
                .toList();
    }

    private static String line(Node statement) {
        return Stream.concat(Stream.of(statement.name()), statement.words().stream())
                .collect(Collectors.joining(" "));
    }

    /** One word. */
    @Nullable
    String text(String key) {
        return find(key).flatMap(n -> word(n, key)).orElse(null);
    }

    String text(String key, String otherwise) {
        String found = text(key);
        return found == null ? otherwise : found;
    }

    int number(String key, int otherwise, int min, int max) {
        String expected = min + ".." + max;
        return parsed(key, otherwise, expected, text -> whole(text).filter(n -> n >= min && n <= max))
                .intValue();
    }

    private static Optional<Integer> whole(String text) {
        return text.matches("-?[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        String expected = Units.DURATION + ", " + Units.text(min) + ".." + Units.text(max);
        return parsed(
                key,
                otherwise,
                expected,
                text -> Units.duration(text).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0));
    }

    int size(String key, int otherwise, int min, int max) {
        String expected = Units.SIZE + ", " + min + ".." + max;
        return parsed(
                key,
                otherwise,
                expected,
                text -> Units.size(text).filter(n -> n >= min && n <= max).map(Long::intValue));
    }

    /** {@code on} and {@code off} or their likes; the key alone means on, as a flag of keepalived does. */
    boolean flag(String key, boolean otherwise) {
        boolean bare = find(key).filter(n -> !n.block() && n.words().isEmpty()).isPresent();
        return bare
                || parsed(
                        key,
                        otherwise,
                        "on or off",
                        text -> TRUE.contains(text)
                                ? Optional.of(true)
                                : FALSE.contains(text) ? Optional.of(false) : Optional.empty());
    }

    /** A constant of an enumeration, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, E otherwise) {
        List<E> all = List.of(otherwise.getDeclaringClass().getEnumConstants());
        String expected = all.stream().map(ProxyBlock::spelling).collect(Collectors.joining(", "));
        return parsed(
                key,
                otherwise,
                expected,
                text -> all.stream()
                        .filter(c -> spelling(c).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    /** How a constant is written in a configuration. */
    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A value with a form of its own; {@code otherwise} where none stands or its form is wrong. */
    <T> T parsed(String key, T otherwise, String expected, Function<String, Optional<T>> parser) {
        Optional<Node> found = find(key);
        Optional<String> word = found.flatMap(n -> word(n, key));
        Optional<T> value = word.flatMap(parser);
        if (word.isPresent() && value.isEmpty()) {
            error(found.get(), key, word.get() + " (expected: " + expected + ")");
        }
        return value.orElse(otherwise);
    }

    private Optional<String> word(Node n, String key) {
        if (n.block() || n.words().size() != 1) {
            error(n, key, (n.block() ? "a block" : n.words().size() + " words") + " (expected: one value)");
            return Optional.empty();
        }
        return Optional.of(n.words().getFirst());
    }

    private Optional<Node> find(String key) {
        asked.add(key);
        return node.child(key);
    }

    void error(String key, String message) {
        error(find(key).orElse(node), key, message);
    }

    private void error(Node at, String key, String message) {
        findings.error(at.position(), key.isEmpty() ? path : path + "." + key, message);
    }

    void error(Position position, String key, String message) {
        findings.error(position, path + "." + key, message);
    }

    void warn(String key, String message) {
        findings.warn(find(key).orElse(node).position(), path + "." + key, message);
    }

    /** Refuses what nobody asked for; called once every key has been read. */
    void nothingElse() {
        for (Node child : node.children()) {
            if (!asked.contains(child.name())) {
                String hint = Nearest.of(child.name(), asked)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse(" (expected: " + String.join(", ", asked) + ")");
                error(child, child.name(), "unknown key" + hint);
            }
        }
    }
}
