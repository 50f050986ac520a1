package io.mainstay.proxy.auth;

import io.mainstay.proxy.wire.Bytes;
import java.nio.charset.StandardCharsets;

/** Who logs in. Prints no password. Immutable; any thread. */
public final class Account {
    private final String user;
    private final String password;

    /** An account; an empty password is none. */
    public Account(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** The user's name. */
    public String user() {
        return user;
    }

    Bytes password() {
        return Bytes.of(password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return user + ":***";
    }
}
