package io.mainstay.conf;

import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.Range;
import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One block, read by the table: what is unknown, ignored or refused is said at once, and values come out typed and
 * within bounds. What keepalived runs with a default after a bad value, runs here with that default and a warning;
 * what keepalived does not start with is an error, and {@link #refused} keeps the first.
 */
final class Section {
    private static final Pattern SECONDS = Pattern.compile("([+-]?\\d{1,12}(?:\\.\\d{1,9})?)s");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(?:\\.\\d{1,9})?");

    private final Node node;
    private final Block block;
    private final String path;
    private final Diagnostics diagnostics;
    private @Nullable String refused;

    Section(Node node, Block block, String path, Diagnostics diagnostics) {
        this.node = node;
        this.block = block;
        this.path = path;
        this.diagnostics = diagnostics;
        node.children().forEach(this::known);
    }

    private void known(Node child) {
        Optional<Key> key = Schema.find(block, child.name());
        if (key.isEmpty()) {
            diagnostics.warn(child.position(), path(child.name()), unknown(child));
            return;
        }
        switch (key.get().support()) {
            case CARRIED_OUT -> {}
            case IGNORED ->
                diagnostics.warn(
                        child.position(),
                        path(child.name()),
                        "not carried out: " + key.get().description());
            case REFUSED -> refusedKey(child, key.get());
        }
    }

    private String unknown(Node child) {
        return "unknown keyword" + Schema.suggestion(block, child.name())
                + (child.block() ? "; the whole block is skipped" : "; skipped");
    }

    private void refusedKey(Node child, Key key) {
        if (child.block() && child.children().isEmpty()) {
            diagnostics.warn(child.position(), path(child.name()), "empty, so it means nothing, as in keepalived");
        } else {
            refuse(child.position(), child.name(), key.description());
        }
    }

    /** Says that what this block names cannot run. */
    void refuse(Position at, String key, String reason) {
        diagnostics.error(at, path(key), reason);
        if (refused == null) {
            refused = path(key) + ": " + reason;
        }
    }

    /** Says it of the block as a whole. */
    void refuse(String reason) {
        diagnostics.error(node.position(), path, reason);
        if (refused == null) {
            refused = reason;
        }
    }

    void warn(Position at, Key key, String message) {
        diagnostics.warn(at, path(key.name()), message);
    }

    @Nullable
    String refused() {
        return refused;
    }

    Node node() {
        return node;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    String path() {
        return path;
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(Key key) {
        return node.child(key.name()).isPresent();
    }

    /** Where the key stands, or the block if it does not. */
    Position at(Key key) {
        return node.child(key.name()).map(Node::position).orElse(node.position());
    }

    /** The entries of all blocks of this name. */
    List<Node> entries(Key key) {
        return node.children(key.name()).stream()
                .flatMap(n -> n.children().stream())
                .toList();
    }

    /** The first word after the key, the last one written; a key without one is an error. */
    Optional<String> word(Key key) {
        Optional<Node> found = node.child(key.name());
        if (found.isPresent() && found.get().words().isEmpty()) {
            refuse(found.get().position(), key.name(), "nothing follows it (expected: " + key.expected() + ")");
        }
        return found.filter(n -> !n.words().isEmpty()).map(n -> n.words().getFirst());
    }

    /** The node of a key together with its words, for what takes several. */
    Optional<Node> words(Key key) {
        return word(key).flatMap(w -> node.child(key.name()));
    }

    String text(Key key) {
        return word(key).orElse(key.fallback());
    }

    int number(Key key) {
        return number(key, Integer.parseInt(key.fallback()));
    }

    int number(Key key, int fallback) {
        return valid(key).map(d -> d.setScale(0, RoundingMode.DOWN).intValue()).orElse(fallback);
    }

    Duration seconds(Key key) {
        return seconds(key, duration(new BigDecimal(key.fallback())));
    }

    Duration seconds(Key key, Duration fallback) {
        return valid(key).map(Section::duration).orElse(fallback);
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    /** The number, if it is one and within bounds. */
    Optional<BigDecimal> valid(Key key) {
        Optional<String> word = word(key);
        Optional<BigDecimal> number = word.flatMap(w -> parse(w, key));
        Range range = key.range();
        if (word.isPresent() && (number.isEmpty() || (range != null && !range.contains(number.get())))) {
            warn(
                    at(key),
                    key,
                    word.get() + " is no valid value (expected: " + key.expected() + "); "
                            + (key.fallback().isEmpty() ? "as if it were not there" : key.fallback() + " is used"));
            return Optional.empty();
        }
        return number;
    }

    private Optional<BigDecimal> parse(String word, Key key) {
        Matcher seconds = SECONDS.matcher(word);
        if (seconds.matches()) {
            warn(at(key), key, word + " is read as " + seconds.group(1) + " (expected: a number without a unit)");
            return Optional.of(new BigDecimal(seconds.group(1)));
        }
        return NUMBER.matcher(word).matches() ? Optional.of(new BigDecimal(word)) : Optional.empty();
    }

    boolean flag(Key key) {
        return flag(key, key.fallback().equals("on"));
    }

    boolean flag(Key key, boolean fallback) {
        Optional<Node> found = node.child(key.name());
        if (found.isEmpty()) {
            return fallback;
        }
        String word = found.get().words().isEmpty() ? "on" : found.get().words().getFirst();
        return switch (word) {
            case "on", "true", "yes" -> true;
            case "off", "false", "no" -> false;
            default -> {
                warn(at(key), key, word + " is neither on nor off; taken as on");
                yield true;
            }
        };
    }
}
