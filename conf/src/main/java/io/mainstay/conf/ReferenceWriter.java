package io.mainstay.conf;

import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.schema.Support;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of keys as a page for people: {@code docs/settings.md}. Pure. */
public final class ReferenceWriter {
    private static final String HEAD = """
            # Settings

            Written from the table of keys in `conf`; a test keeps the two alike. Names are the same in `keepalived.conf`
            and in HOCON, and keepalived's where keepalived has one. *Reload* says whether a reload carries a change out;
            otherwise it takes a restart.
            """;

    private ReferenceWriter() {}

    /** The page in Markdown. */
    public static String markdown() {
        return HEAD + Stream.of(Block.values()).map(ReferenceWriter::block).collect(Collectors.joining());
    }

    private static String block(Block block) {
        List<Key> keys = Schema.keys(block);
        String title = block.title().substring(0, 1).toUpperCase(Locale.ROOT)
                + block.title().substring(1);
        return "\n## " + (block == Block.ROOT ? title : "`" + block.title() + "`") + "\n"
                + carriedOut(of(keys, Support.CARRIED_OUT))
                + others("Refused: what names these is held back", of(keys, Support.REFUSED))
                + others("Known, and not carried out", of(keys, Support.IGNORED));
    }

    private static List<Key> of(List<Key> keys, Support support) {
        return keys.stream().filter(k -> k.support() == support).toList();
    }

    private static String carriedOut(List<Key> keys) {
        return keys.stream()
                .map(ReferenceWriter::row)
                .collect(Collectors.joining(
                        "", "\n| key | takes | default | reload | meaning |\n|---|---|---|---|---|\n", ""));
    }

    private static String row(Key k) {
        String bounds = k.range() == null ? "" : ", " + k.range();
        return "| `" + k.name() + "` | " + k.type().text() + bounds + " | "
                + (k.fallback().isEmpty() ? "" : "`" + k.fallback() + "`") + " | "
                + (k.reloadable() ? "yes" : "no") + " | " + k.description().replace("|", "\\|") + " |\n";
    }

    private static String others(String title, List<Key> keys) {
        return keys.isEmpty()
                ? ""
                : keys.stream()
                        .map(k -> "| `" + k.name() + "` | " + k.description().replace("|", "\\|") + " |\n")
                        .collect(Collectors.joining("", "\n" + title + ":\n\n| key | what follows |\n|---|---|\n", ""));
    }
}
