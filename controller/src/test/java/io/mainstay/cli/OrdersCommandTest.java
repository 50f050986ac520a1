package io.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigRenderOptions;
import io.mainstay.control.ControlServer;
import io.mainstay.control.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a controller, against one that answers what the test says. */
class OrdersCommandTest {
    @TempDir
    Path folder = Path.of("");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    private String socket() {
        return folder.resolve("control.sock").toString();
    }

    private void answering(String... lines) throws IOException {
        ControlServer server = new ControlServer(
                Path.of(socket()),
                (request, out) -> {
                    requests.add(request.arguments().root().render(ConfigRenderOptions.concise()));
                    if (lines.length == 0) {
                        throw new RefusedException("no such thing");
                    }
                    for (String line : lines) {
                        out.line(line);
                    }
                },
                text -> {});
        server.start();
        opened.add(server);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Mainstay run(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--socket";
        all[words.length + 1] = socket();
        return Mainstay.run(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "routers",
                "peers",
                "trackers",
                "why",
                "journal",
                "trace",
                "reload",
                "maintenance on",
                "switchover VI_1"
            })
    void withoutAControllerEachSaysSo(String words) {
        Mainstay m = run(words.split(" "));
        assertEquals(1, m.status());
        assertEquals("mainstay: no controller answers at " + socket() + ": No such file or directory", m.complaint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"why VI_7", "journal", "trace", "reload", "maintenance off", "switchover VI_1 --force"})
    void refusalsArePrintedAndAreStatusFive(String words) throws IOException {
        answering();
        Mainstay m = run(words.split(" "));
        assertEquals(5, m.status());
        assertEquals("mainstay: no such thing", m.complaint());
        assertEquals("", m.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maintenance",
                "maintenance perhaps",
                "switchover",
                "switchover A --force --cancel",
                "journal -n x",
                "trace --count",
                "why A B",
                "replay"
            })
    void nonsenseIsStatusTwo(String words) {
        assertEquals(2, run(words.split(" ")).status());
    }

    @Test
    void switchoverEndsAsItWentOut() throws IOException {
        answering("{\"v\":1,\"text\":\"plan\"}", "{\"v\":1,\"result\":\"nobody\",\"text\":\"still here\"}");
        Mainstay m = run("switchover", "VI_1", "--to", "10.0.0.2");
        assertEquals(5, m.status());
        assertEquals(List.of("plan", "still here"), m.out().lines().toList());
        assertEquals(
                List.of("{\"cancel\":false,\"do\":\"switchover\",\"dryRun\":false,\"force\":false,"
                        + "\"instance\":\"VI_1\",\"to\":\"10.0.0.2\",\"v\":1}"),
                requests);
    }

    @Test
    void switchoverThatWasTakenIsStatusZero() throws IOException {
        answering("{\"v\":1,\"result\":\"done\",\"text\":\"10.0.0.2 has taken over\"}");
        assertEquals(0, run("switchover", "VI_1").status());
    }

    @Test
    void maintenanceThatWouldNotSurviveARestartIsStatusOne() throws IOException {
        answering("{\"v\":1,\"text\":\"in maintenance\",\"warning\":\"does not survive a restart: no space\"}");
        Mainstay m = run("maintenance", "ON", "VI_1", "--reason", "disk");
        assertEquals(1, m.status());
        assertEquals(
                "warning: does not survive a restart: no space",
                m.out().lines().toList().get(1));
        assertEquals(
                List.of("{\"do\":\"maintenance\",\"instance\":\"VI_1\",\"on\":true,\"reason\":\"disk\",\"v\":1}"),
                requests);
    }

    @Test
    void whyPrintsAFactALine() throws IOException {
        answering("{\"v\":1,\"instances\":[{\"name\":\"A\",\"state\":\"BACKUP\",\"priority\":90,\"facts\":["
                + "{\"at\":\"2026-01-01T00:00:00Z\",\"source\":\"script s\",\"fact\":\"down\\nhere\","
                + "\"where\":\"a.conf:3:1\"}]}]}");
        Mainstay m = run("why", "A");
        assertEquals(0, m.status());
        assertEquals(
                List.of(
                        "A is BACKUP with priority 90",
                        "  2026-01-01T00:00:00Z      script s: down | here  [a.conf:3:1]"),
                m.out().lines().toList());
    }

    @Test
    void journalLinesArePrintedForPeople() throws IOException {
        answering(
                "{\"n\":4,\"w\":\"T\",\"m\":1,\"in\":{\"@\":\"Started\"},\"out\":[{\"router\":\"A\",\"from\":\"INIT\","
                        + "\"to\":\"BACKUP\",\"priority\":90,\"reason\":\"started\",\"stopping\":false}]}",
                "{\"n\":5,\"m\":2,\"tick\":true,\"out\":[\"A send 90\"]}",
                "{\"n\":6,\"w\":\"T\",\"event\":\"hook\",\"about\":\"A\",\"text\":\"notify: exit 0\"}",
                "{\"n\":9,\"w\":\"T\",\"lost\":2}");
        Mainstay m = run("journal", "--all");
        assertEquals(0, m.status());
        assertEquals(
                List.of(
                        "T #4 Started",
                        "    A INIT -> BACKUP: started (priority 90)",
                        " #5 Tick",
                        "    A send 90",
                        "T #6 hook A: notify: exit 0",
                        "(2 lines were lost here)"),
                m.out().lines().toList());
    }

    @Test
    void reloadPrintsDifferencesAndEffects() throws IOException {
        answering("{\"v\":1,\"dryRun\":true,\"differences\":[\"vrrp_instance A: priority 1 -> 2\"],"
                + "\"effects\":{\"A.b\":[\"stays MASTER\"]}}");
        Mainstay m = run("reload", "--dry-run");
        assertEquals(0, m.status());
        assertEquals(
                List.of("vrrp_instance A: priority 1 -> 2", "a reload now would do this:", "  A.b: stays MASTER"),
                m.out().lines().toList());
    }

    @Test
    void traceEndsAfterTheCount() throws IOException {
        String advert = "{\"v\":1,\"at\":\"T\",\"direction\":\"sent\",\"text\":\"an advert\"}";
        answering(advert, advert, advert);
        Mainstay m = run("trace", "--count", "2");
        assertEquals(0, m.status());
        assertEquals(
                List.of("T sent an advert", "T sent an advert"), m.out().lines().toList());
    }

    @Test
    void replayOfWhatIsNoJournalIsStatusSix() throws IOException {
        Path file = Files.writeString(folder.resolve("x.jsonl"), "some text\n");
        Mainstay m = Mainstay.run("replay", file.toString());
        assertEquals(6, m.status());
        assertTrue(
                m.complaint().endsWith("no input in it that could be fed (expected: files of a journal)"),
                m.complaint());
        assertEquals(
                6, Mainstay.run("replay", folder.resolve("none").toString()).status());
    }
}
