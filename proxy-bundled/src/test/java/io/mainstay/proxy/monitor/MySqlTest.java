package io.mainstay.proxy.monitor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code caching_sha2_password} against a real MySQL on 127.0.0.1, writable, with these freshly made accounts:
 *
 * <pre>
 *  CREATE USER sha_rsa@'%' IDENTIFIED BY 'Pw-1x'; CREATE USER sha_tls@'%' IDENTIFIED BY 'Pw-1x';
 *  GRANT REPLICATION CLIENT ON *.* TO sha_rsa@'%', sha_tls@'%';
 * </pre>
 *
 * The server caches a password once it was given in full, so the first login of each test is full, the second fast.
 */
@EnabledIfSystemProperty(named = "mainstay.test.mysqlPort", matches = "\\d+")
class MySqlTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void fullLoginByRsaThenFastLogin() {
        assertEquals("read_only=OFF super_read_only=OFF", login("sha_rsa", Tls.DISABLED));
        assertEquals("read_only=OFF super_read_only=OFF", login("sha_rsa", Tls.DISABLED));
    }

    @Test
    void fullLoginUnderTlsThenFastLogin() {
        assertEquals("read_only=OFF super_read_only=OFF", login("sha_tls", Tls.REQUIRED));
        assertEquals("read_only=OFF super_read_only=OFF", login("sha_tls", Tls.REQUIRED));
    }

    private String login(String user, Tls tls) {
        int port = Integer.getInteger("mainstay.test.mysqlPort", 0);
        Monitor monitor = new Monitor(
                group,
                Configs.of(Configs.check(CheckType.MYSQL, LONG, user, "Pw-1x", tls, null, Duration.ofSeconds(5)), port),
                list -> {});
        monitor.start();
        await().atMost(LONG).until(() -> !monitor.snapshot().getFirst().status().equals("UNKNOWN"));
        String detail = monitor.snapshot().getFirst().detail();
        monitor.close();
        return detail;
    }
}
