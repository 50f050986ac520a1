package io.mainstay.trackers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.TrackerConfig.Process.Match;
import io.mainstay.conf.text.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a process table made of files, as proc(5) writes them. */
class ProcessTableTest {
    @TempDir
    Path proc;

    @BeforeEach
    void processes() throws IOException {
        process(10, "haproxy", 'S', "/usr/sbin/haproxy\0-f\0/etc/haproxy.cfg\0-Ws\0");
        process(11, "haproxy", 'R', "/usr/sbin/haproxy\0-f\0/etc/haproxy.cfg\0");
        process(12, "haproxy", 'Z', "");
        process(13, "a-name-that-is-", 'S', "/opt/a-name-that-is-long\0");
        process(14, "odd) S (name", 'S', "/opt/odd\0");
    }

    private void process(int pid, String comm, char state, String cmdline) throws IOException {
        Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("stat"), pid + " (" + comm + ") " + state + " 1 1 1 0 -1\n");
        Files.writeString(folder.resolve("cmdline"), cmdline);
    }

    private int count(String name, @Nullable String parameters, Match match, boolean full) throws IOException {
        return new ProcessTable(proc)
                .count(new TrackerConfig.Process(
                        "p",
                        new Position("test", 1, 1),
                        name,
                        parameters,
                        match,
                        full,
                        1,
                        9,
                        Duration.ZERO,
                        Duration.ZERO,
                        null));
    }

    @Test
    void nameAloneCountsAllThatRun() throws IOException {
        assertEquals(2, count("haproxy", null, Match.EXACT, false));
        assertEquals(0, count("hapro", null, Match.EXACT, false));
        assertEquals(1, count("odd) S (name", null, Match.EXACT, false));
        assertEquals(1, count("a-name-that-is-long", null, Match.EXACT, false));
    }

    @Test
    void argumentsAreComparedAsParamMatchSays() throws IOException {
        assertEquals(1, count("haproxy", "-f /etc/haproxy.cfg", Match.EXACT, false));
        assertEquals(2, count("haproxy", "-f /etc/haproxy.cfg", Match.PARTIAL, false));
        assertEquals(0, count("haproxy", "-f /etc/haproxy", Match.PARTIAL, false));
        assertEquals(2, count("haproxy", "-f /etc/haproxy", Match.INITIAL, false));
        assertEquals(0, count("haproxy", "/etc/haproxy.cfg", Match.INITIAL, false));
    }

    @Test
    void fullCommandComparesTheWholeLine() throws IOException {
        assertEquals(0, count("haproxy", "-f /etc/haproxy.cfg", Match.EXACT, true));
        assertEquals(1, count("/usr/sbin/haproxy", "-f /etc/haproxy.cfg", Match.EXACT, true));
        assertEquals(2, count("/usr/sbin/haproxy", "-f /etc/haproxy.cfg", Match.PARTIAL, true));
        assertEquals(2, count("/usr/sbin/haproxy", "-f /etc/hap", Match.INITIAL, true));
        assertEquals(1, count("/opt/a-name-that-is-long", null, Match.EXACT, true));
    }
}
