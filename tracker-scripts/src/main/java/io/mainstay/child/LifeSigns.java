package io.mainstay.child;

import io.mainstay.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a process that hangs from one that is starved or still loads, by what the kernel says of its threads (proc(5):
 * {@code stat}). Asked only about a process that is silent, again and again until it speaks. Owned by one thread.
 */
final class LifeSigns {
    /** What the looks at a silent process show. */
    enum Sign {
        /** It wants to run, or one look alone cannot tell: look again. */
        UNCERTAIN,
        /** It does nothing: stopped by a signal, or asleep at two looks with no processor time between. */
        IDLE,
        /** A thread has had processor time in plenty, and still nothing is heard: it turns in circles. */
        SPINNING,
        /** It has wanted to run for {@link #PATIENCE} and is served too little to speak: as good as hung. */
        STARVED
    }

    /** Two looks are compared when they are no further apart; an older one says nothing about now. */
    static final Duration COMPARABLE = Duration.ofMillis(400);

    /** How long a silent process is excused by a processor that others have. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Ticks of 10 ms that a process may use between two looks and still be idle: its garbage collector's clock. */
    private static final long IDLE_TICKS = 1;

    /** Ticks of 10 ms that make a thread's silence its own fault: a loop that lives needs less than one for a beat. */
    private static final long SPINNING_TICKS = 8;

    private final Path proc;
    private @Nullable Look first;
    private @Nullable Look last;

    /**
     * What one look shows.
     *
     * @param active a thread runs, wants to run, or waits for the disk
     * @param ticks processor time of the whole
     * @param threads processor time of each thread but the compilers'
     */
    private record Look(long pid, Deadline at, boolean stopped, boolean active, long ticks, Map<String, Long> threads) {
        boolean isIdleUntil(Look later) {
            return !active && !later.active && later.ticks - ticks <= IDLE_TICKS;
        }

        boolean isFollowedBy(Look later) {
            return pid == later.pid && !at.plus(COMPARABLE).isDue(later.at);
        }

        boolean spinsUntil(Look later) {
            return later.threads.entrySet().stream()
                    .anyMatch(t -> t.getValue() - threads.getOrDefault(t.getKey(), t.getValue()) >= SPINNING_TICKS);
        }
    }

    LifeSigns(Path proc) {
        this.proc = proc;
    }

    /** Looks once more; looks that follow each other closely belong to one silence. */
    Sign look(long pid, Deadline now) {
        Look before = last;
        Look present = at(pid, now);
        last = present;
        if (present == null) {
            return Sign.UNCERTAIN; // it ends while we look: its exit tells the rest
        }
        if (before == null || first == null || !before.isFollowedBy(present)) {
            first = present;
            return present.stopped() ? Sign.IDLE : Sign.UNCERTAIN;
        }
        return judge(first, before, present);
    }

    private static Sign judge(Look first, Look before, Look present) {
        if (present.stopped() || before.isIdleUntil(present)) {
            return Sign.IDLE;
        }
        if (first.spinsUntil(present)) {
            return Sign.SPINNING;
        }
        return first.at().plus(PATIENCE).isDue(present.at()) ? Sign.STARVED : Sign.UNCERTAIN;
    }

    private @Nullable Look at(long pid, Deadline now) {
        Path process = proc.resolve(Long.toString(pid));
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            boolean active = false;
            Map<String, Long> threads = new HashMap<>();
            for (Path task : tasks) {
                Stat stat = Stat.of(task);
                active |= "RD".contains(stat.state());
                if (!stat.name().contains("Compiler")) {
                    threads.put(task.getFileName().toString(), stat.ticks());
                }
            }
            Stat whole = Stat.of(process);
            return new Look(pid, now, "Tt".contains(whole.state()), active, whole.ticks(), Map.copyOf(threads));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** The fields of proc(5)'s {@code stat} that count here. */
    private record Stat(String name, String state, long ticks) {
        static Stat of(Path folder) throws IOException {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            int end = stat.lastIndexOf(')');
            String[] rest = stat.substring(end + 2).split(" ", -1); // from the state on, the third field
            long ticks = Long.parseLong(rest[11]) + Long.parseLong(rest[12]); // utime, stime
            return new Stat(stat.substring(stat.indexOf('(') + 1, end), rest[0], ticks);
        }
    }
}
