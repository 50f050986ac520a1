package io.mainstay.proxy.wire;

/** Where a connection stands; it decides what the first byte of a packet from the server means. */
public sealed interface Phase {
    /** Nothing was received yet. */
    record Opening() implements Phase {}

    /** The client has answered the greeting. */
    record Authentication() implements Phase {}

    /** The client has sent a text query; its first answer. */
    record Answer() implements Phase {}

    /** Column definitions of a text result set. */
    record Columns() implements Phase {}

    /**
     * Rows of a text result set.
     *
     * @param columns values in each
     */
    record Rows(int columns) implements Phase {}
}
