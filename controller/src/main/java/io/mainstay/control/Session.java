package io.mainstay.control;

import io.mainstay.conf.channel.ChannelCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client: its request, then the lines of the answer, each within a time. Owned by the thread that serves it. */
final class Session implements Handler.Lines {
    private final SocketChannel client;
    private final Selector selector;
    private final SelectionKey key;
    private final Duration patience;

    Session(SocketChannel client, Selector selector, Duration patience) throws IOException {
        this.client = client;
        this.selector = selector;
        this.patience = patience;
        client.configureBlocking(false);
        key = client.register(selector, SelectionKey.OP_READ);
    }

    /** The request's line, or what came of it before the client ended. */
    String read(int limitBytes) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        ByteBuffer in = ByteBuffer.allocate(limitBytes);
        while (in.hasRemaining()) {
            selector.select(left(until));
            selector.selectedKeys().clear();
            int count = client.read(in);
            String text = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            if (end >= 0) {
                return text.substring(0, end);
            }
            if (count < 0) {
                return text;
            }
        }
        throw new IOException("request longer than " + limitBytes + " bytes");
    }

    void error(String reason) throws IOException {
        line(ChannelCodec.json("v", Request.VERSION, "error", reason));
    }

    @Override
    public void line(String json) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        key.interestOps(SelectionKey.OP_WRITE);
        ByteBuffer out = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining() && selector.select(left(until)) >= 0) {
            selector.selectedKeys().clear();
            client.write(out);
        }
    }

    /** A client that will hear no more has closed its side. */
    @Override
    public boolean isWanted() throws IOException {
        return client.isOpen() && client.read(ByteBuffer.allocate(256)) >= 0;
    }

    private long left(long until) throws IOException {
        long millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("client took longer than " + patience.toSeconds() + " s");
        }
        return millis;
    }
}
