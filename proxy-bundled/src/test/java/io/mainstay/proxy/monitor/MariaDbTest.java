package io.mainstay.proxy.monitor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Against a real primary and a real replica; skipped where the distribution's server is not installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("io.mainstay.proxy.monitor.MariaDb#installed")
class MariaDbTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<ServerHealth> told = new CopyOnWriteArrayList<>();
    private @Nullable MariaDb primary;
    private @Nullable MariaDb replica;
    private @Nullable Path authority;
    private @Nullable Monitor monitor;

    @BeforeAll
    void bringUp(@TempDir Path folder) throws IOException, InterruptedException {
        certificates(folder);
        authority = folder.resolve("ca.pem");
        MariaDb first = MariaDb.start(
                Files.createDirectory(folder.resolve("a")),
                "--ssl-ca=" + folder.resolve("ca.pem"),
                "--ssl-cert=" + folder.resolve("cert.pem"),
                "--ssl-key=" + folder.resolve("key.pem"));
        primary = first;
        MariaDb second = MariaDb.start(Files.createDirectory(folder.resolve("b")), "--read-only");
        replica = second;
        first.sql("CREATE USER mon@'%' IDENTIFIED BY 'm\u00f6n'; GRANT SLAVE MONITOR ON *.* TO mon@'%';"
                + "CREATE USER poor@'%' IDENTIFIED BY 'p';"
                + "CREATE USER safe@'%' IDENTIFIED BY 's' REQUIRE SSL; GRANT SLAVE MONITOR ON *.* TO safe@'%';"
                + "CREATE USER ed@'%'; CREATE USER repl@'%' IDENTIFIED BY 'r';"
                + "GRANT REPLICATION SLAVE ON *.* TO repl@'%'");
        second.sql("CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + first.port()
                + ", MASTER_USER='repl', MASTER_PASSWORD='r', MASTER_USE_GTID=slave_pos; START SLAVE");
    }

    /** An authority, and a server certificate for 127.0.0.1 from it. */
    private static void certificates(Path folder) throws IOException, InterruptedException {
        String[] make = {"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"};
        MariaDb.run(folder, with(make, "-subj", "/CN=lab authority", "-keyout", "ca.key", "-out", "ca.pem"));
        MariaDb.run(
                folder,
                with(
                        make,
                        "-subj",
                        "/CN=db",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-addext",
                        "basicConstraints=critical,CA:FALSE",
                        "-CA",
                        "ca.pem",
                        "-CAkey",
                        "ca.key",
                        "-keyout",
                        "key.pem",
                        "-out",
                        "cert.pem"));
    }

    private static String[] with(String[] head, String... tail) {
        String[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    @AfterEach
    void endChecks() {
        if (monitor != null) {
            monitor.close();
        }
    }

    @AfterAll
    void bringDown() throws InterruptedException {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        if (replica != null) {
            replica.stop();
        }
        if (primary != null) {
            primary.stop();
        }
    }

    @Test
    void readOnlySwitchIsFollowed() throws IOException, InterruptedException {
        watch(mysql("mon", "m\u00f6n", Tls.DISABLED, null), primary());
        awaitHealth(h -> h.writable() && h.readable() && h.detail().equals("read_only=OFF"));
        primary().sql("SET GLOBAL read_only = 1");
        awaitHealth(h -> h.up() && !h.writable() && h.readable() && h.detail().equals("read_only=ON"));
        primary().sql("SET GLOBAL read_only = 0");
        awaitHealth(ServerHealth::writable);
    }

    @Test
    void stoppedReplicaServesNoReads() throws IOException, InterruptedException {
        watch(mysql("mon", "m\u00f6n", Tls.DISABLED, null), replica());
        awaitHealth(h -> h.readable() && !h.writable() && h.detail().equals("read_only=ON lag=0s"));
        replica().sql("STOP SLAVE SQL_THREAD");
        awaitHealth(
                h -> h.up() && !h.readable() && h.detail().equals("read_only=ON replication stopped (io Yes, sql No)"));
        replica().sql("START SLAVE SQL_THREAD");
        awaitHealth(ServerHealth::readable);
    }

    @Test
    void accountWithoutTheRightMakesTheLagUnknown() {
        watch(mysql("poor", "p", Tls.DISABLED, null), replica());
        awaitHealth(h -> h.up() && !h.readable() && h.detail().contains("lag unknown (1227 (42000): Access denied"));
    }

    @Test
    void wrongPasswordIsSaid() {
        watch(mysql("mon", "wrong", Tls.DISABLED, null), primary());
        awaitHealth(h -> h.check().equals("L7STS") && h.detail().startsWith("1045 (28000): Access denied"));
    }

    @Test
    void accountThatRequiresTlsNeedsIt() {
        watch(mysql("safe", "s", Tls.DISABLED, null), primary());
        awaitHealth(h -> h.detail().startsWith("1045 (28000): Access denied"));
        watch(mysql("safe", "s", Tls.REQUIRED, null), primary());
        awaitHealth(ServerHealth::writable);
    }

    @Test
    void certificateIsVerifiedAgainstTheAuthorityAndTheAddress() {
        watch(mysql("mon", "m\u00f6n", Tls.VERIFY_IDENTITY, String.valueOf(authority)), primary());
        awaitHealth(ServerHealth::writable);
        watch(mysql("mon", "m\u00f6n", Tls.VERIFY_CA, null), primary());
        awaitHealth(h -> h.check().equals("L6RSP") && h.detail().startsWith("TLS handshake: "));
    }

    @Test
    void preferredTlsDoesWithout() {
        watch(mysql("mon", "m\u00f6n", Tls.PREFERRED, null), replica());
        awaitHealth(ServerHealth::readable);
    }

    @Test
    void killedConnectionDoesNotTakeTheServerDown() throws IOException, InterruptedException {
        watch(mysql("mon", "m\u00f6n", Tls.DISABLED, null), primary());
        awaitHealth(ServerHealth::writable);
        primary().sql("KILL USER mon");
        primary().sql("SET GLOBAL read_only = 1"); // only a new connection can tell
        awaitHealth(h -> !h.writable());
        primary().sql("SET GLOBAL read_only = 0");
        awaitHealth(ServerHealth::writable);
        assertTrue(told.stream().skip(1).allMatch(ServerHealth::up), told.toString());
    }

    @Test
    void greetingChecksDoNotNeedAnAccount() {
        watch(Configs.check(CheckType.MYSQL_CHECK, LONG), primary());
        awaitHealth(h -> h.up() && h.detail().contains("MariaDB"));
        assertEquals("L7OK", present().check());
    }

    private static Check mysql(String user, String password, Tls tls, @Nullable String ca) {
        return Configs.check(CheckType.MYSQL, LONG, user, password, tls, ca, Duration.ofSeconds(30));
    }

    private void watch(Check check, MariaDb server) {
        endChecks();
        told.clear();
        monitor = new Monitor(group, Configs.of(check, server.port()), list -> told.add(list.getFirst()));
        monitor.start();
    }

    private ServerHealth present() {
        return java.util.Objects.requireNonNull(monitor).snapshot().getFirst();
    }

    private void awaitHealth(Predicate<ServerHealth> wanted) {
        await().atMost(LONG).until(this::present, wanted);
    }

    private MariaDb primary() {
        return java.util.Objects.requireNonNull(primary);
    }

    private MariaDb replica() {
        return java.util.Objects.requireNonNull(replica);
    }
}
