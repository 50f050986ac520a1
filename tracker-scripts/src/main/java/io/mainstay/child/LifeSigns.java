package io.mainstay.child;

import io.mainstay.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a process that hangs from one that is starved or still loads, by what the kernel says of its threads (proc(5):
 * {@code stat}). Owned by one thread.
 */
final class LifeSigns {
    /** Two looks are compared when they are no further apart; an older one says nothing about now. */
    static final Duration COMPARABLE = Duration.ofMillis(400);

    /** Ticks of 10 ms that a process may use between two looks and still be idle: its garbage collector's clock. */
    private static final long IDLE_TICKS = 1;

    private final Path proc;
    private @Nullable Look last;

    /** What one look shows. {@code active}: a thread runs, wants to run, or waits for the disk. */
    private record Look(long pid, Deadline at, boolean stopped, boolean active, long ticks) {
        boolean isIdleUntil(Look later) {
            boolean comparable = pid == later.pid && !at.plus(COMPARABLE).isDue(later.at);
            return comparable && !active && !later.active && later.ticks - ticks <= IDLE_TICKS;
        }
    }

    LifeSigns(Path proc) {
        this.proc = proc;
    }

    /**
     * Whether it does nothing: stopped by a signal, or asleep now and at the look before with no processor time between.
     * One look alone cannot tell sleep from a pause between two steps, and the answer is no.
     */
    boolean isIdle(long pid, Deadline now) {
        Look before = last;
        Look present = look(pid, now);
        last = present;
        if (present == null || present.stopped()) {
            return present != null;
        }
        return before != null && before.isIdleUntil(present);
    }

    private @Nullable Look look(long pid, Deadline now) {
        Path process = proc.resolve(Long.toString(pid));
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            boolean active = false;
            for (Path thread : threads) {
                active |= "RD".contains(fields(thread)[0]);
            }
            String[] whole = fields(process);
            return new Look(
                    pid,
                    now,
                    "Tt".contains(whole[0]),
                    active,
                    Long.parseLong(whole[11]) + Long.parseLong(whole[12])); // utime, stime
        } catch (IOException | RuntimeException e) {
            return null; // it ends while we look: its exit tells the rest
        }
    }

    /** From the state on, which is proc(5)'s third field. */
    private static String[] fields(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }
}
