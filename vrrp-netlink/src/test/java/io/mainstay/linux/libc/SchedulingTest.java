package io.mainstay.linux.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.LastErrorException;
import io.mainstay.linux.testing.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulingTest {
    private static final int SCHED_OTHER = 0;
    private static final int RR_BUT_NOT_FOR_CHILDREN = 0x4000_0002;

    private final LibC libc = LibC.load();
    private final Scheduling scheduling = new Scheduling(libc);

    @AfterEach
    void ordinaryAgain() throws IOException {
        for (int tid : threads()) {
            makeOrdinary(tid);
        }
    }

    private void makeOrdinary(int tid) {
        try {
            libc.sched_setscheduler(tid, SCHED_OTHER, new int[] {0});
        } catch (LastErrorException e) {
            assertEquals(Errno.ESRCH.number(), e.getErrorCode()); // it has ended
        }
    }

    @Test
    void everyThreadIsRoundRobinAndChildrenAreNot() throws Exception {
        assumeTrue(Capabilities.effective().has(Capability.CAP_SYS_NICE), "needs CAP_SYS_NICE");

        assertTrue(scheduling.roundRobin(1) > 5);
        assertEquals(RR_BUT_NOT_FOR_CHILDREN, libc.sched_getscheduler(libc.getpid()));
        assertEquals(RR_BUT_NOT_FOR_CHILDREN, libc.sched_getscheduler(libc.gettid()));
        assertEquals("0\n", Namespace.sh("cut -d' ' -f41 /proc/self/stat")); // the policy (proc_pid_stat(5))
    }

    @Test
    void withoutTheRightTheMessageNamesTheCapability() throws Exception {
        Namespace.run(() -> {
            Namespace.dropCapabilities();

            SystemCallException e = assertThrows(SystemCallException.class, () -> scheduling.roundRobin(1));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .matches("set SCHED_RR 1 for thread [0-9]+: EPERM \\(needs CAP_SYS_NICE\\)"),
                    e.getMessage());
        });
    }

    @Test
    void memoryIsLockedOnceTouched() throws Exception {
        assumeTrue(Capabilities.effective().has(Capability.CAP_IPC_LOCK), "needs CAP_IPC_LOCK");

        scheduling.lockMemory();

        String locked = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmLck:"))
                .findFirst()
                .orElseThrow();
        assertTrue(Long.parseLong(locked.replaceAll("[^0-9]", "")) > 0, locked);
    }

    private static List<Integer> threads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(p -> Integer.valueOf(p.getFileName().toString())).toList();
        }
    }
}
