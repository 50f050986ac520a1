package io.mainstay.proxy.session;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What belongs to one event loop: its sessions, its clock, its heartbeat. Owned by the loop; {@link #beats} by any thread. */
public final class Loop {
    /** How often a loop beats. */
    static final long BEAT_MILLIS = 100;

    private static final int BEATS_PER_SWEEP = 10;

    private final EventLoop executor;
    private final Counters counters;
    private final AtomicLong beats = new AtomicLong();
    private final Set<Session> handshaking = new LinkedHashSet<>();
    private final Set<Session> established = new LinkedHashSet<>();
    private long nowMillis = clock();
    private long bytesFromClients;
    private long bytesFromServers;
    private boolean draining;

    Loop(EventLoop executor, Counters counters) {
        this.executor = executor;
        this.counters = counters;
    }

    void start() {
        var unused = executor.scheduleAtFixedRate(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How often it has beaten; stands still when the loop hangs. */
    public long beats() {
        return beats.get();
    }

    /** The Netty loop. */
    EventLoop executor() {
        return executor;
    }

    /** The monotonic clock as of the last beat; free to ask. */
    long nowMillis() {
        return nowMillis;
    }

    boolean isDraining() {
        return draining;
    }

    void opened(Session session) {
        handshaking.add(session);
    }

    void handshakeOver(Session session) {
        handshaking.remove(session);
        established.add(session);
    }

    void closed(Session session) {
        handshaking.remove(session);
        established.remove(session);
    }

    void passed(int bytes, boolean fromServer) {
        if (fromServer) {
            bytesFromServers += bytes;
        } else {
            bytesFromClients += bytes;
        }
    }

    /** Closes the oldest client that keeps its handshake waiting; false when there is none. */
    boolean evictOne() {
        for (Session session : handshaking) {
            if (session.isIdleInHandshake(nowMillis)) {
                session.evict();
                return true;
            }
        }
        return false;
    }

    void drain() {
        draining = true;
        all().forEach(Session::drain);
    }

    void release(Set<InetAddress> leaving) {
        all().forEach(s -> s.release(leaving));
    }

    void abort(String reason) {
        draining = true;
        all().forEach(s -> s.abort(reason));
    }

    private Set<Session> all() {
        Set<Session> all = new LinkedHashSet<>(handshaking);
        all.addAll(established);
        return all;
    }

    private void beat() {
        nowMillis = clock();
        beats.lazySet(beats.get() + 1);
        new ArrayList<>(handshaking).forEach(s -> s.tick(nowMillis));
        if (beats.get() % BEATS_PER_SWEEP == 0) {
            new ArrayList<>(established).forEach(s -> s.tick(nowMillis));
        }
        counters.add(Counter.BYTES_FROM_CLIENTS, bytesFromClients);
        counters.add(Counter.BYTES_FROM_SERVERS, bytesFromServers);
        bytesFromClients = 0;
        bytesFromServers = 0;
    }

    private static long clock() {
        return System.nanoTime() / 1_000_000;
    }
}
