package io.mainstay.proxy.session;

import io.mainstay.conf.model.ProxyConfig;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is let in: the limits on sessions in all, per listener, and on clients that are not through their handshake. Any thread. */
public final class Admission {
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Map<String, AtomicInteger> byListener = new ConcurrentHashMap<>();

    /** Counts a client in as a session with an open handshake, or says which limit it met and counts nothing. */
    Optional<Counter> enter(String listener, int listenerMaxconn, ProxyConfig.Limits limits) {
        if (!take(sessions, limits.maxconn())) {
            return Optional.of(Counter.REFUSED_MAXCONN);
        }
        if (!take(of(listener), listenerMaxconn)) {
            sessions.decrementAndGet();
            return Optional.of(Counter.REFUSED_LISTENER_MAXCONN);
        }
        if (!take(handshakes, limits.handshakes())) {
            sessions.decrementAndGet();
            of(listener).decrementAndGet();
            return Optional.of(Counter.REFUSED_HANDSHAKES);
        }
        return Optional.empty();
    }

    private static boolean take(AtomicInteger count, int limit) {
        if (count.incrementAndGet() <= limit) {
            return true;
        }
        count.decrementAndGet();
        return false;
    }

    /** The handshake is over, well or badly. */
    void handshakeOver() {
        handshakes.decrementAndGet();
    }

    /** The session is over. */
    void leave(String listener) {
        sessions.decrementAndGet();
        of(listener).decrementAndGet();
    }

    /** Sessions open now. */
    public int sessions() {
        return sessions.get();
    }

    /** Sessions open now on one listener. */
    public int sessions(String listener) {
        return of(listener).get();
    }

    /** Clients that are not through their handshake. */
    public int handshakes() {
        return handshakes.get();
    }

    private AtomicInteger of(String listener) {
        return byListener.computeIfAbsent(listener, name -> new AtomicInteger());
    }
}
