package io.mainstay.rehearse;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that is done to a host in a rehearsal.
 *
 * @param action what
 * @param host the host's letter
 * @param object what of the host: an interface, a tracker; empty for the host itself
 * @param at when, from the beginning
 */
public record Failure(Action action, String host, String object, Duration at) {
    /** What can be done. */
    public enum Action {
        /** The controller dies without a word; its proxy goes with it, its addresses when their lifetime is over. */
        KILL(false),
        /** The whole host loses power: addresses and proxy are gone at once. */
        POWEROFF(false),
        /** The controller is told to stop. */
        STOP(false),
        /** The controller starts again. */
        START(false),
        /** The controller stands still; the kernel and the proxy go on. */
        FREEZE(false),
        /** It goes on. */
        THAW(false),
        /** Nothing passes between the host and the segment any more; the host itself does not notice. */
        CUT(false),
        /** It passes again. */
        HEAL(false),
        /** An interface loses its carrier, and the host notices. */
        DOWN(true),
        /** It has its carrier again. */
        UP(true),
        /** A check, the proxy or another tracker goes down. */
        FAIL(true),
        /** It is well again. */
        PASS(true);

        private final boolean takesObject;

        Action(boolean takesObject) {
            this.takesObject = takesObject;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern FORM = Pattern.compile(
            "\\s*(?<action>[a-z]+)\\s+(?<host>[a-z])(:(?<object>[^@]*[^@\\s]))?\\s*@\\s*(?<time>[0-9.]+(ms|s|m|h)?)\\s*");

    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * Reads {@code ACTION HOST[:OBJECT]@TIME}: {@code kill a@10s}, {@code fail b:chk_mysql@1m}, {@code down a:eth0@500ms}.
     *
     * @throws IllegalArgumentException saying what was wrong and what was expected
     */
    public static Failure parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: ACTION HOST[:OBJECT]@TIME, as in kill a@10s or fail b:chk_mysql@1m)");
        }
        Action action = action(m.group("action"));
        String object = Optional.ofNullable(m.group("object")).orElse("").strip();
        if (action.takesObject && object.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\": " + action.word()
                    + " needs to know what, after a colon (expected: as in " + action.word() + " a:"
                    + (action == Action.DOWN || action == Action.UP ? "eth0" : "chk_mysql") + "@10s)");
        }
        if (!action.takesObject && !object.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\": " + action.word() + " takes a host only (expected: "
                    + action.word() + " a@10s)");
        }
        return new Failure(action, m.group("host"), object, duration(m.group("time")));
    }

    /**
     * Reads a time: {@code 500ms}, {@code 10s}, {@code 1.5m}, {@code 2h}; a bare number is seconds.
     *
     * @throws IllegalArgumentException saying what was wrong and what was expected
     */
    public static Duration duration(String text) {
        Matcher m = Pattern.compile("([0-9.]+)(ms|s|m|h)?").matcher(text.strip());
        if (!m.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" (expected: a time as in 500ms, 10s, 2m, 1h)");
        }
        return duration(m.group(1), Optional.ofNullable(m.group(2)).orElse("s"));
    }

    private static Duration duration(String number, String unit) {
        double millis;
        try {
            millis = Double.parseDouble(number)
                    * switch (unit) {
                        case "ms" -> 1;
                        case "m" -> 60_000;
                        case "h" -> 3_600_000;
                        default -> 1_000;
                    };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + number + "\" is no number", e);
        }
        if (millis > LONGEST.toMillis()) {
            throw new IllegalArgumentException("\"" + number + unit + "\" (expected: at most 168h)");
        }
        return Duration.ofMillis((long) millis);
    }

    private static Action action(String word) {
        return Arrays.stream(Action.values())
                .filter(a -> a.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no action (expected: "
                        + Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining(", ")) + ")"));
    }

    @Override
    public String toString() {
        return action.word() + " " + host + (object.isEmpty() ? "" : ":" + object);
    }
}
