package io.mainstay.conf;

import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Timeouts;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.mainstay.conf.model.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Blocks {@code check} and {@code timeouts} of section {@code proxy}. */
final class ProxyChecks {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration DAY = Duration.ofDays(1);

    /** Where the seeds' and Percona's check script listens ({@code mysqlchk 9200/tcp}). */
    private static final int HTTP_PORT = 9200;

    private ProxyChecks() {}

    /** How the databases are checked. */
    static Check check(ProxyBlock block) {
        String user = block.text("user");
        CheckType type = block.choice("type", user == null ? CheckType.MYSQL_CHECK : CheckType.MYSQL);
        if (type == CheckType.MYSQL && user == null) {
            block.error("user", "missing (expected: the monitor account that type mysql logs in with)");
        }
        Duration inter = block.duration("inter", Duration.ofSeconds(2), SHORTEST, DAY);
        Check check = new Check(
                type,
                block.number("port", type == CheckType.HTTPCHK ? HTTP_PORT : 0, 0, 65_535),
                inter,
                block.duration("fastinter", shorter(inter, Duration.ofMillis(500)), SHORTEST, DAY),
                block.duration("downinter", inter, SHORTEST, DAY),
                block.number("rise", 2, 1, 1_000),
                block.number("fall", 3, 1, 1_000),
                block.duration("timeout", inter, SHORTEST, DAY),
                user,
                password(block),
                block.choice("tls", Tls.PREFERRED),
                block.text("tls_ca"),
                block.duration("max_replication_lag", Duration.ofSeconds(10), Duration.ZERO, Duration.ofDays(365)),
                method(block),
                uri(block));
        block.nothingElse();
        return check;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String method(ProxyBlock block) {
        String method = block.text("http_method", "OPTIONS");
        if (!method.matches("[A-Z]{1,32}")) {
            block.error("http_method", method + " (expected: capital letters, as in OPTIONS or GET)");
        }
        return method;
    }

    private static String uri(ProxyBlock block) {
        String uri = block.text("http_uri", "/");
        if (!uri.startsWith("/") || uri.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            block.error("http_uri", uri + " (expected: a path that starts with / and has no space)");
        }
        return uri;
    }

    private static @Nullable Secret password(ProxyBlock block) {
        String password = block.text("password");
        String file = block.text("password_file");
        if (password != null && file != null) {
            block.error("password_file", "stands beside password (expected: one of the two)");
        }
        if (password != null) {
            return new Secret(password);
        }
        return file == null ? null : SecretFile.read(file, block, "password_file");
    }

    /** How long the proxy waits for what. */
    static Timeouts timeouts(ProxyBlock block) {
        Duration zero = Duration.ZERO;
        Timeouts timeouts = new Timeouts(
                block.duration("connect", Duration.ofSeconds(5), SHORTEST, DAY),
                block.duration("client", zero, zero, Duration.ofDays(30)),
                block.duration("server", zero, zero, Duration.ofDays(30)),
                block.duration("queue", Duration.ofSeconds(5), SHORTEST, DAY),
                block.duration("handshake", Duration.ofSeconds(10), SHORTEST, DAY),
                block.duration("drain", Duration.ofSeconds(30), zero, DAY),
                block.number("retries", 3, 0, 100),
                block.flag("redispatch", true));
        block.nothingElse();
        return timeouts;
    }
}
