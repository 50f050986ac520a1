package io.mainstay.conf.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password of the configuration; prints as {@code ***}, compares in constant time. Immutable; any thread. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The clear text, for the one place that needs it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 0; // a hash of a short text would give it away
    }

    @Override
    public String toString() {
        return "***";
    }
}
