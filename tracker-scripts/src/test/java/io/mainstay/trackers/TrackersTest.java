package io.mainstay.trackers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.child.ChildRunner;
import io.mainstay.child.KillCommand;
import io.mainstay.child.Scripts;
import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.text.Position;
import io.mainstay.vrrp.track.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackersTest {
    private static final Position HERE = new Position("test", 1, 1);
    private static final Duration FAST = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final ChildRunner runner = new ChildRunner(new KillCommand());
    private final List<Reading> changes = new CopyOnWriteArrayList<>();
    private final Trackers trackers = new Trackers(runner, changes::add);

    @AfterEach
    void close() {
        trackers.close();
        runner.close();
    }

    private static TrackerConfig.Script script(String path, Duration timeout, int rise, int fall) {
        CommandConfig command = new CommandConfig(List.of(path), null, HERE);
        return new TrackerConfig.Script("chk", HERE, command, FAST, timeout, rise, fall, false, null);
    }

    private void apply(TrackerConfig... configs) {
        trackers.apply(List.of(configs), null);
    }

    private Optional<Reading> reading() {
        return trackers.snapshot().stream().findFirst();
    }

    private void awaitVerdict(Verdict verdict) {
        await().until(() -> reading().map(Reading::verdict).equals(Optional.of(verdict)));
    }

    private String detail() {
        return reading().map(Reading::detail).orElse("");
    }

    @Test
    void scriptThatCountsProcessesGoesDownAndUpAndItsOutputIsShown() throws Exception {
        Path served = Files.createFile(directory.resolve("served"));
        String check = Scripts.write(
                directory, "check", "num=$(ls " + directory + " | grep -c served); echo count $num; [ $num -ne 0 ]");
        apply(script(check, LONG, 2, 2));
        awaitVerdict(Verdict.UP);
        assertEquals("exit 0: count 1", detail());
        Files.delete(served);
        awaitVerdict(Verdict.DOWN);
        assertEquals("exit 1: count 0", detail());
        Files.createFile(served);
        awaitVerdict(Verdict.UP);
        assertEquals(
                List.of(Verdict.UP, Verdict.DOWN, Verdict.UP),
                changes.stream().map(Reading::verdict).toList());
    }

    @Test
    void missingScriptIsDownAtOnceAndWorksOnceItIsThere() throws Exception {
        Path path = directory.resolve("late");
        apply(script(path.toString(), LONG, 1, 3));
        awaitVerdict(Verdict.DOWN);
        assertEquals("cannot run: " + path + ": no such file", detail());
        Scripts.write(directory, "late", "exit 0");
        awaitVerdict(Verdict.UP);
        Files.delete(path);
        awaitVerdict(Verdict.DOWN);
    }

    @Test
    void unusableScriptIsDownWithItsReason() {
        apply(new TrackerConfig.Script("chk", HERE, null, FAST, LONG, 1, 1, false, "script chk: not defined"));
        awaitVerdict(Verdict.DOWN);
        assertEquals("cannot run: script chk: not defined", detail());
    }

    @Test
    void timeOutIsAFailureAtOnceAndRunsNeverOverlap() throws Exception {
        String check = Scripts.write(
                directory,
                "check",
                "trap '' TERM; mkdir " + directory + "/only || touch " + directory + "/overlap; sleep 30; sleep 30");
        apply(script(check, Duration.ofMillis(300), 1, 1));
        awaitVerdict(Verdict.DOWN);
        assertEquals("timed out after 300ms", detail());
        await().until(() -> reading().orElseThrow().counts().timeouts() == 1);
        assertFalse(Files.exists(directory.resolve("overlap")));
    }

    @Test
    void initFailIsDownUntilItHasRisen() throws Exception {
        String check = Scripts.write(directory, "check", "exit 0");
        CommandConfig command = new CommandConfig(List.of(check), null, HERE);
        apply(new TrackerConfig.Script("chk", HERE, command, FAST, LONG, 2, 1, true, null));
        awaitVerdict(Verdict.UP);
        assertEquals(
                List.of(Verdict.DOWN, Verdict.UP),
                changes.stream().map(Reading::verdict).toList());
    }

    @Test
    void unchangedScriptKeepsItsResultAtReloadAndAnAbsentOneStops() throws Exception {
        String check = Scripts.write(directory, "check", "exit 0");
        apply(script(check, LONG, 1, 1));
        await().until(() -> reading().map(r -> r.counts().runs() >= 2).orElse(false));
        long runs = reading().orElseThrow().counts().runs();
        apply(script(check, LONG, 3, 3));
        await().until(() ->
                reading().map(r -> r.riseFall().equals("up, credit 3/3")).orElse(false));
        assertTrue(reading().orElseThrow().counts().runs() > runs);
        assertEquals(1, changes.size());
        apply();
        await().until(() -> trackers.snapshot().isEmpty());
    }

    @Test
    void fileIsReadWhenItChanges() throws Exception {
        Path file = directory.resolve("sub/value");
        apply(new TrackerConfig.File("f", HERE, file.toString(), null));
        awaitVerdict(new Verdict.Value(0));
        assertEquals(file + ": missing, counts as 0", detail());
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(file, "-7\n");
        awaitVerdict(new Verdict.Value(-7));
        Files.writeString(file, "often");
        awaitVerdict(Verdict.DOWN);
        assertEquals(file + ": often (expected: a whole number of 32 bits)", detail());
        Files.delete(file);
        awaitVerdict(new Verdict.Value(0));
    }

    @Test
    void processesAreCounted() throws Exception {
        String name = "tracked-" + ProcessHandle.current().pid() % 100_000;
        Path program = Files.copy(Path.of("/bin/sleep"), directory.resolve(name));
        apply(process(name, "71"));
        awaitVerdict(Verdict.DOWN);
        assertEquals("0 running (expected: 1..), polled every 1 s", detail());
        Process running = new ProcessBuilder(program.toString(), "71").start();
        try {
            awaitVerdict(Verdict.UP);
            apply(process(name, "72"));
            awaitVerdict(Verdict.DOWN);
        } finally {
            running.destroyForcibly().waitFor();
        }
    }

    private static TrackerConfig.Process process(String name, @Nullable String parameters) {
        return new TrackerConfig.Process(
                "p",
                HERE,
                name,
                parameters,
                TrackerConfig.Process.Match.EXACT,
                false,
                1,
                Integer.MAX_VALUE,
                Duration.ZERO,
                Duration.ZERO,
                null);
    }
}
