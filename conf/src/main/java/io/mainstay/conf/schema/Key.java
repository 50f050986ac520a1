package io.mainstay.conf.schema;

import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration; its name is the same in both syntaxes, and keepalived's where keepalived has one.
 *
 * @param block where it stands
 * @param name its keyword
 * @param type what it takes
 * @param support what Mainstay does about it
 * @param fallback its default as one would write it; empty for none
 * @param range its bounds; null where there are none
 * @param reloadable whether a reload carries a change out; else it needs a restart
 * @param description one paragraph: its meaning, or what follows from its not being carried out
 */
public record Key(
        Block block,
        String name,
        Type type,
        Support support,
        String fallback,
        @Nullable Range range,
        boolean reloadable,
        String description) {
    /** A key that is carried out. */
    static Key key(Block block, String name, Type type, String fallback, String description) {
        return new Key(block, name, type, Support.CARRIED_OUT, fallback, null, true, description);
    }

    /** A key that is known and ignored. */
    static Key ignored(Block block, String name, String consequence) {
        return new Key(block, name, Type.WORD, Support.IGNORED, "", null, true, consequence);
    }

    /** A key that cannot be ignored safely and is not there yet. */
    static Key refused(Block block, String name, String instead) {
        return new Key(block, name, Type.WORD, Support.REFUSED, "", null, true, instead);
    }

    /** The same with bounds. */
    Key within(String min, String max) {
        return new Key(block, name, type, support, fallback, Range.of(min, max), reloadable, description);
    }

    /** The same, needing a restart. */
    Key restart() {
        return new Key(block, name, type, support, fallback, range, false, description);
    }

    /** What an error message says was expected. */
    public String expected() {
        return range == null ? type.text() : range.toString();
    }
}
