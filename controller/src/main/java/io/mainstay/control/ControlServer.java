package io.mainstay.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.mainstay.conf.channel.ChannelCodec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers questions on a Unix socket: one JSON object a line in, one out, then the connection ends. The socket file is
 * 0600, so whoever can connect may ask. One thread, one client at a time, each for at most {@link #PATIENCE}; the loop
 * is never asked to wait.
 */
public final class ControlServer implements AutoCloseable {
    /** How long a client may take to ask and to take its answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The longest request, in bytes. */
    static final int REQUEST_LIMIT_BYTES = 4 * 1024;

    /** HOCON would let a request include files. */
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private final Path path;
    private final SocketLock lock;
    private final ServerSocketChannel server;
    private final Supplier<String> status;
    private final Consumer<String> complaints;
    private final Thread thread;

    /**
     * Opens the socket; a socket left over from an earlier life is replaced, anything else is left alone.
     *
     * @param status gives the answer to {@code status}; called on the server's thread
     * @param complaints told of requests that could not be answered
     * @throws SocketInUseException when another controller answers there
     * @throws IOException when the folder cannot be made or the socket not be bound; the text says where and why
     */
    public ControlServer(Path path, Supplier<String> status, Consumer<String> complaints) throws IOException {
        this.path = path;
        this.status = status;
        this.complaints = complaints;
        lock = SocketFile.claim(path);
        server = bind(path, lock);
        thread = Thread.ofPlatform().name("control").daemon().unstarted(this::serve);
    }

    private static ServerSocketChannel bind(Path path, SocketLock lock) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            SocketFile.bind(server, path);
            return server;
        } catch (IOException e) {
            server.close();
            lock.close();
            throw new IOException("cannot listen at " + path + ": " + e.getMessage(), e);
        }
    }

    /** Begins to answer. */
    public void start() {
        thread.start();
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                answer(client);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                complaints.accept(String.valueOf(e.getMessage()));
            }
        }
    }

    private void answer(SocketChannel client) throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        client.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            String request = read(client, selector, until);
            if (request.isEmpty()) {
                return; // somebody looked whether anybody is there
            }
            key.interestOps(SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap((reply(request) + "\n").getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining() && selector.select(left(until)) >= 0) {
                selector.selectedKeys().clear();
                client.write(out);
            }
        }
    }

    private static String read(SocketChannel client, Selector selector, long until) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(REQUEST_LIMIT_BYTES);
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
        throw new IOException("request longer than " + REQUEST_LIMIT_BYTES + " bytes");
    }

    private static long left(long until) throws IOException {
        long millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("client took longer than " + PATIENCE.toSeconds() + " s");
        }
        return millis;
    }

    private String reply(String request) {
        try {
            Config asked = ConfigFactory.parseString(request, JSON);
            String command = asked.getString("command");
            return command.equals("status")
                    ? status.get()
                    : ChannelCodec.json("v", 1, "error", "command: " + command + " (expected: status)");
        } catch (ConfigException e) {
            return ChannelCodec.json(
                    "v", 1, "error", "request: " + e.getMessage() + " (expected: {\"command\":\"status\"})");
        } catch (RuntimeException e) { // one question must not end the answers to all others
            complaints.accept("this is a bug: " + e);
            return ChannelCodec.json("v", 1, "error", "this is a bug: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        lock.close();
    }
}
