package io.mainstay.lab.client;

import io.mainstay.lab.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Answers every datagram on every address of a host with the host's name: who has the virtual address says so. */
public final class Echo implements AutoCloseable {
    static final int PORT = 7007;

    private final Thread thread;

    private Echo(Host host) {
        this.thread = host.thread("echo-" + host.name(), () -> serve(host.name()));
    }

    /** Starts answering on a host. */
    public static Echo on(Host host) {
        Echo echo = new Echo(host);
        echo.thread.start();
        return echo;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static void serve(String name) {
        byte[] answer = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(64);
        try (DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress("0.0.0.0", PORT))) {
            while (!Thread.currentThread().isInterrupted()) {
                request.clear();
                SocketAddress from = channel.receive(request);
                reply(channel, answer, from);
            }
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("echo on " + name, e);
        }
    }

    /** While the host's link is down there is no way back; the asker counts that, not we. */
    private static void reply(DatagramChannel channel, byte[] answer, SocketAddress to)
            throws ClosedByInterruptException {
        try {
            channel.send(ByteBuffer.wrap(answer), to);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException unreachable) {
            Thread.onSpinWait();
        }
    }
}
