package io.mainstay.proxy;

import static io.mainstay.proxy.Configs.config;
import static io.mainstay.proxy.Configs.listener;
import static io.mainstay.proxy.Configs.server;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyMainTest {
    private final FakeServer db1 = new FakeServer("db1");
    private Child child;

    @SuppressWarnings("NullAway.Init") // set before each test
    ProxyMainTest() {}

    @BeforeEach
    void start() throws IOException {
        child = new Child();
    }

    @AfterEach
    void stop() {
        child.close();
        db1.close();
    }

    private static ProxyConfig oneServer(int port) throws IOException {
        return config(List.of(listener("rw", Role.WRITER, freePort(), "db1")), List.of(server("db1", port)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private FakeClient loggedIn() throws IOException {
        child.configure(oneServer(db1.port()));
        FakeClient client = new FakeClient(child.healthy().listeners().get(0).port());
        assertEquals("db1", FakeClient.login(client));
        return client;
    }

    private int exit() throws InterruptedException {
        assertTrue(child.process.waitFor(20, TimeUnit.SECONDS));
        return child.process.exitValue();
    }

    @Test
    void itSaysHelloFirstAndBeats() throws IOException {
        child.configure(oneServer(db1.port()));

        await().atMost(Duration.ofSeconds(20)).until(() -> !child.said.isEmpty());
        ProxyMessage.Hello hello = assertInstanceOf(ProxyMessage.Hello.class, child.said.get(0));
        assertEquals(child.process.pid(), hello.pid());
        await().atMost(Duration.ofSeconds(20)).until(() -> child.said.stream().anyMatch(this::beatsOnBothLoops));
    }

    private boolean beatsOnBothLoops(ProxyMessage message) {
        return message instanceof ProxyMessage.Heartbeat heartbeat
                && heartbeat.beats().size() == 2
                && heartbeat.beats().stream().allMatch(b -> b > 2);
    }

    @Test
    void drainingEndsIdleSessionsAndTheProcessWithZero() throws Exception {
        try (FakeClient client = loggedIn()) {
            child.send("{\"type\":\"drain\"}");

            assertEquals(1053, client.read().errno());
            assertEquals(0, exit());
        }
    }

    @Test
    void withoutItsControllerItClosesAllSessionsAndEnds() throws Exception {
        try (FakeClient client = loggedIn()) {
            child.process.getOutputStream().close();

            FakeClient.Packet last = client.read();
            assertEquals(1053, last.errno());
            assertTrue(last.text().contains("the controller of this proxy is gone"));
            assertEquals(3, exit());
        }
    }

    @Test
    void aFirstLineThatIsNoConfigurationEndsIt() throws Exception {
        child.send("nonsense");

        assertEquals(2, exit());
    }

    @Test
    void aLaterLineThatIsNoMessageIsIgnored() throws Exception {
        try (FakeClient client = loggedIn()) {
            child.send("nonsense");

            assertFalse(client.command("select").isError());
        }
    }

    @Test
    void aRealClientTalksToARealDatabase(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/mariadbd")), "no mariadbd on this machine");
        try (PrivateMariaDb database = new PrivateMariaDb(folder)) {
            child.configure(oneServer(database.port()));
            int port = child.healthy().listeners().get(0).port();

            assertEquals("42", query(port, "select 40 + 2"));
            assertEquals("3000000", query(port, "select length(repeat('x', 3000000))"));
            assertEquals(3_000_000, query(port, "select repeat('x', 3000000)").length());
        }
    }

    private static String query(int port, String sql) throws IOException {
        Process client = new ProcessBuilder(
                        "mariadb", "--no-defaults", "-uroot", "-h127.0.0.1", "-P" + port, "-N", "-B", "-e", sql)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
