package io.mainstay.proxy;

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
import io.mainstay.conf.text.Position;
import io.mainstay.proxy.monitor.ServerHealth;
import java.time.Duration;
import java.util.List;

/** Configurations and health reports for tests. */
public final class Configs {
    private static final Position HERE = new Position("test", 1, 1);

    public static final Timeouts PATIENT = timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

    private Configs() {}

    public static Timeouts timeouts(Duration queue, Duration handshake) {
        return new Timeouts(
                Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, queue, handshake, Duration.ofSeconds(2), 1, true);
    }

    public static Server server(String name, int port, int maxconn, int maxqueue) {
        return new Server(name, HERE, "127.0.0.1", port, 1, false, maxconn, maxqueue);
    }

    public static Server server(String name, int port) {
        return server(name, port, 0, 0);
    }

    public static Listener listener(String name, Role role, int port, String... servers) {
        return new Listener(name, HERE, role, "127.0.0.1", port, Balance.ROUNDROBIN, List.of(servers), false, 1000);
    }

    public static ProxyConfig config(List<Listener> listeners, List<Server> servers, Timeouts timeouts, Limits limits) {
        Duration second = Duration.ofSeconds(1);
        Check check = new Check(
                CheckType.TCP,
                0,
                second,
                second,
                second,
                2,
                3,
                second,
                null,
                null,
                Tls.DISABLED,
                null,
                Duration.ZERO,
                "OPTIONS",
                "/");
        return new ProxyConfig(
                HERE,
                listeners,
                servers,
                check,
                timeouts,
                limits,
                OnMarkedDown.SHUTDOWN_SESSIONS,
                2,
                0,
                true,
                null,
                null,
                List.of());
    }

    public static ProxyConfig config(List<Listener> listeners, List<Server> servers) {
        return config(listeners, servers, PATIENT, new Limits(1000, 100, 65_536));
    }

    public static ServerHealth writable(String server) {
        return new ServerHealth(server, true, true, true, "UP", "L7OK", "read_only=0", 1);
    }

    public static ServerHealth readOnly(String server) {
        return new ServerHealth(server, true, false, true, "UP", "L7OK", "read_only=1", 1);
    }

    public static ServerHealth down(String server) {
        return new ServerHealth(server, false, false, false, "DOWN", "L4CON", "connection refused", 1);
    }
}
