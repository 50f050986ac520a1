package io.mainstay.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.child.ChildResult.Outcome;
import io.mainstay.conf.model.UserConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final ChildRunner runner = new ChildRunner(new KillCommand());

    @AfterEach
    void close() {
        runner.close();
    }

    private ChildRun start(String body, Duration timeout) throws Exception {
        String script = Scripts.write(directory, "script", body);
        return runner.run(ChildSpec.of(List.of(script), null, timeout));
    }

    private ChildResult result(String body) throws Exception {
        return start(body, LONG).result().get(15, TimeUnit.SECONDS);
    }

    private long pidIn(String name) throws Exception {
        Path file = directory.resolve(name);
        await().until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return Long.parseLong(Files.readString(file).strip());
    }

    @Test
    void exitStatusAndOutputOfBothStreamsAreKept() throws Exception {
        ChildResult result = result("echo out; echo err >&2; exit 3");
        assertEquals(new Outcome.Exited(3), result.outcome());
        assertEquals("out\nerr", result.output());
        assertEquals("exit 3", result.describe());
        assertFalse(result.succeeded());
    }

    @Test
    void endBySignalIsSaid() throws Exception {
        assertEquals("exit 137 (signal 9)", result("kill -9 $$").describe());
    }

    @Test
    void childLeadsItsOwnGroupAndReadsNothing() throws Exception {
        ChildResult result = result("read -r word; echo \"${word}end\"; echo $$; cut -d' ' -f5 /proc/$$/stat");
        List<String> lines = result.output().lines().toList();
        assertEquals("end", lines.get(0));
        assertEquals(lines.get(1), lines.get(2));
    }

    @Test
    void floodIsDrainedAndCutToItsEnd() throws Exception {
        ChildResult result = result("head -c 5000000 /dev/zero | tr '\\0' x; echo; echo last");
        assertTrue(result.output().endsWith("x\nlast"));
        assertEquals(4096 - 1, result.output().length());
        assertEquals(5_000_006 - 4096, result.outputDropped());
    }

    @Test
    void missingProgramIsNamed() throws Exception {
        ChildRun run = runner.run(ChildSpec.of(List.of("/no/such/check"), null, LONG));
        assertEquals(
                "cannot run: /no/such/check: no such file",
                run.result().get(5, TimeUnit.SECONDS).describe());
        run.gone().get(5, TimeUnit.SECONDS);
    }

    @Test
    void programThatIsNotExecutableIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("plain"), "exit 0");
        ChildRun run = runner.run(ChildSpec.of(List.of(file.toString()), null, LONG));
        assertEquals(
                "cannot run: " + file + ": not executable (expected: mode +x)",
                run.result().get(5, TimeUnit.SECONDS).describe());
    }

    @Test
    void unknownUserIsNamed() throws Exception {
        ChildRun run = runner.run(ChildSpec.of(List.of("/bin/true"), new UserConfig("nobody-here", null), LONG));
        assertEquals(
                "cannot run: user nobody-here: no such user",
                run.result().get(10, TimeUnit.SECONDS).describe());
    }

    @Test
    void userIsChangedWithItsGroup() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        ChildRun run = runner.run(
                ChildSpec.of(List.of("/bin/sh", "-c", "id -un; id -gn; id -Gn"), new UserConfig("nobody", null), LONG));
        assertEquals(
                "nobody\nnogroup\nnogroup",
                run.result().get(10, TimeUnit.SECONDS).output());
    }

    @Test
    void timeOutIsVerdictAtOnceThoughTermIsIgnoredAndTheGroupIsKilledAfterTheGrace() throws Exception {
        ChildRun run = start("trap '' TERM; sleep 60 & sleep 60; sleep 60; sleep 60", Duration.ofMillis(400));
        ChildResult result = run.result().get(10, TimeUnit.SECONDS);
        assertEquals("timed out after 400ms", result.describe());
        assertTrue(
                result.took().compareTo(Duration.ofMillis(1400)) < 0,
                result.took().toString());
        assertFalse(run.gone().isDone());
        run.gone().get(10, TimeUnit.SECONDS);
        assertEquals(1, runner.timeouts());
        assertTrue(runner.kills() >= 1);
    }

    @Test
    void timeOutEndsTheWholeGroup() throws Exception {
        ChildRun run = start(
                "cd " + directory + "; echo $$ >pid; (trap '' TERM; sleep 61; sleep 61) & sleep 60",
                Duration.ofMillis(500));
        long group = pidIn("pid");
        assertTrue(Scripts.groupRuns(group));
        assertEquals(
                new Outcome.TimedOut(Duration.ofMillis(500)),
                run.result().get(10, TimeUnit.SECONDS).outcome());
        await().atMost(Duration.ofSeconds(15)).until(() -> !Scripts.groupRuns(group));
    }

    @Test
    void grandchildThatHoldsTheOutputDoesNotDelayTheResultAndLives() throws Exception {
        ChildRun run = start(
                "cd " + directory + "; (echo early; until [ -e go ]; do sleep 0.1; done; echo late; echo ok >done)"
                        + " & echo $$ >pid; exit 0",
                LONG);
        ChildResult result = run.result().get(10, TimeUnit.SECONDS);
        assertTrue(result.succeeded());
        assertTrue(
                result.took().compareTo(Duration.ofSeconds(5)) < 0,
                result.took().toString());
        long group = pidIn("pid");
        assertTrue(Scripts.groupRuns(group));
        Files.createFile(directory.resolve("go"));
        await().until(() -> Files.exists(directory.resolve("done")));
        await().until(() -> !Scripts.groupRuns(group));
    }

    private long alive() throws Exception {
        long alive = 0;
        for (String pid : Files.readAllLines(directory.resolve("pids"))) {
            alive += Scripts.groupRuns(Long.parseLong(pid)) ? 1 : 0;
        }
        return alive;
    }

    @Test
    void ofACheckThatLeavesADaemonBehindAtEachRunSixteenLiveOn() throws Exception {
        String check = Scripts.write(
                directory,
                "check",
                "setsid -f sh -c 'echo $$ >>" + directory + "/pids; exec sleep 60' >/dev/null 2>&1");
        for (int i = 1; i <= 20; i++) {
            assertTrue(runner.runCheck("script chk", List.of(check), null, LONG)
                    .result()
                    .get(15, TimeUnit.SECONDS)
                    .succeeded());
            int wanted = i;
            await().until(() -> Files.exists(directory.resolve("pids"))
                    && Files.readAllLines(directory.resolve("pids")).size() == wanted);
        }
        assertEquals(20, alive());

        runner.sweep();

        await().until(() -> alive() == 16);
        assertEquals(4, runner.counters().get("left_behind_ended"));
        String first = Files.readAllLines(directory.resolve("pids")).getFirst();
        assertTrue(Scripts.groupRuns(Long.parseLong(first)), "what was there first stays: it may be a service");
        runner.sweep();
        assertEquals(4, runner.counters().get("left_behind_ended"));
        for (String pid : Files.readAllLines(directory.resolve("pids"))) {
            new KillCommand().send(Signals.KILL, Long.parseLong(pid));
        }
    }

    @Test
    void whatARunningCheckHasStartedIsLeftAlone() throws Exception {
        String check = Scripts.write(directory, "check", "echo $$ >>" + directory + "/pids; sleep 60");
        for (int i = 1; i <= 18; i++) {
            runner.runCheck("script chk", List.of(check), null, LONG);
        }
        await().until(() -> Files.exists(directory.resolve("pids"))
                && Files.readAllLines(directory.resolve("pids")).size() == 18);
        runner.sweep();
        assertEquals(0, runner.counters().get("left_behind_ended"));
    }

    @Test
    void closeKillsWhatRuns() throws Exception {
        ChildRun run = start("cd " + directory + "; echo $$ >pid; sleep 60", LONG);
        long group = pidIn("pid");
        assertFalse(run.result().isDone());
        runner.close();
        await().until(() -> !Scripts.groupRuns(group));
    }

    @Test
    void dangerousVariablesAreRemovedAndOthersAdded() throws Exception {
        String script = Scripts.write(directory, "env", "echo \"${LD_LIBRARY_PATH-unset} $INSTANCE\"");
        ChildRun run = runner.run(new ChildSpec(
                List.of(script), null, LONG, java.util.Map.of("INSTANCE", "VI_1"), ChildSpec.OUTPUT_LIMIT));
        assertEquals("unset VI_1", run.result().get(10, TimeUnit.SECONDS).output());
    }
}
