package io.mainstay.proxy.monitor;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server may be used for, from what it says. Pure. */
final class ServerAnswer {
    private ServerAnswer() {}

    /**
     * Judges.
     *
     * <p>Writable needs {@code read_only} off and {@code super_read_only} off where the server has it. {@code read_only}
     * missing makes it neither writer nor reader. A limit of zero means that lag is told and not judged.
     *
     * @param variables names in lower case
     */
    static CheckResult judge(Map<String, @Nullable String> variables, Replication replication, Duration maxLag) {
        String readOnly = variables.get("read_only");
        if (readOnly == null) {
            return new CheckResult.Pass(CheckStatus.L7OK, false, false, "no answer for read_only");
        }
        String superReadOnly = variables.get("super_read_only");
        boolean writable = off(readOnly) && (superReadOnly == null || off(superReadOnly));
        String detail = "read_only=" + readOnly
                + (superReadOnly == null ? "" : " super_read_only=" + superReadOnly)
                + lagText(replication);
        return new CheckResult.Pass(CheckStatus.L7OK, writable, readable(replication, maxLag), detail);
    }

    /** OFF or 0; anything else, such as the NO_LOCK of newer servers, restricts writing. */
    private static boolean off(String value) {
        return value.toUpperCase(Locale.ROOT).equals("OFF") || value.equals("0");
    }

    private static boolean readable(Replication replication, Duration maxLag) {
        if (maxLag.isZero()) {
            return true;
        }
        return switch (replication) {
            case Replication.None r -> true;
            case Replication.Behind r -> r.seconds() <= maxLag.toSeconds();
            case Replication.Stopped r -> false;
            case Replication.Denied r -> false;
        };
    }

    private static String lagText(Replication replication) {
        return switch (replication) {
            case Replication.None r -> "";
            case Replication.Behind r -> " lag=" + r.seconds() + "s";
            case Replication.Stopped r -> " replication stopped (" + r.detail() + ")";
            case Replication.Denied r -> " lag unknown (" + r.detail() + ")";
        };
    }
}
