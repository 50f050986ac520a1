package io.mainstay.proxy;

import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.proxy.backend.Backends;
import io.mainstay.proxy.backend.Servers;
import io.mainstay.proxy.monitor.ServerHealth;
import io.mainstay.proxy.session.Admission;
import io.mainstay.proxy.session.Counter;
import io.mainstay.proxy.session.Counters;
import io.mainstay.proxy.session.Listener;
import io.mainstay.proxy.session.Loops;
import io.mainstay.proxy.session.Names;
import io.mainstay.proxy.session.PassThroughs;
import io.mainstay.proxy.session.Services;
import io.mainstay.proxy.session.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * The proxy wired together: loops, listeners, servers. Its own methods are called by one thread, {@link #health} and
 * {@link #state} by any.
 */
public final class Proxy implements AutoCloseable {
    private static final int PAGE_BYTES = 8 * 1024;
    private static final int CHUNK_ORDER = 7; // chunks of 1 MiB: a loop with few busy sessions needs no more

    private final AtomicReference<ProxyConfig> config;
    private final Counters counters = new Counters();
    private final Admission admission = new Admission();
    private final Names names;
    private final Backends backends;
    private final Services services;
    private final Loops loops;
    private final Runnable onChange;
    private final Logger log;
    private final AtomicReference<Map<String, Listener>> listeners = new AtomicReference<>(Map.of());
    private volatile boolean draining;

    /**
     * Makes everything, opens nothing.
     *
     * @param onChange told after a change of state, from any thread; must return at once
     * @param fatal told of errors that the process must not survive
     */
    public Proxy(ProxyConfig config, Runnable onChange, Consumer<Throwable> fatal, Logger log) {
        this.config = new AtomicReference<>(config);
        this.onChange = onChange;
        this.log = log;
        Transport transport = Transport.choose(log);
        names = new Names(log);
        backends = new Backends(config);
        services = new Services(
                backends, admission, counters, names, transport, allocator(config.threads()), this.config::get, fatal);
        loops = new Loops(config.threads(), transport, counters);
        config.servers().forEach(s -> names.learn(s.host()));
    }

    private static PooledByteBufAllocator allocator(int threads) {
        return new PooledByteBufAllocator(
                true,
                0,
                threads,
                PAGE_BYTES,
                CHUNK_ORDER,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                false);
    }

    /** For the checks. */
    public EventLoopGroup group() {
        return loops.group();
    }

    /** One counter per loop. */
    public List<Long> beats() {
        return loops.beats();
    }

    /** Opens the listeners. */
    public void start() {
        openListeners(config.get());
    }

    /** Takes what the checks know. */
    public void health(List<ServerHealth> known) {
        String before = elections();
        backends.health(known);
        String after = elections();
        if (!after.equals(before)) {
            log.info("writer election result=\"{}\"", after);
        }
        onChange.run();
    }

    private String elections() {
        return String.join("; ", backends.snapshot().elections());
    }

    /** Takes another configuration; sessions and sockets of what stays the same stay. */
    public void reconfigure(ProxyConfig next) {
        ProxyConfig before = config.getAndSet(next);
        if (before.threads() != next.threads()) {
            log.warn("threads: {} (stays at {} until the proxy is restarted)", next.threads(), before.threads());
        }
        next.servers().forEach(s -> names.learn(s.host()));
        backends.reconfigure(next);
        openListeners(next);
        onChange.run();
    }

    /** Keeps the sockets whose address is as before, closes the others, opens the new ones. */
    private void openListeners(ProxyConfig next) {
        Map<String, Listener> before = new LinkedHashMap<>(listeners.get());
        Map<String, Listener> after = new LinkedHashMap<>();
        for (ProxyConfig.Listener wanted : next.listeners()) {
            Listener open = before.get(wanted.name());
            if (open != null && open.hasAddressOf(wanted)) {
                before.remove(wanted.name());
                after.put(wanted.name(), open);
            }
        }
        before.values().forEach(Listener::close);
        Map<String, Listener> ordered = new LinkedHashMap<>();
        next.listeners().forEach(l -> ordered.put(l.name(), after.computeIfAbsent(l.name(), name -> open(l))));
        listeners.set(ordered);
    }

    private Listener open(ProxyConfig.Listener wanted) {
        Listener listener = new Listener(wanted, services, loops, new PassThroughs(services), onChange, log);
        listener.start();
        return listener;
    }

    /** Stops accepting and asks the sessions to end; {@link #sessions} tells when they have. */
    public void drain() {
        draining = true;
        listeners.get().values().forEach(Listener::close);
        loops.drain();
        onChange.run();
    }

    /** Closes the sessions whose clients came in by these addresses, which leave this host; their locks go with them. */
    public void release(Set<InetAddress> leaving) {
        if (sessions() > 0) {
            log.info("addresses leave this host, closing the sessions on them addresses={}", leaving);
        }
        loops.release(leaving);
    }

    /** Stops accepting and closes all sessions now. */
    public void abort(String reason) {
        draining = true;
        listeners.get().values().forEach(Listener::close);
        loops.abort(reason);
    }

    /** Sessions that are not over yet. */
    public int sessions() {
        return admission.sessions();
    }

    /** The port that a listener is bound to; the configured one while it is not. */
    public int port(String listener) {
        return Objects.requireNonNull(listeners.get().get(listener)).port();
    }

    /** How it is. */
    public ProxyMessage.State state() {
        Servers servers = backends.snapshot();
        List<ProxyMessage.ListenerState> listening = listening(config.get());
        Verdict verdict = Verdict.of(config.get(), servers, listening, draining);
        return new ProxyMessage.State(
                verdict.healthy(),
                verdict.reason(),
                servers.writer(),
                servers.servers().stream().map(Proxy::server).toList(),
                listening,
                draining,
                counts());
    }

    private List<ProxyMessage.ListenerState> listening(ProxyConfig now) {
        Map<String, Listener> open = listeners.get();
        return now.listeners().stream()
                .filter(l -> open.containsKey(l.name()))
                .map(l -> listener(l, Objects.requireNonNull(open.get(l.name()))))
                .toList();
    }

    private ProxyMessage.ListenerState listener(ProxyConfig.Listener l, Listener open) {
        return new ProxyMessage.ListenerState(
                l.name(),
                l.role().name().toLowerCase(java.util.Locale.ROOT),
                l.bindAddress(),
                open.port(),
                open.isBound(),
                open.detail(),
                admission.sessions(l.name()));
    }

    private static ProxyMessage.ServerState server(Servers.Server s) {
        ServerHealth h = s.health();
        return new ProxyMessage.ServerState(
                h.server(), h.status(), s.role(), h.check(), h.detail(), h.checkMillis(), s.sessions(), s.queued());
    }

    private Map<String, Long> counts() {
        Map<String, Long> all = counters.all();
        all.put("sessions", (long) admission.sessions());
        all.put("handshakes", (long) admission.handshakes());
        return all;
    }

    /** How often something happened so far. */
    public long count(Counter counter) {
        return counters.get(counter);
    }

    @Override
    public void close() {
        listeners.get().values().forEach(Listener::close);
        names.close();
        loops.close();
    }
}
