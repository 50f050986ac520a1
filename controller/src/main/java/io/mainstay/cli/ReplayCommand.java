package io.mainstay.cli;

import io.mainstay.journal.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Feeds a journal to the same core and compares what it decides with what it decided then.",
            "Several files are one journal, oldest first: journal.1.jsonl journal.jsonl"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A journal's files.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Replay replay = new Replay();
        for (Path file : files) {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                Optional<String> difference = play(replay, in, file);
                if (difference.isPresent()) {
                    out.println(difference.get());
                    out.flush();
                    return ExitCode.WARNINGS;
                }
            } catch (NoSuchFileException e) {
                err.println("mainstay: file " + file + " does not exist");
                return ExitCode.NO_FILE;
            } catch (AccessDeniedException e) {
                err.println("mainstay: file " + file + " may not be read by this user");
                return ExitCode.NO_FILE;
            } catch (IOException e) {
                err.println("mainstay: cannot read " + file + ": " + e.getMessage());
                return ExitCode.NO_FILE;
            } catch (IllegalArgumentException e) {
                err.println("mainstay: " + file + " is no journal of this version: " + e.getMessage());
                return ExitCode.NO_FILE;
            }
        }
        return finish(replay.result(), out, err);
    }

    private static Optional<String> play(Replay replay, BufferedReader in, Path file) throws IOException {
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            int at = number;
            Optional<String> difference = line.isBlank() ? Optional.empty() : replay.line(line);
            if (difference.isPresent()) {
                return difference.map(d -> file + ":" + at + ": " + d);
            }
        }
        return Optional.empty();
    }

    private int finish(Replay.Result result, PrintWriter out, PrintWriter err) {
        if (result.inputs() == 0) {
            err.println("mainstay: " + files + ": no input in it that could be fed (expected: files of a journal)");
            return ExitCode.NO_FILE;
        }
        out.printf(
                "the same decisions: %d input(s), %d transition(s), %d line(s) skipped%n",
                result.inputs(), result.transitions(), result.skipped());
        out.flush();
        return ExitCode.OK;
    }
}
