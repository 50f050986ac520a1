package io.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainstayCommandTest {
    @TempDir
    Path folder;

    @Test
    void noCommandIsRefusedAndNamesTheCommands() {
        Mainstay m = Mainstay.run();

        assertEquals(2, m.status());
        assertEquals("a command is missing (expected: run, check, status, why, …; see mainstay --help)", m.complaint());
        assertTrue(m.err().contains("Usage: mainstay"), m.err());
        assertEquals("", m.out());
    }

    @Test
    void unknownCommandIsRefusedWithASuggestion() {
        Mainstay m = Mainstay.run("statsu");

        assertEquals(2, m.status());
        assertTrue(m.err().contains("statsu"), m.err());
        assertTrue(m.err().contains("mainstay status"), m.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check x", "status", "decode x"})
    void unknownOptionIsRefusedByEveryCommand(String command) {
        Mainstay m = Mainstay.run((command + " --frobnicate").split(" "));

        assertEquals(2, m.status());
        assertTrue(m.err().contains("--frobnicate"), m.err());
        assertEquals("", m.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "decode"})
    void missingFileArgumentIsNamed(String command) {
        Mainstay m = Mainstay.run(command);

        assertEquals(2, m.status());
        assertTrue(m.complaint().contains("FILE"), m.err());
    }

    @Test
    void helpListsEveryExitStatus() {
        Mainstay m = Mainstay.run("--help");

        assertEquals(0, m.status());
        List<String> statuses = m.out()
                .lines()
                .dropWhile(line -> !line.equals("Exit status:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "70"), statuses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "status", "decode", "generate-completion"})
    void everyCommandHasHelp(String command) {
        Mainstay m = Mainstay.run(command, "--help");

        assertEquals(0, m.status());
        assertTrue(m.out().contains("Usage: mainstay " + command), m.out());
    }

    @Test
    void versionIsTheBuilds() {
        Mainstay m = Mainstay.run("--version");

        assertEquals(0, m.status());
        String first = m.out().lines().findFirst().orElse("");
        assertTrue(first.matches("mainstay \\d+\\.\\d+\\.\\d+.*"), m.out());
        assertFalse(m.out().contains("${"), m.out());
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        Mainstay m = Mainstay.run("generate-completion");

        assertEquals(0, m.status());
        for (String word : List.of("run", "check", "status", "decode", "--strict", "--json")) {
            assertTrue(m.out().contains(word), word);
        }
    }

    @Test
    void runHandsTheFilesOnInOrderAndAnswersTheirStatus() {
        List<String> seen = new ArrayList<>();
        Mainstay m = Mainstay.run(
                (files, strict) -> {
                    files.forEach(f -> seen.add(f.toString()));
                    seen.add("strict " + strict);
                    return 4;
                },
                "run",
                "-f",
                "a.conf",
                "--use-file",
                "b.conf",
                "--strict");

        assertEquals(4, m.status());
        assertEquals(List.of("a.conf", "b.conf", "strict true"), seen);
    }

    @Test
    void runWithoutFileTakesTheUsualOne() {
        List<String> seen = new ArrayList<>();
        Mainstay.run(
                (files, strict) -> {
                    files.forEach(f -> seen.add(f.toString()));
                    return 0;
                },
                "run");

        assertEquals(List.of("/etc/mainstay/mainstay.conf"), seen);
    }

    @Test
    void bugIsToldAsOne() {
        Mainstay m = Mainstay.run(
                (files, strict) -> {
                    throw new IllegalStateException("boom");
                },
                "run");

        assertEquals(70, m.status());
        assertEquals("mainstay: this is a bug: java.lang.IllegalStateException: boom", m.complaint());
    }

    @Test
    void statusWithoutAControllerSaysWhereItLooked() {
        Path socket = folder.resolve("nobody.sock");
        Mainstay m = Mainstay.run("status", "-s", socket.toString());

        assertEquals(1, m.status());
        assertEquals("mainstay: no controller answers at " + socket + ": No such file or directory", m.complaint());
        assertEquals("", m.out());
    }
}
