package io.mainstay.child;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.child.ProxyStatus.Phase;
import io.mainstay.conf.channel.ControllerMessage;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.text.Position;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySupervisorTest {
    private static final Duration ZERO = Duration.ZERO;
    /** Says hello and that it serves, beats until told to drain; a file "stuck" stops its beats, not its lines. A read that
     * runs out of time in the middle of a line keeps what it has. */
    private static final String PROXY = """
            read -r first; echo "$first" >>DIR/lines
            echo '{"type":"hello","protocol":1,"pid":'$$',"version":"t"}'
            echo '{"type":"state","healthy":true,"reason":"serves","servers":[],"listeners":[],"draining":false,"counters":{}}'
            echo 'started' >&2
            n=0 begun=
            while true; do
              [ -e DIR/stuck ] || n=$((n+1))
              echo '{"type":"heartbeat","beats":['$n']}'
              if read -r -t 0.1 part; then
                line=$begun$part; begun=
                echo "$line" >>DIR/lines
                [ "$line" = drain ] && exit 0
              elif [ $? -le 128 ]; then exit 4;
              else begun=$begun$part; fi
            done
            """;

    @TempDir
    Path directory;

    private final List<ProxyStatus> said = new CopyOnWriteArrayList<>();
    private final long origin = System.nanoTime();
    private ProxySupervisor supervisor = supervisor(List.of("/no/such/proxy"));

    private ProxySupervisor supervisor(List<String> argv) {
        return new ProxySupervisor(
                config -> argv,
                message -> switch (message) {
                    case ControllerMessage.Configure c ->
                        "configure " + c.config().threads();
                    case ControllerMessage.Drain d -> "drain";
                    case ControllerMessage.Release r -> "release " + r.addresses();
                },
                new Users(),
                () -> new Deadline(System.nanoTime() - origin),
                said::add);
    }

    private static ProxyConfig config(int threads) {
        return new ProxyConfig(
                new Position("test", 1, 1),
                List.of(),
                List.of(),
                new ProxyConfig.Check(
                        ProxyConfig.CheckType.TCP,
                        0,
                        ZERO,
                        ZERO,
                        ZERO,
                        1,
                        1,
                        ZERO,
                        null,
                        null,
                        ProxyConfig.Tls.DISABLED,
                        null,
                        ZERO,
                        "OPTIONS",
                        "/"),
                new ProxyConfig.Timeouts(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, 0, false),
                new ProxyConfig.Limits(1, 1, 1),
                ProxyConfig.OnMarkedDown.NONE,
                threads,
                0,
                true,
                null,
                null,
                List.of());
    }

    private void run() throws Exception {
        supervisor.close();
        supervisor = supervisor(List.of(Scripts.write(directory, "proxy", PROXY.replace("DIR", directory.toString()))));
        supervisor.configure(config(1));
        await().until(() -> supervisor.status().healthy());
    }

    @AfterEach
    void close() throws Exception {
        long pid = supervisor.status().pid();
        supervisor.close();
        assertTrue(supervisor.awaitEnd(Duration.ofSeconds(10)));
        assertTrue(pid == 0 || !Scripts.groupRuns(pid));
    }

    @Test
    void itIsConfiguredReconfiguredAndDrained() throws Exception {
        run();
        assertEquals(Phase.RUNNING, supervisor.status().phase());
        assertEquals("serves", supervisor.status().reason());
        supervisor.configure(config(2));
        supervisor.configure(config(2));
        supervisor.stop(Duration.ofSeconds(5));
        await().until(() -> supervisor.status().phase() == Phase.STOPPED);
        assertEquals("exit 0", supervisor.status().lastExit());
        assertEquals(List.of("configure 1", "configure 2", "drain"), Files.readAllLines(directory.resolve("lines")));
    }

    @Test
    void onlyARunningProxyHearsOfAddressesThatLeave() throws Exception {
        assertFalse(supervisor.release(List.of(IpAddress.of("10.0.0.100"))));
        run();
        assertTrue(supervisor.release(List.of(IpAddress.of("10.0.0.100"))));
        await().until(() ->
                Files.readAllLines(directory.resolve("lines")).equals(List.of("configure 1", "release [10.0.0.100]")));
        assertTrue(supervisor.status().healthy());
    }

    @Test
    void killedProxyIsReportedAtOnceAndStartedAgain() throws Exception {
        run();
        long pid = supervisor.status().pid();
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        await().until(() -> supervisor.status().healthy() && supervisor.status().pid() != pid);
        assertEquals(1, supervisor.status().restarts());
        assertEquals("exit 137", supervisor.status().lastExit());
        assertTrue(said.stream().anyMatch(s -> !s.healthy() && s.phase() == Phase.BACKING_OFF));
    }

    @Test
    void loopThatStandsStillIsKilledWithinASecondAndAnotherProxyServes() throws Exception {
        run();
        long pid = supervisor.status().pid();
        Files.createFile(directory.resolve("stuck"));
        await().until(() -> !supervisor.status().healthy());
        assertTrue(said.stream()
                .anyMatch(s -> s.reason().equals("hung: event loop 0 of 1 stands still for more than 800 ms")));
        Files.delete(directory.resolve("stuck"));
        await().until(() -> supervisor.status().healthy());
        assertNotEquals(pid, supervisor.status().pid());
    }

    @Test
    void missingProgramIsSaidAndTriedAgain() {
        supervisor.configure(config(1));
        await().until(() -> supervisor.status().restarts() >= 2);
        assertEquals(
                "cannot start: /no/such/proxy: no such file",
                supervisor.status().lastExit());
    }
}
