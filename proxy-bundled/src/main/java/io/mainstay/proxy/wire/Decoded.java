package io.mainstay.proxy.wire;

/**
 * What became of bytes: a value, or why they are none. Decoders never throw for what arrives.
 *
 * @param <T> what was expected
 */
public sealed interface Decoded<T> {
    /** The value. */
    record Ok<T>(T value) implements Decoded<T> {}

    /** Why it is none, and where, in words. */
    record Malformed<T>(Reason reason, String detail) implements Decoded<T> {}

    /** Why bytes were refused; the counter's label too. */
    enum Reason {
        /** The packet ends before its fields do. */
        TRUNCATED,
        /** A length or a count above the limit. */
        TOO_LARGE,
        /** A packet that has no place in this phase. */
        UNEXPECTED,
        /** A protocol version other than 10. */
        VERSION
    }
}
