package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.hocon.HoconReader;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Balance;
import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Limits;
import io.mainstay.conf.model.ProxyConfig.Listener;
import io.mainstay.conf.model.ProxyConfig.OnMarkedDown;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.conf.model.ProxyConfig.Timeouts;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.mainstay.conf.model.Secret;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxySectionTest {
    private static final String SMALL = """
            proxy {
              servers { db1 { address = 10.0.0.7 } }
              listeners { write { bind = "*:3307" } }
            """;

    private final Diagnostics findings = new Diagnostics();

    @Test
    void theSmallestSectionHasTheDefaults() {
        ProxyConfig proxy = accepted("");

        assertEquals(new Position("proxy.conf", 1, 1), proxy.position());
        assertEquals(
                List.of(new Server("db1", new Position("proxy.conf", 2, 13), "10.0.0.7", 3306, 100, false, 0, 128)),
                proxy.servers());
        assertEquals(
                List.of(new Listener(
                        "write",
                        new Position("proxy.conf", 3, 15),
                        Role.WRITER,
                        "*",
                        3307,
                        Balance.LEASTCONN,
                        List.of("db1"),
                        true,
                        4_000)),
                proxy.listeners());
        Duration two = Duration.ofSeconds(2);
        assertEquals(
                new Check(
                        CheckType.MYSQL_CHECK,
                        0,
                        two,
                        Duration.ofMillis(500),
                        two,
                        2,
                        3,
                        two,
                        null,
                        null,
                        Tls.PREFERRED,
                        null,
                        Duration.ofSeconds(10),
                        "OPTIONS",
                        "/"),
                proxy.check());
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        3,
                        true),
                proxy.timeouts());
        assertEquals(new Limits(4_000, 500, 65_536), proxy.limits());
        assertEquals(OnMarkedDown.SHUTDOWN_SESSIONS, proxy.onMarkedDown());
        assertEquals(2, proxy.threads());
        assertTrue(proxy.track());
        assertEquals(0, proxy.trackWeight());
        assertNull(proxy.user());
        assertNull(proxy.java());
        assertEquals(List.of(), proxy.jvmOptions());
    }

    @Test
    void whatIsWrittenHolds() {
        ProxyConfig proxy = accepted("""
                track_proxy { weight = -20 }
                on_marked_down = none
                threads = 4, user = "mainstay-proxy mysql", java = /opt/java, jvm_options = [-Xmx64m]
                default_server { weight = 7, maxconn = 64, backup = on }
                servers { db2 { address = "db2.example:13306", weight = 9 } }
                listeners { read {
                  bind = "[::]:3306", role = reader, balance = roundrobin, servers = [db2, db1]
                  writer_is_reader = off, maxconn = 10
                } }
                check { type = httpchk, inter = 200ms, tls = verify-ca, http_uri = /master }
                timeouts { client = 3h, redispatch = false }
                limits { buffer = 128KiB }
                """);

        assertEquals(
                new Server("db2", new Position("proxy.conf", 8, 11), "db2.example", 13_306, 9, true, 64, 128),
                proxy.servers().get(1));
        assertEquals(7, proxy.servers().getFirst().weight());
        Listener read = proxy.listeners().get(1);
        assertEquals(
                new Listener(
                        "read",
                        new Position("proxy.conf", 9, 13),
                        Role.READER,
                        "::",
                        3306,
                        Balance.ROUNDROBIN,
                        List.of("db2", "db1"),
                        false,
                        10),
                read);
        assertEquals(CheckType.HTTPCHK, proxy.check().type());
        assertEquals(9_200, proxy.check().port());
        assertEquals(Duration.ofMillis(200), proxy.check().fastinter());
        assertEquals(Tls.VERIFY_CA, proxy.check().tls());
        assertEquals("/master", proxy.check().httpUri());
        assertEquals(Duration.ofHours(3), proxy.timeouts().client());
        assertFalse(proxy.timeouts().redispatch());
        assertEquals(131_072, proxy.limits().bufferBytes());
        assertEquals(-20, proxy.trackWeight());
        assertEquals(new UserConfig("mainstay-proxy", "mysql"), proxy.user());
        assertEquals("/opt/java", proxy.java());
        assertEquals(List.of("-Xmx64m"), proxy.jvmOptions());
    }

    @Test
    void aMonitorUserMeansRealMysqlChecks() {
        assertEquals(
                CheckType.MYSQL,
                accepted("check { user = monitor, password = x }").check().type());
        assertEquals(
                List.of("proxy.conf:4:1: proxy.check.user: missing (expected: the monitor account that type mysql"
                        + " logs in with)"),
                refused("check { type = mysql }"));
    }

    @Test
    void trackingCanBeSwitchedOff() {
        assertFalse(accepted("track_proxy = off").track());
        assertFalse(accepted("track_proxy = false").track());
        assertTrue(accepted("track_proxy {}").track());
        assertTrue(ProxySection.tracks(section("threads = 65")));
        assertFalse(ProxySection.tracks(section("threads = 65, track_proxy = off")));
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() {
        assertEquals(
                List.of(
                        "proxy.conf:12:10: proxy.limits.buffer: 1 (expected: a whole number of bytes, or one with a"
                                + " unit: B, KiB or MiB, 4096..16777216)",
                        "proxy.conf:6:17: proxy.servers.db2.address: 10.0.0.256 (expected: host:port with a literal"
                                + " address or a name, IPv6 in brackets, port 3306 if left out)",
                        "proxy.conf:6:39: proxy.servers.db2.weight: 257 (expected: 0..256)",
                        "proxy.conf:7:11: proxy.servers.db3.address: missing (expected: host:port)",
                        "proxy.conf:8:21: proxy.listeners.other.bind: db:1 (expected: literal address:port or *:port,"
                                + " IPv6 in brackets)",
                        "proxy.conf:8:36: proxy.listeners.other.role: leader (expected: writer, reader, any)",
                        "proxy.conf:8:51: proxy.listeners.other.servers: db9 (expected: db1, db2, db3)",
                        "proxy.conf:9:9: proxy.check.inter: 12000 (expected: a whole number with a unit: ms, s, m, h or"
                                + " d, 10ms..86400s)",
                        "proxy.conf:9:24: proxy.check.risse: unknown key (did you mean rise?)",
                        "proxy.conf:10:12: proxy.timeouts.redispatch: perhaps (expected: on or off)",
                        "proxy.conf:11:1: proxy.threads: 0 (expected: 1..64)",
                        "proxy.conf:4:15: proxy.track_proxy.weight: 254 (expected: -253..253)",
                        "proxy.conf:5:1: proxy.frontends: unknown key (expected: check, default_server, java,"
                                + " jvm_options, limits, listeners, on_marked_down, servers, threads, timeouts,"
                                + " track_proxy, user)"),
                refused("""
                        track_proxy { weight = 254 }
                        frontends {}
                        servers { db2 { address = 10.0.0.256, weight = 257 } }
                        servers { db3 { backup = on } }
                        listeners { other { bind = "db:1", role = leader, servers = [db1, db9] } }
                        check { inter = 12000, risse = 3 }
                        timeouts { redispatch = perhaps }
                        threads = 0
                        limits { buffer = 1 }
                        """));
    }

    @Test
    void twoListenersOnOnePortAreRefused() {
        assertEquals(
                List.of("proxy.conf:4:13: proxy.listeners.read: binds the port 3307 that write binds"),
                refused("listeners { read { bind = \"10.0.0.5:3307\" } }"));
        assertEquals(
                3,
                accepted("listeners { a { bind = \"10.0.0.5:3306\" }, b { bind = \"10.0.0.6:3306\" } }")
                        .listeners()
                        .size());
    }

    @Test
    void anEmptySectionSaysWhatIsMissing() {
        assertNull(ProxySection.build(new Node("proxy", List.of(), List.of(), true, Position.NOWHERE), findings));
        assertEquals(
                List.of(
                        "(built in): proxy.servers: none (expected: at least one)",
                        "(built in): proxy.listeners: none (expected: at least one)"),
                texts(findings));
    }

    @Test
    void aPasswordMayStandInAFileOfItsOwn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("password");
        Files.writeString(file, "s3cret # no comment\nsecond line\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String check = "check { user = m, password_file = \"" + file + "\"";

        assertEquals(
                new Secret("s3cret # no comment"),
                accepted(check + " }").check().password());
        assertEquals(
                List.of("proxy.conf:4:19: proxy.check.password_file: " + file
                        + " can be read by everybody (expected: mode 0600)"),
                texts(findings));
        Files.writeString(file, "");
        assertTrue(refused(check + " }").getLast().contains("has an empty first line"));
        assertTrue(refused(check + ", password = x }").getLast().contains("stands beside password"));
        Files.delete(file);
        assertTrue(refused(check + " }").getLast().endsWith(file + " (expected: a file that exists)"));
    }

    @Test
    void noFindingAndNoTextShowsThePassword() {
        ProxyConfig proxy = accepted("check { user = m, password = hush0011 }");

        assertFalse(proxy.toString().contains("hush0011"));
        assertFalse(refused("check { user = m, password = [hush0011, hush0011], x = 1 }")
                .toString()
                .contains("hush0011"));
    }

    private ProxyConfig accepted(String more) {
        ProxyConfig config = ProxySection.build(section(more), findings);
        assertNotNull(config, () -> texts(findings).toString());
        return config;
    }

    private static List<String> refused(String more) {
        Diagnostics own = new Diagnostics();
        assertNull(ProxySection.build(section(more), own));
        return texts(own);
    }

    private static Node section(String more) {
        Diagnostics own = new Diagnostics();
        Node root = HoconReader.read("proxy.conf", SMALL + more + "\n}\n", own);
        assertNotNull(root, () -> texts(own).toString());
        return root.child("proxy").orElseThrow();
    }

    private static List<String> texts(Diagnostics findings) {
        return findings.list().stream().map(Object::toString).toList();
    }
}
