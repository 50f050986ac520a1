package io.mainstay.proxy.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server's packet says. */
public sealed interface Payload {
    /**
     * Handshake version 10.
     *
     * @param capabilities what the server can do, {@link Capability}
     * @param scramble the challenge, 20 bytes (8 from a server before 4.1)
     * @param plugin the authentication that the server would like; empty when it names none
     */
    record Greeting(String serverVersion, long threadId, int capabilities, Bytes scramble, String plugin)
            implements Payload {
        /** Whether the server can do it. */
        public boolean offers(int capability) {
            return (capabilities & capability) != 0;
        }
    }

    /** Use another plugin, with this challenge. */
    record AuthSwitch(String plugin, Bytes scramble) implements Payload {}

    /** A plugin's own data. */
    record AuthMoreData(Bytes data) implements Payload {}

    /** Done. */
    record Ok() implements Payload {}

    /**
     * Refused.
     *
     * @param code MySQL's error number
     * @param sqlState five characters, or empty before the handshake
     */
    record Err(int code, String sqlState, String message) implements Payload {
        /** {@code 1045 (28000): Access denied …}, as the clients print it. */
        public String text() {
            return code + (sqlState.isEmpty() ? "" : " (" + sqlState + ")") + ": " + message;
        }
    }

    /** End of the columns or of the rows. */
    record Eof() implements Payload {}

    /** A result set follows, with so many columns. */
    record ColumnCount(int columns) implements Payload {}

    /** A column's name. */
    record Column(String name) implements Payload {}

    /** A row's values as text; null for NULL. */
    record Row(List<@Nullable String> values) implements Payload {
        public Row {
            values = Collections.unmodifiableList(new ArrayList<@Nullable String>(values));
        }
    }
}
