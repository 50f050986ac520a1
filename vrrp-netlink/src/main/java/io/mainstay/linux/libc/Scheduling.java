package io.mainstay.linux.libc;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real-time scheduling and locked memory for the whole process. All threads, because a loop that runs ahead of its own
 * garbage collector waits for it under load; not inherited by children (SCHED_RESET_ON_FORK), because a script that
 * spins must not own a processor. Any thread.
 */
public final class Scheduling {
    private static final int SCHED_RR = 2;
    private static final int SCHED_RESET_ON_FORK = 0x40000000;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    private static final int MCL_ONFAULT = 4; // without it the JVM's whole reserved heap becomes resident

    private final LibC libc;

    public Scheduling(LibC libc) {
        this.libc = libc;
    }

    /**
     * Puts every thread that the process has now under SCHED_RR. To be repeated when threads were started: new ones
     * begin ordinary.
     *
     * @param priority 1..99, the kernel's range (sched(7))
     * @return how many threads were set
     * @throws SystemCallException for the first thread that could not be set
     */
    public int roundRobin(int priority) throws IOException {
        int count = 0;
        for (int tid : threads()) {
            count += roundRobin(tid, priority) ? 1 : 0;
        }
        return count;
    }

    private boolean roundRobin(int tid, int priority) throws SystemCallException {
        try {
            libc.sched_setscheduler(tid, SCHED_RR | SCHED_RESET_ON_FORK, new int[] {priority});
            return true;
        } catch (LastErrorException e) {
            Errno errno = new Errno(e.getErrorCode());
            if (errno.equals(Errno.ESRCH)) {
                return false; // it ended between the listing and the call
            }
            String subject = "SCHED_RR " + priority + " for thread " + tid;
            throw SystemCallException.of("set", subject, errno, Capability.CAP_SYS_NICE);
        }
    }

    /** Keeps every page in memory once it was touched. */
    public void lockMemory() throws SystemCallException {
        try {
            libc.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
        } catch (LastErrorException e) {
            throw SystemCallException.of("mlockall", "memory", new Errno(e.getErrorCode()), Capability.CAP_IPC_LOCK);
        }
    }

    private static List<Integer> threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(p -> Integer.valueOf(p.getFileName().toString())).toList();
        }
    }
}
