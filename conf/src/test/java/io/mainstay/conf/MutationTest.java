package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures (with {@code MAINSTAY_WRITE} set, the settings page is written anew): accepted ones have no error, refused ones exactly the findings they name; torn ones never throw. */
class MutationTest {
    private static final int SEEDS = 3_000;
    private static final String[] PIECES = {
        "{",
        "}",
        "\"",
        "'",
        "$A",
        "${A}",
        "$A=$A\n",
        "~SEQ(i,1,9) ",
        "~LST(",
        "@alpha ",
        "#",
        "!",
        "\\",
        "\n",
        "=",
        "99999999999999999999",
        "-1",
        "\u0000",
        "include *.conf\n",
        "\uD83D",
        "[",
        "]",
        ":",
        "weight ",
        "/",
        "é"
    };

    @TempDir
    Path folder = Path.of("");

    private static List<Path> fixtures(String kind) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(MutationTest.class.getResource("/" + kind))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> acceptedFixturesHaveNeitherErrorNorWarning() throws IOException, URISyntaxException {
        return fixtures("accepted").stream()
                .map(f -> DynamicTest.dynamicTest(
                        f.getFileName().toString(),
                        () -> assertEquals(
                                List.of(),
                                ConfigLoader.load(List.of(f), new FakeEnvironment()).diagnostics().stream()
                                        .filter(d -> d.severity() != Severity.NOTE)
                                        .map(Diagnostic::toString)
                                        .toList())));
    }

    @TestFactory
    Stream<DynamicTest> refusedFixturesHaveTheFindingsThatTheyName() throws IOException, URISyntaxException {
        return fixtures("refused").stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> findingsAreNamed(f)));
    }

    /** A line {@code # ERROR 4 vrrp_instance A.priority} in the file expects that finding at line 4. */
    private static void findingsAreNamed(Path file) throws IOException {
        List<String> expected = Files.readAllLines(file).stream()
                .filter(l -> l.matches("# (ERROR|WARNING) .*"))
                .map(l -> l.substring(2))
                .sorted()
                .toList();
        assertEquals(
                expected,
                ConfigLoader.load(List.of(file), new FakeEnvironment()).diagnostics().stream()
                        .filter(d -> d.severity() != Severity.NOTE)
                        .map(d -> d.severity() + " " + d.position().line() + " " + d.path())
                        .sorted()
                        .toList());
    }

    @Test
    void tornFilesNeverThrowAndAlwaysEnd() throws IOException, URISyntaxException {
        List<Path> all = Stream.concat(fixtures("accepted").stream(), fixtures("refused").stream())
                .toList();
        Path torn = folder.resolve("torn.conf");
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int seed = 0; seed < SEEDS; seed++) {
                Random random = new Random(seed);
                String text = tear(Files.readString(all.get(random.nextInt(all.size()))), random);
                Files.writeString(torn, text.replace('\uD83D', '?'));
                int s = seed;
                assertDoesNotThrow(
                        () -> ConfigLoader.load(List.of(torn), new FakeEnvironment()),
                        () -> "seed " + s + ":\n" + text);
            }
        });
    }

    private static String tear(String text, Random random) {
        StringBuilder torn = new StringBuilder(text);
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            int at = random.nextInt(torn.length() + 1);
            int to = Math.min(torn.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> torn.delete(at, to);
                case 1 -> torn.insert(at, torn.substring(at, to).repeat(3));
                default -> torn.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return torn.toString();
    }

    @Test
    void settingsPageIsWrittenFromTheTable() throws IOException {
        Path page = Path.of("..", "docs", "settings.md");
        if (System.getenv("MAINSTAY_WRITE") != null) {
            Files.writeString(page, ReferenceWriter.markdown());
        }
        assertEquals(Files.readString(page), ReferenceWriter.markdown());
        assertTrue(ReferenceWriter.markdown().contains("| `priority` | whole number, 1..255 | `100` | yes |"));
    }
}
