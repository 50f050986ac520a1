package io.mainstay.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that speaks first, takes any login, answers each command with an OK packet, and {@code 'T' ...} with an OK that
 * says a transaction is open, {@code 'B' ...} with nothing at all.
 */
public final class FakeServer implements AutoCloseable {

    private static final byte[] OK = {7, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0};

    private static final byte[] LOGIN_OK = {7, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0};
    private static final byte[] OK_IN_TRANSACTION = {7, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0};

    private final String name;
    private final ServerSocket listening;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final boolean greets;

    public FakeServer(String name) {
        this(name, true);
    }

    public FakeServer(String name, boolean greets) {
        this.name = name;
        this.greets = greets;
        try {
            listening = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections taken so far that are still open here. */
    public long open() {
        return clients.stream().filter(s -> !s.isClosed()).count();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                clients.add(client);
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            if (greets) {
                out.write(greeting(name));
            }
            packet(in);
            out.write(LOGIN_OK);
            while (true) {
                answer(packet(in), out);
            }
        } catch (IOException e) {
            return; // the client is gone
        }
    }

    private static void answer(byte[] command, OutputStream out) throws IOException {
        switch (command.length == 0 ? 0 : command[0]) {
            case 'B' -> {}
            case 'T' -> out.write(OK_IN_TRANSACTION);
            default -> out.write(OK);
        }
    }

    static byte[] greeting(String name) {
        byte[] packet = new byte[4 + 1 + name.length()];
        packet[0] = (byte) (packet.length - 4);
        packet[4] = 10;
        for (int i = 0; i < name.length(); i++) {
            packet[5 + i] = (byte) name.charAt(i);
        }
        return packet;
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() | (in.readUnsignedByte() << 8) | (in.readUnsignedByte() << 16);
        in.readUnsignedByte();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
