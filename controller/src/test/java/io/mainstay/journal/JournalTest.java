package io.mainstay.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Checkpoint;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.RouterTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Records a life; the journal's queue is given time, as a real life's pace does. */
    private void record(Journal journal, long seed, int steps) {
        Life life = new Life(seed, (input, now, before, commands) -> {
            journal.turn(input, now, before, commands);
            if (journal.lastNumber() % 500 == 0) {
                untilWritten(journal);
            }
        });
        life.live(steps);
        untilWritten(journal);
    }

    private static void untilWritten(Journal journal) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(2)).until(journal::isIdle);
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : JournalFiles.in(folder)) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private static Optional<String> replay(Replay replay, List<String> lines) {
        return lines.stream()
                .filter(l -> !l.isBlank())
                .map(replay::line)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Test
    void replayOfAnyLifeDecidesTheSame() throws IOException {
        for (long seed = 1; seed <= 20; seed++) {
            Path own = Files.createDirectory(folder.resolve("seed" + seed));
            try (Journal journal = Journal.open(own, complaints::add)) {
                record(journal, seed, 300);
            }
            Replay replay = new Replay();
            List<String> lines = Files.readAllLines(own.resolve("journal.jsonl"));
            long shown = seed;
            assertEquals(Optional.empty(), replay(replay, lines), () -> "seed " + shown);
            assertTrue(replay.result().inputs() > 100, () -> "seed " + shown + ": " + replay.result());
            assertEquals(0, replay.result().skipped());
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void replayNamesTheFirstDecisionThatDiffers() throws IOException {
        try (Journal journal = Journal.open(folder, complaints::add)) {
            Life life = new Life(1, journal::turn);
            life.live(0);
            journal.turn(new Input.Stopping("x"), Deadline.ORIGIN, life.table(), List.of());
            untilWritten(journal);
        }
        Optional<String> difference = replay(new Replay(), lines());
        assertTrue(difference.orElse("").startsWith("#4 Stopping[reason=x]: decides ["), difference::toString);
        assertTrue(difference.orElse("").endsWith("(then: [])"), difference::toString);
    }

    private static List<Object> states(RouterTable table) {
        return table.routers().stream().<Object>map(r -> r.state()).toList();
    }

    @Test
    void checkpointHoldsAllThatDecisionsDependOn() {
        for (long seed = 1; seed <= 50; seed++) {
            List<Input> inputs = new ArrayList<>();
            List<Deadline> times = new ArrayList<>();
            List<RouterTable> tables = new ArrayList<>();
            new Life(seed, (input, now, before, commands) -> {
                        inputs.add(input);
                        times.add(now);
                        tables.add(before);
                    })
                    .live(200);
            int middle = inputs.size() / 2;
            RecordCodec codec = new RecordCodec(new Secrets());
            Object saved = codec.encode(tables.get(middle).checkpoint());
            Checkpoint read = codec.decode(saved, Checkpoint.class);
            RouterTable copy = RouterTable.from(read);
            assertEquals(tables.get(middle).nextDeadline(), copy.nextDeadline());
            for (int i = middle; i < inputs.size(); i++) {
                assertEquals(states(tables.get(i)), states(copy), "seed " + seed + ", input " + i);
                Input again = codec.decode(codec.encode(inputs.get(i)), Input.class);
                copy = copy.apply(again, times.get(i)).table();
            }
        }
    }

    @Test
    void passwordsStandNowhereInTheFiles() throws IOException {
        try (Journal journal = Journal.open(folder, complaints::add)) {
            record(journal, 7, 300);
        }
        String all = String.join("\n", lines());
        String hex = java.util.HexFormat.of().formatHex(Life.PASSWORD.getBytes(StandardCharsets.US_ASCII));
        assertFalse(all.contains(Life.PASSWORD), "in clear");
        assertFalse(all.contains(hex), "in a packet");
        assertTrue(all.contains("\"password\":\"#1\""), "its name");
    }

    @Test
    void filesAreTheOwnersAlone() throws IOException {
        Path state = folder.resolve("state");
        try (Journal journal = Journal.open(state, complaints::add)) {
            record(journal, 1, 5);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("journal.jsonl"))));
    }

    @Test
    void filesAreBoundedAndEachCanBeReplayedAlone() throws IOException {
        Journal journal = new Journal(folder, 20_000, complaints::add);
        try (journal) {
            journal.start();
            for (int seed = 1; seed <= 12; seed++) {
                record(journal, seed, 300);
            }
        }
        List<Path> files = JournalFiles.in(folder);
        assertEquals(4, files.size());
        for (Path file : files) {
            assertTrue(Files.size(file) < 200_000, file + ": " + Files.size(file));
            Replay replay = new Replay();
            assertEquals(Optional.empty(), replay(replay, Files.readAllLines(file)), file::toString);
            assertEquals(0, replay.result().skipped(), file::toString);
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void laterLifeGoesOnInTheSameFileWithHigherNumbers() throws IOException {
        try (Journal journal = Journal.open(folder, complaints::add)) {
            record(journal, 1, 20);
        }
        Files.writeString(
                folder.resolve("journal.jsonl"),
                "{\"n\":9",
                java.nio.file.StandardOpenOption.APPEND); // torn by a crash
        long last;
        try (Journal journal = Journal.open(folder, complaints::add)) {
            last = journal.lastNumber();
            assertTrue(last > 10, () -> "last number " + last);
            record(journal, 2, 20);
            assertTrue(journal.lastNumber() > last);
        }
        Replay replay = new Replay();
        assertEquals(Optional.empty(), replay(replay, lines()));
        assertEquals(1, replay.result().skipped(), "the torn line");
        assertEquals(1, JournalFiles.in(folder).size());
    }

    @Test
    void folderThatCannotBeWrittenIsToldOnceCountedAndMendsItself() throws IOException {
        Path state = Files.writeString(folder.resolve("state"), "a file in its place");
        try (Journal journal = Journal.open(state, complaints::add)) {
            Life life = new Life(3, journal::turn);
            life.live(20);
            await().atMost(LIMIT).until(() -> !complaints.isEmpty());
            Files.delete(state);
            await().atMost(LIMIT).until(() -> {
                life.give(new Input.Tick());
                return complaints.size() == 2;
            });
            untilWritten(journal);
            assertTrue(complaints.get(0).startsWith("journal: cannot be written in " + state), complaints::toString);
            assertEquals("journal: is written again", complaints.get(1));
            assertTrue(journal.counters().getOrDefault("journal_lost", 0L) > 0, journal.counters()::toString);
            List<String> lines = Files.readAllLines(state.resolve("journal.jsonl"));
            assertTrue(lines.getFirst().contains("\"lost\":"), lines.getFirst());
            assertEquals(Optional.empty(), replay(new Replay(), lines));
        }
    }

    @Test
    void slowDiskLosesLinesAndNeverHoldsTheLoop() {
        Journal journal = new Journal(folder, 1_000_000, complaints::add); // nobody writes
        long start = System.nanoTime();
        Life life = new Life(4, journal::turn);
        life.live(20_000);
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
        assertTrue(journal.counters().getOrDefault("journal_lost", 0L) > 10_000, journal.counters()::toString);
    }

    @Test
    void listenersHearWhatIsWrittenAndASlowOneLosesWhatIsTooMuch() throws InterruptedException {
        try (Journal journal = Journal.open(folder, complaints::add);
                Feed<String>.Subscription feed = journal.feed().subscribe()) {
            record(journal, 5, 2_000);
            assertTrue(feed.next(LIMIT).orElse("").contains("\"checkpoint\""));
            assertTrue(feed.takeLost() > 100);
        }
    }

    @Test
    void replayKnowsWhoIsMaster() throws IOException {
        try (Journal journal = Journal.open(folder, complaints::add)) {
            Life life = new Life(1, journal::turn);
            life.live(0);
            assertEquals(
                    List.of(StateName.BACKUP),
                    life.table().routers().stream()
                            .map(r -> r.state().name())
                            .distinct()
                            .toList());
            untilWritten(journal);
        }
        assertTrue(lines().stream().anyMatch(l -> l.contains("\"from\":\"INIT\",\"to\":\"BACKUP\"")));
    }
}
