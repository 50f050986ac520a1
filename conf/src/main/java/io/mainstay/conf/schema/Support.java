package io.mainstay.conf.schema;

/** What Mainstay does about a key. */
public enum Support {
    /** Carries it out. */
    CARRIED_OUT,
    /** Knows it and goes on without: a warning says what follows. */
    IGNORED,
    /** Knows it, and what names it must not run without: an error, and the instance is held in FAULT. */
    REFUSED
}
