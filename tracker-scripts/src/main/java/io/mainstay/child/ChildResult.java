package io.mainstay.child;

import java.time.Duration;
import java.time.Instant;

/**
 * How a command ended.
 *
 * @param outcome in which way
 * @param output the last of standard output and standard error, as UTF-8
 * @param outputDropped bytes of output before that, read and dropped
 * @param started wall clock, for people
 * @param took from start to verdict
 */
public record ChildResult(Outcome outcome, String output, long outputDropped, Instant started, Duration took) {
    /** In which way a command ended. */
    public sealed interface Outcome {
        /**
         * It ended by itself.
         *
         * @param status 0..255; 128 + n also stands for "ended by signal n", as in a shell
         */
        record Exited(int status) implements Outcome {}

        /** It was still running when its time was over; its group is being ended. */
        record TimedOut(Duration limit) implements Outcome {}

        /** It was ended because nobody wants its result any more. */
        record Cancelled() implements Outcome {}

        /** It never ran. */
        record NotStarted(String reason) implements Outcome {}
    }

    /** Whether it ended by itself with status 0. */
    public boolean succeeded() {
        return outcome instanceof Outcome.Exited exited && exited.status() == 0;
    }

    /** The signal that ended it, as far as an exit status can tell; 0 for none. */
    public int signal() {
        return outcome instanceof Outcome.Exited exited && exited.status() > 128 && exited.status() <= 128 + 64
                ? exited.status() - 128
                : 0;
    }

    /** The outcome in words: {@code exit 1}, {@code exit 137 (signal 9)}, {@code timed out after 1s}. */
    public String describe() {
        return switch (outcome) {
            case Outcome.Exited e -> "exit " + e.status() + (signal() == 0 ? "" : " (signal " + signal() + ")");
            case Outcome.TimedOut t -> "timed out after " + seconds(t.limit());
            case Outcome.Cancelled c -> "cancelled";
            case Outcome.NotStarted n -> "cannot run: " + n.reason();
        };
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + "s" : limit.toMillis() + "ms";
    }
}
