package io.mainstay.proxy.monitor;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The health checks of all servers. Any thread may call it; the listener hears one whole list at a time, in the order of
 * the changes, on an event loop or in the caller's thread of {@link #reconfigure}, and must not block.
 */
public final class Monitor implements AutoCloseable {
    private final EventLoopGroup group;
    private final Consumer<List<ServerHealth>> onChange;
    private final Names names = new Names();
    private final Object lock = new Object();
    private List<ServerMonitor> monitors = List.of();
    private List<ServerHealth> told = List.of();
    private ProxyConfig config;
    private boolean started;

    /**
     * Checks that do not run yet.
     *
     * @param group the data path's event loops; a server stays on one
     * @param onChange hears every list that differs from the one before in more than {@code checkMillis}
     */
    public Monitor(EventLoopGroup group, ProxyConfig config, Consumer<List<ServerHealth>> onChange) {
        this.group = group;
        this.config = config;
        this.onChange = onChange;
    }

    /** Starts the first check of every server at once. Reads TLS files: not for an event loop. */
    public void start() {
        synchronized (lock) {
            started = true;
            replace();
        }
    }

    /**
     * Goes over to another configuration. Servers whose address and check stay keep connection and counters; servers
     * whose check changes keep their verdict until the new check answers.
     */
    public void reconfigure(ProxyConfig changed) {
        synchronized (lock) {
            config = changed;
            if (started) {
                replace();
            }
        }
    }

    /** What is known now, in the order of the configuration. */
    public List<ServerHealth> snapshot() {
        synchronized (lock) {
            return health();
        }
    }

    /** Ends all checks; the listener hears nothing more. */
    @Override
    public void close() {
        synchronized (lock) {
            started = false;
            monitors.forEach(ServerMonitor::close);
            monitors = List.of();
        }
    }

    private void replace() {
        List<ServerMonitor> fresh = new ArrayList<>();
        List<ServerMonitor> all = new ArrayList<>();
        for (Server server : config.servers()) {
            ServerMonitor before = find(server);
            boolean kept = before != null && before.serves(server, config.check());
            ServerMonitor monitor = kept ? before : create(server, before, all.size());
            all.add(monitor);
            if (!kept) {
                fresh.add(monitor);
            }
        }
        monitors.stream().filter(m -> !all.contains(m)).forEach(ServerMonitor::close);
        monitors = List.copyOf(all);
        tell();
        fresh.forEach(ServerMonitor::start);
    }

    private @Nullable ServerMonitor find(Server server) {
        return monitors.stream().filter(m -> m.sameAddress(server)).findFirst().orElse(null);
    }

    private ServerMonitor create(Server server, @Nullable ServerMonitor before, int index) {
        double spread = (index + 1.0) / config.servers().size();
        return new ServerMonitor(server, config.check(), group.next(), names, before, spread, h -> changed());
    }

    private void changed() {
        synchronized (lock) {
            if (started) {
                tell();
            }
        }
    }

    private void tell() {
        List<ServerHealth> now = health();
        if (!withoutTimes(now).equals(withoutTimes(told))) {
            told = now;
            onChange.accept(now);
        }
    }

    private List<ServerHealth> health() {
        return monitors.stream().map(ServerMonitor::health).toList();
    }

    private static List<ServerHealth> withoutTimes(List<ServerHealth> list) {
        return list.stream()
                .map(h -> new ServerHealth(
                        h.server(), h.up(), h.writable(), h.readable(), h.status(), h.check(), h.detail(), 0))
                .toList();
    }
}
