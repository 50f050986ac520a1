package io.mainstay.proxy.monitor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of its replication. A member of a group or of a Galera cluster would be one more record here, and
 * the compiler then names the places that must judge it.
 */
sealed interface Replication {
    /** It replicates from nobody. */
    record None() implements Replication {}

    /** It is so far behind, over all its sources. */
    record Behind(long seconds) implements Replication {}

    /** It has a source, and its lag is NULL: a thread stands or the source is not connected. */
    record Stopped(String detail) implements Replication {}

    /** It would not say. */
    record Denied(String detail) implements Replication {}

    /** Longest error text of the server that is passed on, in characters. */
    int MAX_ERROR = 200;

    /** Reads the rows of SHOW REPLICA STATUS or one of its kin; names of the columns in lower case. */
    static Replication of(List<Map<String, @Nullable String>> rows) {
        long worst = -1;
        for (Map<String, @Nullable String> row : rows) {
            OptionalLong lag = lag(row);
            if (lag.isEmpty()) {
                return new Stopped(threads(row));
            }
            worst = Math.max(worst, lag.getAsLong());
        }
        return worst < 0 ? new None() : new Behind(worst);
    }

    private static OptionalLong lag(Map<String, @Nullable String> row) {
        String text = first(row, "seconds_behind_source", "seconds_behind_master");
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static String threads(Map<String, @Nullable String> row) {
        String error = Stream.of("last_sql_error", "last_io_error")
                .map(key -> first(row, key))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return "io " + first(row, "replica_io_running", "slave_io_running") + ", sql "
                + first(row, "replica_sql_running", "slave_sql_running")
                + (error.isEmpty() ? "" : ": " + error.substring(0, Math.min(MAX_ERROR, error.length())));
    }

    private static String first(Map<String, @Nullable String> row, String... keys) {
        return Stream.of(keys)
                .map(row::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
