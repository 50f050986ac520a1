package io.mainstay.lab.client;

import io.mainstay.lab.Host;
import io.mainstay.lab.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the virtual address without pause from a client host, and says how long it got no answer and who answers. Needs an
 * {@link Echo} on every host that may hold the address. Its methods may be called from any thread.
 */
public final class Probe implements AutoCloseable {
    private final Gaps gaps = new Gaps();
    private final InetSocketAddress target;
    private final long everyNanos;
    private final Thread thread;
    private volatile String answering = "";

    private Probe(Host client, String vip, Duration every) {
        this.target = new InetSocketAddress(vip, Echo.PORT);
        this.everyNanos = every.toNanos();
        this.thread = client.thread("probe", this::ask);
    }

    /**
     * Starts asking.
     *
     * @param every between two questions, which is also how fine the figures are
     */
    public static Probe start(Host client, String vip, Duration every) {
        Probe probe = new Probe(client, vip, every);
        probe.thread.start();
        return probe;
    }

    /** From here on, {@link #outage} counts anew. */
    public void mark() {
        gaps.mark();
    }

    /** The longest time without an answer since the mark. */
    public Duration outage() {
        return gaps.longest();
    }

    /** The host that answered last, or an empty text. */
    public String answering() {
        return answering;
    }

    /** Waits until a host answers. */
    public void awaitAnswerFrom(Host host, Duration limit) {
        Waiting.until(
                "answers from " + host.name(),
                limit,
                () -> answering.equals(host.name()) && gaps.silence().toNanos() < 20 * everyNanos);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void ask() {
        ByteBuffer answer = ByteBuffer.allocate(64);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            while (!Thread.currentThread().isInterrupted()) {
                send(channel);
                LockSupport.parkNanos(everyNanos);
                drain(channel, answer);
            }
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("probe of " + target, e);
        }
    }

    /** No neighbour, no route: an outage like any other. */
    private void send(DatagramChannel channel) throws ClosedByInterruptException {
        try {
            channel.send(ByteBuffer.wrap(new byte[] {'?'}), target);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException unreachable) {
            answering = "";
        }
    }

    private void drain(DatagramChannel channel, ByteBuffer answer) throws IOException {
        answer.clear();
        while (channel.receive(answer) != null) {
            gaps.answered();
            answering = StandardCharsets.UTF_8.decode(answer.flip()).toString();
            answer.clear();
        }
    }
}
