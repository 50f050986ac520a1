package io.mainstay.lab.client;

import io.mainstay.lab.Host;
import io.mainstay.lab.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Connects again and again to a database's port on the virtual address and waits for the server's greeting: what tells
 * that the address, the proxy behind it and a database behind that all serve. Gives up an attempt quickly, so that a lost
 * SYN (repeated by the kernel after a second) does not count as an outage. Any thread.
 */
public final class Greetings implements AutoCloseable {
    /** Between two attempts: how fine the figures are. */
    private static final Duration PACE = Duration.ofMillis(5);

    private static final int CONNECT_MILLIS = 20;
    private static final int GREETING_MILLIS = 200;

    private final Gaps gaps = new Gaps();
    private final InetSocketAddress target;
    private final Thread thread;
    private volatile boolean stopped;

    private Greetings(Host client, InetSocketAddress target) {
        this.target = target;
        this.thread = client.thread("greetings", this::ask);
    }

    /** Starts asking. */
    public static Greetings start(Host client, String vip, int port) {
        Greetings greetings = new Greetings(client, new InetSocketAddress(vip, port));
        greetings.thread.start();
        return greetings;
    }

    /** From here on, {@link #outage} counts anew. */
    public void mark() {
        gaps.mark();
    }

    /** The longest time without a greeting since the mark. */
    public Duration outage() {
        return gaps.longest();
    }

    /** Waits until greetings come. */
    public void await(Duration limit) {
        Waiting.until("greetings from " + target, limit, this::served);
    }

    /** Waits until greetings have stayed away for longer than an attempt may take, and then come again. */
    public void awaitOutage(Duration limit) {
        Waiting.until("no greeting from " + target, limit, () -> !served());
        await(limit);
    }

    private boolean served() {
        return gaps.silence().toMillis() < GREETING_MILLIS;
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void ask() {
        while (!stopped) {
            if (greeted()) {
                gaps.answered();
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    /** Refused, silent, closed: all the same to a client. */
    private boolean greeted() {
        try (Socket socket = new Socket()) {
            socket.connect(target, CONNECT_MILLIS);
            socket.setSoTimeout(GREETING_MILLIS);
            return socket.getInputStream().read() >= 0;
        } catch (IOException unserved) {
            return false;
        }
    }
}
