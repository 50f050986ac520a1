package io.mainstay.proxy.monitor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.mainstay.proxy.monitor.FakeServer.Act;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String GREETING = "4a000000" // 74 bytes, sequence 0
            + "0a" + "382e302e3336" + "00" // 8.0.36
            + "07000000" + "0102030405060708" + "00"
            + "ffff" + "2d" + "0200" + "ffdf" + "15" + "00000000000000000000"
            + "090a0b0c0d0e0f1011121314" + "00"
            + "63616368696e675f736861325f70617373776f726400"; // caching_sha2_password
    private static final String OK = "07000002" + "00000002000000";
    private static final String DENIED = "0c000002" + "ff1504" + "233238303030" + "4e6f21"; // 1045 28000 No!
    private static final String EOF = "fe00000200";
    private static final String COLUMN = "036465660000000156000c2d0000040000fd0100000000";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<List<ServerHealth>> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void openPortPassesTheTcpCheckAndServesBoth() throws IOException {
        try (FakeServer server = new FakeServer()) {
            assertHealth("true true UP L4OK connected", CheckType.TCP, LONG, server.port());
        }
    }

    @Test
    void closedPortIsDownAtTheFirstCheck() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        ServerHealth health = first(Configs.check(CheckType.TCP, LONG), port);
        assertEquals("DOWN", health.status());
        assertEquals("L4CON", health.check());
        assertTrue(health.detail().contains("refused"), health.detail());
    }

    @Test
    void goodHttpStatusPassesThoughTheScriptReadsNothingAndCloses() throws IOException {
        try (FakeServer server =
                new FakeServer(http("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nfine"), new Act.Close())) {
            assertHealth("true true UP L7OK HTTP status 200 OK", CheckType.HTTPCHK, LONG, server.port());
        }
    }

    @Test
    void badHttpStatusFails() throws IOException {
        try (FakeServer server = new FakeServer(http("HTTP/1.1 503 Service Unavailable\r\n\r\n"))) {
            assertHealth(
                    "false false DOWN L7STS HTTP status 503 Service Unavailable",
                    CheckType.HTTPCHK,
                    LONG,
                    server.port());
        }
    }

    @Test
    void closingWithoutHttpAnswerFails() throws IOException {
        try (FakeServer server = new FakeServer(new Act.Close())) {
            assertHealth(
                    "false false DOWN L7RSP connection closed without an HTTP answer",
                    CheckType.HTTPCHK,
                    LONG,
                    server.port());
        }
    }

    @Test
    void silentServersTimeOutInTheirLayer() throws IOException {
        Duration brief = Duration.ofMillis(150);
        try (FakeServer server = new FakeServer()) {
            assertHealth("false false DOWN L7TOUT no HTTP answer in time", CheckType.HTTPCHK, brief, server.port());
            assertHealth(
                    "false false DOWN L7TOUT no MySQL answer in time", CheckType.MYSQL_CHECK, brief, server.port());
        }
    }

    @Test
    void greetingAloneDecidesWithoutUserAndTheHandshakeIsEnded() throws IOException {
        try (FakeServer server = new FakeServer(new Act.Send(GREETING), new Act.Read(), new Act.Send(DENIED))) {
            assertHealth("true true UP L7OK 8.0.36", CheckType.MYSQL_CHECK, LONG, server.port());
            await().until(() -> !server.received().isEmpty());
            assertTrue(server.received().getFirst().endsWith("00" + "00" + hex("caching_sha2_password\0")));
        }
    }

    @Test
    void refusalInsteadOfGreetingIsSaid() throws IOException {
        try (FakeServer server = new FakeServer(new Act.Send("17000000 ff1004" + hex("Too many connections")))) {
            assertHealth(
                    "false false DOWN L7STS 1040: Too many connections", CheckType.MYSQL_CHECK, LONG, server.port());
        }
    }

    @Test
    void garbageInsteadOfGreetingIsSaid() throws IOException {
        try (FakeServer server = new FakeServer(new Act.Send(hex("SSH-2.0-OpenSSH_9.2\r\n")))) {
            assertHealth(
                    "false false DOWN L7RSP packet of 4739923 bytes (expected: at most 1048576)",
                    CheckType.MYSQL_CHECK,
                    LONG,
                    server.port());
        }
    }

    @Test
    void loginWithoutPasswordEndsWithQuit() throws IOException {
        Check check = Configs.check(CheckType.MYSQL_CHECK, LONG, "ha", null, Tls.DISABLED, null, Duration.ZERO);
        try (FakeServer server =
                new FakeServer(new Act.Send(GREETING), new Act.Read(), new Act.Send(OK), new Act.Read())) {
            assertEquals("L7OK", first(check, server.port()).check());
            await().until(() -> server.received().contains("01"));
        }
    }

    @Test
    void refusedLoginCarriesTheServersWords() throws IOException {
        Check check = Configs.check(CheckType.MYSQL, LONG, "mon", "bad", Tls.PREFERRED, null, Duration.ZERO);
        String noTls = GREETING.replace("ffff2d", "fff72d");
        try (FakeServer server = new FakeServer(new Act.Send(noTls), new Act.Read(), new Act.Send(DENIED))) {
            ServerHealth health = first(check, server.port());
            assertEquals("L7STS 1045 (28000): No!", health.check() + " " + health.detail());
        }
    }

    @Test
    void serverWithoutTlsFailsWhereItIsRequired() throws IOException {
        Check check = Configs.check(CheckType.MYSQL, LONG, "mon", "x", Tls.REQUIRED, null, Duration.ZERO);
        try (FakeServer server = new FakeServer(new Act.Send(GREETING.replace("ffff2d", "fff72d")))) {
            ServerHealth health = first(check, server.port());
            assertEquals(
                    "L6RSP server offers no TLS and the check requires it", health.check() + " " + health.detail());
        }
    }

    @Test
    void unreadableAuthorityFileFailsEveryCheck() throws IOException {
        Check check = Configs.check(CheckType.MYSQL, LONG, "mon", "x", Tls.VERIFY_CA, "/nonexistent", Duration.ZERO);
        try (FakeServer server = new FakeServer()) {
            ServerHealth health = first(check, server.port());
            assertEquals("L6RSP", health.check());
            assertTrue(health.detail().startsWith("tls_ca /nonexistent: "), health.detail());
        }
    }

    @Test
    void deniedLagIsSaidAndLeavesTheWriter() throws IOException {
        Check check = Configs.check(CheckType.MYSQL, LONG, "mon", "", Tls.DISABLED, null, Duration.ofSeconds(5));
        try (FakeServer server = new FakeServer(
                new Act.Send(GREETING),
                new Act.Read(),
                new Act.Send(OK),
                new Act.Read(),
                new Act.Send(variables("read_only", "OFF")),
                new Act.Read(),
                new Act.Send(DENIED))) {
            ServerHealth health = first(check, server.port());
            assertEquals("read_only=OFF lag unknown (1045 (28000): No!)", health.detail());
            assertTrue(health.up() && health.writable() && !health.readable());
            assertEquals(hex("\u0003SHOW REPLICA STATUS"), server.received().get(2));
        }
    }

    @Test
    void closingDuringTheQueryFails() throws IOException {
        Check check = Configs.check(CheckType.MYSQL, LONG, "mon", "", Tls.DISABLED, null, Duration.ZERO);
        try (FakeServer server = new FakeServer(
                new Act.Send(GREETING), new Act.Read(), new Act.Send(OK), new Act.Read(), new Act.Close())) {
            ServerHealth health = first(check, server.port());
            assertEquals(
                    "L7RSP the server closed the connection after the login", health.check() + " " + health.detail());
        }
    }

    @Test
    void connectionLostBetweenChecksIsOpenedAtOnce() throws IOException {
        Duration hour = Duration.ofHours(1);
        Check check = new Check(
                CheckType.MYSQL,
                0,
                hour,
                hour,
                hour,
                2,
                3,
                LONG,
                "mon",
                null,
                Tls.DISABLED,
                null,
                Duration.ZERO,
                "",
                "");
        try (FakeServer server = new FakeServer(
                        new Act.Send(GREETING),
                        new Act.Read(),
                        new Act.Send(OK),
                        new Act.Read(),
                        new Act.Send(variables("read_only", "OFF")),
                        new Act.Read(),
                        new Act.Send(DENIED),
                        new Act.Close());
                Monitor monitor = monitor(Configs.of(check, server.port()))) {
            await().until(() -> server.connections() >= 2);
            assertEquals("UP", monitor.snapshot().getFirst().status());
        }
    }

    @Test
    void failuresCountDownAndTheListenerHearsEachStep() throws IOException {
        try (FakeServer server = new FakeServer(http("HTTP/1.0 200 OK\r\n\r\n"));
                Monitor monitor = monitor(Configs.of(Configs.check(CheckType.HTTPCHK, LONG), server.port()))) {
            await().until(() -> monitor.snapshot().getFirst().status().equals("UP"));
            server.play(http("HTTP/1.0 500 Broken\r\n\r\n"));
            await().until(() -> monitor.snapshot().getFirst().status().equals("DOWN"));
            assertEquals(
                    List.of("UNKNOWN", "UP", "UP 2/3", "UP 1/3", "DOWN"),
                    told.stream().map(list -> list.getFirst().status()).toList());
            assertTrue(told.get(3).getFirst().writable(), "its last answer stands while it is going down");
        }
    }

    @Test
    void reloadKeepsTheVerdictOfAServerWhoseCheckChanged() throws IOException {
        try (FakeServer server = new FakeServer();
                FakeServer other = new FakeServer();
                Monitor monitor = monitor(Configs.of(Configs.check(CheckType.TCP, LONG), server.port()))) {
            await().until(() -> monitor.snapshot().getFirst().up());
            ProxyConfig changed = Configs.of(
                    Configs.check(CheckType.MYSQL_CHECK, LONG), server.port(), other.port()); // both stay silent
            monitor.reconfigure(changed);
            assertEquals("UP", monitor.snapshot().get(0).status());
            assertEquals("UNKNOWN", monitor.snapshot().get(1).status());
            assertFalse(monitor.snapshot().get(1).up());
        }
    }

    @Test
    void closedMonitorConnectsNoMore() throws IOException {
        try (FakeServer server = new FakeServer()) {
            Monitor monitor = monitor(Configs.of(Configs.check(CheckType.TCP, LONG), server.port()));
            await().until(() -> server.connections() >= 3);
            monitor.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            assertEquals(List.of(), monitor.snapshot());
        }
    }

    private Monitor monitor(ProxyConfig config) {
        Monitor monitor = new Monitor(group, config, told::add);
        monitor.start();
        return monitor;
    }

    private ServerHealth first(Check check, int port) {
        told.clear();
        Monitor monitor = monitor(Configs.of(check, port));
        await().atMost(LONG).until(() -> told.size() >= 2);
        monitor.close();
        return told.get(1).getFirst();
    }

    private void assertHealth(String expected, CheckType type, Duration timeout, int port) {
        ServerHealth h = first(Configs.check(type, timeout), port);
        assertEquals(
                expected, h.writable() + " " + h.readable() + " " + h.status() + " " + h.check() + " " + h.detail());
    }

    /** A result set of two columns and one row. */
    private static String variables(String name, String value) {
        String columns = frame(1, "02")
                + frame(2, COLUMN.replace("0156", "0d" + hex("Variable_name")))
                + frame(3, COLUMN.replace("0156", "05" + hex("Value")))
                + frame(4, EOF);
        return columns + frame(5, text(name) + text(value)) + frame(6, EOF);
    }

    private static String text(String value) {
        return HexFormat.of().toHexDigits((byte) value.length()) + hex(value);
    }

    private static String frame(int sequence, String payload) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((byte) (payload.length() / 2)) + "0000" + hex.toHexDigits((byte) sequence) + payload;
    }

    private static Act http(String text) {
        return new Act.Send(hex(text));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
