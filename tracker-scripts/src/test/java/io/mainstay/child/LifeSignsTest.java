package io.mainstay.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.child.LifeSigns.Sign;
import io.mainstay.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real processes; the times of the looks are said, not waited for. */
class LifeSignsTest {
    @TempDir
    Path folder = Path.of("");

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
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void oneThatSleepsAtTwoLooksIsIdle() throws IOException {
        start("sleep", "60");
        await().until(() -> state().equals("S"));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(0)), "one look cannot tell");
        assertEquals(Sign.IDLE, signs.look(process().pid(), at(100)));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(600)), "the look before is too old");
    }

    @Test
    void oneThatWorksIsNot() throws IOException {
        start("sh", "-c", "while :; do :; done");
        await().until(() -> state().equals("R"));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(0)));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(100)));
    }

    @Test
    void oneThatWorkedBetweenTwoLooksIsNot() throws Exception {
        start("sh", "-c", "read -r go; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; read -r end");
        await().until(() -> state().equals("S"));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(0)));
        process().getOutputStream().write('\n');
        process().getOutputStream().flush();
        await().until(() -> state().equals("R"));
        await().until(() -> state().equals("S"));
        assertNotEquals(Sign.IDLE, signs.look(process().pid(), at(100)));
        assertEquals(Sign.IDLE, signs.look(process().pid(), at(200)));
    }

    @Test
    void oneThatASignalHasStoppedIsIdleAtTheFirstLook() throws Exception {
        start("sh", "-c", "while :; do :; done");
        assertTrue(new KillCommand().send(19, process().pid()));
        await().until(() -> state().equals("T"));
        assertEquals(Sign.IDLE, signs.look(process().pid(), at(0)));
    }

    @Test
    void oneThatIsNotThereIsNotCalledIdle() throws Exception {
        start("true");
        process().waitFor();
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(0)));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(100)));
    }

    @Test
    void oneThatHasTheProcessorAndSaysNothingSpins() throws IOException {
        start("sh", "-c", "while :; do :; done");
        await().until(() -> state().equals("R"));
        assertEquals(Sign.UNCERTAIN, signs.look(process().pid(), at(0)));
        AtomicLong now = new AtomicLong();
        await().until(() -> signs.look(process().pid(), at(now.addAndGet(10))) == Sign.SPINNING);
    }

    @Test
    void oneThatNeverGetsTheProcessorIsStarvedAfterFourSeconds() throws IOException {
        Path proc = folder;
        Files.createDirectories(proc.resolve("7/task/7"));
        String stat = "7 (loop-1) R 1 7 7 0 -1 0 0 0 0 0 3 4 0 0 20 0 1 0";
        Files.writeString(proc.resolve("7/stat"), stat);
        Files.writeString(proc.resolve("7/task/7/stat"), stat);
        LifeSigns starved = new LifeSigns(proc);
        for (long t = 0; t < 4_000; t += 100) {
            assertEquals(Sign.UNCERTAIN, starved.look(7, at(t)));
        }
        assertEquals(Sign.STARVED, starved.look(7, at(4_000)));
    }

    @Test
    void whatACompilerThreadUsesIsNoSpinning() throws IOException {
        Path proc = folder;
        Files.createDirectories(proc.resolve("7/task/8"));
        Files.writeString(proc.resolve("7/stat"), "7 (java) S 1 7 7 0 -1 0 0 0 0 0 3 4 0 0 20 0 1 0");
        Files.writeString(proc.resolve("7/task/8/stat"), "8 (C2 CompilerThre) R 1 7 7 0 -1 0 0 0 0 0 3 4 0 0 20 0 1 0");
        LifeSigns compiling = new LifeSigns(proc);
        assertEquals(Sign.UNCERTAIN, compiling.look(7, at(0)));
        Files.writeString(
                proc.resolve("7/task/8/stat"), "8 (C2 CompilerThre) R 1 7 7 0 -1 0 0 0 0 0 30 40 0 0 20 0 1 0");
        assertEquals(Sign.UNCERTAIN, compiling.look(7, at(100)));
    }
}
