package io.mainstay.notify;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.child.ChildRunner;
import io.mainstay.child.KillCommand;
import io.mainstay.child.Scripts;
import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.NotifyConfig;
import io.mainstay.conf.text.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final ChildRunner runner = new ChildRunner(new KillCommand());
    private final List<String> results = new CopyOnWriteArrayList<>();
    private String script = "";

    @BeforeEach
    void writeScript() throws Exception {
        script = Scripts.write(
                directory,
                "hook",
                "cd " + directory + "; echo \"begin $*\" >>log; until [ -e \"go.$2\" ]; do sleep 0.05; done;"
                        + " echo \"end $*\" >>log");
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private Notifier notifier(Duration timeout) {
        return new Notifier(
                runner,
                timeout,
                null,
                r -> results.add(r.hook() + " " + r.transition().state() + " "
                        + r.result().describe()));
    }

    private static final Cause CAUSE =
            new Cause(7, "BACKUP", "master 10.9.0.9 resigned", Instant.parse("2026-01-02T03:04:05Z"));

    private static CommandConfig command(String... argv) {
        return new CommandConfig(List.of(argv), null, new Position("test", 1, 1));
    }

    private NotifyConfig hooks() {
        return new NotifyConfig(
                command(script, "master", "A"), null, null, command(script, "stop", "A"), command(script));
    }

    private static Transition to(Transition.State state, String name, NotifyConfig hooks) {
        return new Transition(Transition.Kind.INSTANCE, name, state, 150, CAUSE, hooks);
    }

    private List<String> log() throws Exception {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void slowHooksRunInOrderOneAtATimeWithKeepalivedsArguments() throws Exception {
        Notifier notifier = notifier(LONG);
        notifier.submit(to(Transition.State.MASTER, "A", hooks()));
        notifier.submit(to(Transition.State.BACKUP, "A", hooks()));
        notifier.submit(to(Transition.State.STOP, "A", hooks()));
        await().until(() -> log().equals(List.of("begin master A")));
        assertFalse(notifier.awaitIdle(Duration.ofMillis(50)));
        Files.createFile(directory.resolve("go.A"));
        assertTrue(notifier.awaitIdle(LONG));
        assertEquals(
                List.of(
                        "begin master A",
                        "end master A",
                        "begin INSTANCE A MASTER 150",
                        "end INSTANCE A MASTER 150",
                        "begin INSTANCE A BACKUP 150",
                        "end INSTANCE A BACKUP 150",
                        "begin stop A",
                        "end stop A",
                        "begin INSTANCE A STOP 150",
                        "end INSTANCE A STOP 150"),
                log());
        assertEquals(
                List.of(
                        "notify_master MASTER exit 0",
                        "notify MASTER exit 0",
                        "notify BACKUP exit 0",
                        "notify_stop STOP exit 0",
                        "notify STOP exit 0"),
                results);
    }

    @Test
    void hookFindsItsCauseInTheEnvironment() throws Exception {
        Notifier notifier = notifier(LONG);
        CommandConfig print = command("/bin/sh", "-c", "env | grep ^MAINSTAY_ | sort > " + directory.resolve("env"));
        notifier.submit(to(Transition.State.MASTER, "A", new NotifyConfig(print, null, null, null, null)));
        assertTrue(notifier.awaitIdle(LONG));
        assertEquals(
                List.of(
                        "MAINSTAY_KIND=INSTANCE",
                        "MAINSTAY_NAME=A",
                        "MAINSTAY_PREVIOUS_STATE=BACKUP",
                        "MAINSTAY_PRIORITY=150",
                        "MAINSTAY_REASON=master 10.9.0.9 resigned",
                        "MAINSTAY_SEQUENCE=7",
                        "MAINSTAY_STATE=MASTER",
                        "MAINSTAY_TIME=2026-01-02T03:04:05Z"),
                Files.readAllLines(directory.resolve("env")));
    }

    @Test
    void anInstanceDoesNotWaitForAnother() throws Exception {
        Notifier notifier = notifier(LONG);
        NotifyConfig any = new NotifyConfig(null, null, null, null, command(script));
        notifier.submit(to(Transition.State.MASTER, "A", any));
        Files.createFile(directory.resolve("go.B"));
        notifier.submit(to(Transition.State.MASTER, "B", any));
        await().until(() -> log().contains("end INSTANCE B MASTER 150"));
        assertFalse(log().contains("end INSTANCE A MASTER 150"));
        Files.createFile(directory.resolve("go.A"));
        assertTrue(notifier.awaitIdle(LONG));
    }

    @Test
    void hookThatTakesTooLongIsEndedAndTheNextOneRuns() throws Exception {
        Notifier notifier = notifier(Duration.ofMillis(600));
        notifier.submit(to(Transition.State.MASTER, "A", hooks()));
        await().until(() -> log().equals(List.of("begin master A")));
        await().until(() -> log().contains("begin INSTANCE A MASTER 150"));
        assertTrue(notifier.awaitIdle(LONG));
        assertEquals("notify_master MASTER timed out after 600ms", results.getFirst());
    }

    @Test
    void fullQueueDropsTheOldestButNeverStop() throws Exception {
        Notifier notifier = notifier(LONG);
        NotifyConfig any = new NotifyConfig(null, null, null, null, command(script));
        notifier.submit(to(Transition.State.MASTER, "A", any));
        await().until(() -> log().size() == 1);
        notifier.submit(to(Transition.State.STOP, "A", any));
        for (int i = 0; i < Notifier.QUEUE_LIMIT + 3; i++) {
            notifier.submit(to(Transition.State.BACKUP, "A", any));
        }
        assertEquals(4, notifier.dropped());
        Files.createFile(directory.resolve("go.A"));
        assertTrue(notifier.awaitIdle(LONG));
        assertEquals("begin INSTANCE A STOP 150", log().get(2));
        assertEquals(17 * 2, log().size());
    }

    @Test
    void missingHookIsAResultAndTheOthersRun() throws Exception {
        Files.createFile(directory.resolve("go.A"));
        Notifier notifier = notifier(LONG);
        notifier.submit(to(
                Transition.State.MASTER,
                "A",
                new NotifyConfig(command("/no/such/hook"), null, null, null, command(script))));
        assertTrue(notifier.awaitIdle(LONG));
        assertEquals(
                List.of("notify_master MASTER cannot run: /no/such/hook: no such file", "notify MASTER exit 0"),
                results);
    }
}
