package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real files, with keepalived's own verdict beside them: {@code MAINSTAY_CORPUS} names their directory. */
class CorpusTest {
    /** What keepalived runs and Mainstay refuses, because running it otherwise would make two masters. */
    private static final String NOT_YET = "not supported";

    /** keepalived runs for load balancing alone as well. */
    private static final String NO_ROUTER = "nothing to run";

    /** The host that keepalived gave its verdicts on: scripts of users are not there. */
    private static final class BareHost extends FakeEnvironment {
        @Override
        public ProgramState program(String program, @Nullable UserConfig user) {
            boolean there = !program.contains("/") || program.startsWith("/bin/") || program.startsWith("/usr/bin/");
            return there ? new ProgramState.Fit() : new ProgramState.Unfit(program + " does not exist");
        }
    }

    private static Optional<Path> corpus() {
        String named = System.getenv().getOrDefault("MAINSTAY_CORPUS", "../../shared/corpus");
        return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }

    @Test
    void everyRealFileIsReadAndAgreesWithKeepalivedOrSaysWhyNot() throws IOException {
        assumeTrue(corpus().isPresent(), "no corpus here");
        Path folder = corpus().orElseThrow().resolve("keepalived");
        Map<String, String> differing = new TreeMap<>();
        List<String> lines = Files.readAllLines(folder.resolve("oracle.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t", -1);
            String problem = compare(folder.resolve(columns[0]), Integer.parseInt(columns[1]));
            if (!problem.isEmpty()) {
                differing.put(columns[0], problem);
            }
        }
        System.out.println("corpus: " + (lines.size() - 1 - differing.size()) + " of " + (lines.size() - 1)
                + " files agree with keepalived -t; others: " + differing);
        assertEquals(
                List.of(),
                differing.entrySet().stream()
                        .filter(e ->
                                !e.getValue().contains(NOT_YET) && !e.getValue().contains(NO_ROUTER))
                        .map(Object::toString)
                        .toList());
    }

    private static String compare(Path file, int exit) {
        Loaded loaded = ConfigLoader.load(List.of(file), new BareHost());
        String errors = texts(loaded, Severity.ERROR);
        return switch (exit) {
            case 0 -> errors;
            case 2 -> errors.isEmpty() ? "keepalived refuses it, we find no error" : "";
            default -> errors.isEmpty() && !loaded.hasWarnings() ? "keepalived warns, we find nothing" : "";
        };
    }

    private static String texts(Loaded loaded, Severity severity) {
        return loaded.diagnostics().stream()
                .filter(d -> d.severity() == severity)
                .map(Diagnostic::toString)
                .collect(Collectors.joining(" | "));
    }

    @Test
    void samplesOfKeepalivedAreReadWithoutUnknownKeywords() throws IOException {
        assumeTrue(corpus().isPresent(), "no corpus here");
        List<String> unknown = new ArrayList<>();
        try (Stream<Path> files = Files.list(corpus().orElseThrow().resolve("keepalived-samples"))) {
            for (Path file : files.toList()) {
                ConfigLoader.load(List.of(file), new BareHost()).diagnostics().stream()
                        .map(Diagnostic::toString)
                        .filter(d -> d.contains("unknown keyword"))
                        .forEach(unknown::add);
            }
        }
        assertEquals(List.of(), unknown);
    }
}
