package io.mainstay.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what checks leave behind. A process that leaves its check's process group (a daemon) lives on when the check
 * ends, and may: a check may start a service. One that does so at every turn would fill the host. Each run of a check is
 * marked in its environment, which its descendants inherit; of a check, the processes of the first {@link #RUN_LIMIT} runs
 * are left alone and those of later runs are ended. A descendant that clears its environment is not found.
 *
 * <p>{@link #mark} may be called by any thread, {@link #sweep} by one at a time.
 */
final class LeftBehind {
    /** The variable that marks a run. */
    static final String VARIABLE = "MAINSTAY_CHECK";

    /** Of so many runs of one check processes may live on. */
    static final int RUN_LIMIT = 16;

    private final Path proc;
    private final Signals signals;
    private final String own = UUID.randomUUID().toString();
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final Set<String> told = new HashSet<>(); // as many as the configuration has checks

    LeftBehind(Path proc, Signals signals) {
        this.proc = proc;
        this.signals = signals;
    }

    /** The value of {@link #VARIABLE} for the next run of a check. */
    String mark(String check) {
        return own + ":" + runs.incrementAndGet() + ":" + check;
    }

    /** Processes that were ended, since the start. */
    long ended() {
        return ended.get();
    }

    /**
     * Looks at all processes, and ends those of a check's later runs.
     *
     * @param running the marks of runs that have not ended themselves; theirs are left alone
     */
    void sweep(Set<String> running) {
        Map<String, Map<Long, List<Long>>> found = find(running);
        found.forEach((check, byRun) -> {
            List<Long> tooMany = byRun.values().stream()
                    .skip(RUN_LIMIT)
                    .flatMap(List::stream)
                    .toList();
            if (!tooMany.isEmpty()) {
                end(check, byRun.size(), tooMany);
            }
        });
        told.removeIf(check -> !found.containsKey(check));
    }

    private void end(String check, int leaving, List<Long> pids) {
        pids.forEach(pid -> signals.send(Signals.KILL, pid));
        ended.addAndGet(pids.size());
        if (told.add(check)) {
            Log.leavesProcessesBehind(check, leaving, RUN_LIMIT, pids.size());
        }
    }

    private Map<String, Map<Long, List<Long>>> find(Set<String> running) {
        Map<String, Map<Long, List<Long>>> found = new TreeMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String mark = markOf(process);
                if (mark.startsWith(own) && !running.contains(mark)) {
                    String[] parts = mark.split(":", 3);
                    found.computeIfAbsent(parts[2], check -> new TreeMap<>())
                            .computeIfAbsent(Long.valueOf(parts[1]), run -> new ArrayList<>())
                            .add(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            Log.cannotLookForProcesses(e);
        }
        return found;
    }

    /** Empty for the processes of others, of the kernel, and of users that we may not look at. */
    private static String markOf(Path process) {
        try {
            String environ = "\0" + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            int at = environ.indexOf("\0" + VARIABLE + "=");
            int from = at + VARIABLE.length() + 2;
            return at < 0 ? "" : environ.substring(from, environ.indexOf('\0', from));
        } catch (IOException | IndexOutOfBoundsException e) {
            return ""; // it ended while we looked
        }
    }
}
