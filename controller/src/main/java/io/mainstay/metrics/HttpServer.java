package io.mainstay.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * As much HTTP as a scrape needs: one GET per connection. A client has a time for its request and one for taking the
 * answer; more clients than there are places are closed at once.
 */
public final class HttpServer implements AutoCloseable {
    /** How many clients are served at a time. */
    static final int CLIENTS = 4;

    /** The longest request, head and all. */
    static final int REQUEST_LIMIT_BYTES = 8 * 1024;

    /** How long a client may take to ask and to take its answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServerSocketChannel server;
    private final Pages pages;
    private final Consumer<String> complaints;
    private final Semaphore places = new Semaphore(CLIENTS);
    private final Thread thread;

    /**
     * Listens; an address that is not there yet cannot be had.
     *
     * @param address a literal address, or {@code *} for all
     * @param complaints told of errors of ours and of the listening socket's
     * @throws IOException when it cannot listen there; the text says where and why
     */
    public HttpServer(String address, int port, Pages pages, Consumer<String> complaints) throws IOException {
        this.pages = pages;
        this.complaints = complaints;
        server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(
                    address.equals("*")
                            ? new InetSocketAddress(port)
                            : new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot serve metrics at " + address + ":" + port + ": " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().name("metrics").daemon().unstarted(this::serve);
    }

    /** Begins to answer. */
    public void start() {
        thread.start();
    }

    /** Where it listens. */
    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                begin(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                complaints.accept("metrics: " + e.getMessage());
            }
        }
    }

    private void begin(SocketChannel client) throws IOException {
        if (!places.tryAcquire()) {
            client.close();
            return;
        }
        Thread.ofPlatform().name("metrics client").daemon().start(() -> {
            try (client) {
                answer(client);
            } catch (IOException e) {
                // it asked for nothing, or went: its own affair
            } catch (RuntimeException e) {
                complaints.accept("this is a bug: metrics: " + e);
            } finally {
                places.release();
            }
        });
    }

    private void answer(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            String request = read(client, selector);
            ByteBuffer out = ByteBuffer.wrap(pages.answer(request));
            key.interestOps(SelectionKey.OP_WRITE);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (out.hasRemaining()) {
                await(selector, until);
                client.write(out);
            }
        }
    }

    /** The request's first line, once its head is whole. */
    private static String read(SocketChannel client, Selector selector) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        ByteBuffer in = ByteBuffer.allocate(REQUEST_LIMIT_BYTES);
        while (in.hasRemaining()) {
            await(selector, until);
            int count = client.read(in);
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n\r\n") || text.contains("\n\n")) {
                return text.substring(0, text.indexOf('\n'));
            }
            if (count < 0) {
                throw new IOException("the request is not whole");
            }
        }
        throw new IOException("request longer than " + REQUEST_LIMIT_BYTES + " bytes");
    }

    private static void await(Selector selector, long until) throws IOException {
        long millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("client took longer than " + PATIENCE.toSeconds() + " s");
        }
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
