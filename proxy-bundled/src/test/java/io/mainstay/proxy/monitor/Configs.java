package io.mainstay.proxy.monitor;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Limits;
import io.mainstay.conf.model.ProxyConfig.OnMarkedDown;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.conf.model.ProxyConfig.Timeouts;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.mainstay.conf.model.Secret;
import io.mainstay.conf.text.Position;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Configurations for tests: fast checks of servers on loopback. */
final class Configs {
    private Configs() {}

    /** Servers db1, db2, … on these ports. */
    static ProxyConfig of(Check check, int... ports) {
        List<Server> servers = IntStream.range(0, ports.length)
                .mapToObj(i -> new Server("db" + (i + 1), Position.NOWHERE, "127.0.0.1", ports[i], 1, false, 0, 0))
                .toList();
        Timeouts timeouts = new Timeouts(
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                3,
                false);
        return new ProxyConfig(
                Position.NOWHERE,
                List.of(),
                servers,
                check,
                timeouts,
                new Limits(100, 10, 65536),
                OnMarkedDown.SHUTDOWN_SESSIONS,
                1,
                0,
                true,
                null,
                null,
                List.of());
    }

    /** Every 50 ms, rise 2, fall 3, no account. */
    static Check check(CheckType type, Duration timeout) {
        return check(type, timeout, null, null, Tls.DISABLED, null, Duration.ZERO);
    }

    static Check check(
            CheckType type,
            Duration timeout,
            @Nullable String user,
            @Nullable String password,
            Tls tls,
            @Nullable String ca,
            Duration maxLag) {
        Duration inter = Duration.ofMillis(50);
        Secret secret = password == null ? null : new Secret(password);
        return new Check(type, 0, inter, inter, inter, 2, 3, timeout, user, secret, tls, ca, maxLag, "OPTIONS", "/");
    }
}
