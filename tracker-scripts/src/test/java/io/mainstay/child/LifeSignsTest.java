package io.mainstay.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.time.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real processes; the times of the looks are said, not waited for. */
class LifeSignsTest {
    private final LifeSigns signs = new LifeSigns(Path.of("/proc"));
    private final List<Process> started = new ArrayList<>();

    private static Deadline at(long millis) {
        return Deadline.ORIGIN.plus(Duration.ofMillis(millis));
    }

    private void start(String... argv) throws IOException {
        started.add(new ProcessBuilder(argv).start());
    }

    private Process process() {
        return started.getLast();
    }

    private String state() throws IOException {
        String stat =
                java.nio.file.Files.readString(Path.of("/proc/" + process().pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    }

    @AfterEach
    void end() throws InterruptedException {
        process().destroyForcibly().waitFor();
    }

    @Test
    void oneThatSleepsAtTwoLooksIsIdle() throws IOException {
        start("sleep", "60");
        await().until(() -> state().equals("S"));
        assertFalse(signs.isIdle(process().pid(), at(0)), "one look cannot tell");
        assertTrue(signs.isIdle(process().pid(), at(100)));
        assertFalse(signs.isIdle(process().pid(), at(600)), "the look before is too old");
    }

    @Test
    void oneThatWorksIsNot() throws IOException {
        start("sh", "-c", "while :; do :; done");
        await().until(() -> state().equals("R"));
        assertFalse(signs.isIdle(process().pid(), at(0)));
        assertFalse(signs.isIdle(process().pid(), at(100)));
    }

    @Test
    void oneThatWorkedBetweenTwoLooksIsNot() throws Exception {
        start("sh", "-c", "read -r go; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; read -r end");
        await().until(() -> state().equals("S"));
        assertFalse(signs.isIdle(process().pid(), at(0)));
        process().getOutputStream().write('\n');
        process().getOutputStream().flush();
        await().until(() -> state().equals("R"));
        await().until(() -> state().equals("S"));
        assertFalse(signs.isIdle(process().pid(), at(100)));
        assertTrue(signs.isIdle(process().pid(), at(200)));
    }

    @Test
    void oneThatASignalHasStoppedIsIdleAtTheFirstLook() throws Exception {
        start("sh", "-c", "while :; do :; done");
        assertTrue(new KillCommand().send(19, process().pid()));
        await().until(() -> state().equals("T"));
        assertTrue(signs.isIdle(process().pid(), at(0)));
    }

    @Test
    void oneThatIsNotThereIsNotCalledIdle() throws Exception {
        start("true");
        process().waitFor();
        assertFalse(signs.isIdle(process().pid(), at(0)));
        assertFalse(signs.isIdle(process().pid(), at(100)));
    }
}
