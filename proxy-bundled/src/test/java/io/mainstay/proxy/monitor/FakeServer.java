package io.mainstay.proxy.monitor;

import io.mainstay.proxy.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that plays a byte script to everyone who connects, then waits for the client to close. */
final class FakeServer implements AutoCloseable {
    /** What it does next. */
    sealed interface Act {
        /** Sends bytes. */
        record Send(String hex) implements Act {}

        /** Reads one MySQL packet. */
        record Read() implements Act {}

        /** Closes; with unread bytes the client sees a reset. */
        record Close() implements Act {}
    }

    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile List<Act> script;

    FakeServer(Act... script) throws IOException {
        this.script = List.of(script);
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** Payloads read so far, in hexadecimal. */
    List<String> received() {
        return received;
    }

    /** From the next connection on. */
    void play(Act... other) {
        script = List.of(other);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (SocketException e) {
            // closed: the test is over
        } catch (IOException e) {
            throw new IllegalStateException("accept", e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            for (Act act : script) {
                switch (act) {
                    case Act.Send(String hex) ->
                        client.getOutputStream().write(Bytes.ofHex(hex).toArray());
                    case Act.Read() -> received.add(packet(client));
                    case Act.Close() -> {
                        return;
                    }
                }
            }
            client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            received.add("ended: " + e.getMessage());
        }
    }

    private static String packet(Socket client) throws IOException {
        byte[] header = client.getInputStream().readNBytes(4);
        if (header.length < 4) {
            throw new IOException("no packet");
        }
        int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
        return Bytes.of(client.getInputStream().readNBytes(length)).hex();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
