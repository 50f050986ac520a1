package io.mainstay.conf.keepalived;

import io.mainstay.conf.text.Position;

/** What a line is made of. */
sealed interface Token {
    /** Where it stands. */
    Position position();

    /** A word, quotes off. */
    record Word(String text, Position position) implements Token {}

    /** An opening brace. */
    record Open(Position position) implements Token {}

    /** A closing brace. */
    record Close(Position position) implements Token {}
}
