package io.mainstay.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that reads and writes whole packets; every read ends after 10 seconds. */
public final class FakeClient implements AutoCloseable {
    final Socket socket;
    private final DataInputStream in;

    /** One packet. */
    static final class Packet {
        private final int sequence;
        private final byte[] payload;

        Packet(int sequence, byte[] payload) {
            this.sequence = sequence;
            this.payload = payload;
        }

        int sequence() {
            return sequence;
        }

        byte[] payload() {
            return payload;
        }

        boolean isError() {
            return (payload[0] & 0xff) == 0xff;
        }

        int errno() {
            return (payload[1] & 0xff) | ((payload[2] & 0xff) << 8);
        }

        String text() {
            return new String(payload, 1, payload.length - 1, StandardCharsets.UTF_8);
        }
    }

    public FakeClient(int port) throws IOException {
        this("127.0.0.1", port);
    }

    FakeClient(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, reads the greeting and logs in; the name of the server. */
    static String login(FakeClient client) throws IOException {
        Packet greeting = client.read();
        client.send(1, new byte[40]);
        client.read();
        return greeting.text();
    }

    Packet read() throws IOException {
        int length = in.readUnsignedByte() | (in.readUnsignedByte() << 8) | (in.readUnsignedByte() << 16);
        int sequence = in.readUnsignedByte();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Packet(sequence, payload);
    }

    void send(int sequence, byte[] payload) throws IOException {
        byte[] packet = new byte[4 + payload.length];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        packet[2] = (byte) (payload.length >> 16);
        packet[3] = (byte) sequence;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        socket.getOutputStream().write(packet);
    }

    Packet command(String text) throws IOException {
        send(0, text.getBytes(StandardCharsets.UTF_8));
        return read();
    }

    /** Whether the proxy has closed the connection and sent nothing more. */
    boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true; // reset
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
