package io.mainstay.conf.schema;

/** What a key takes. */
public enum Type {
    FLAG("on/off, alone means on"),
    NUMBER("whole number"),
    SECONDS("seconds, decimals allowed"),
    DURATION("duration such as 500ms or 2s"),
    SIZE("bytes, such as 64KiB"),
    WORD("word"),
    CHOICE("one of the words named"),
    ADDRESS("IP address"),
    SECRET("secret"),
    COMMAND("command in quotes, then user and group if wanted"),
    USER("user, and group if wanted"),
    WEIGHT("whole number, then reverse if wanted"),
    LIST("block of entries, one a line"),
    BLOCK("block");

    private final String text;

    Type(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
