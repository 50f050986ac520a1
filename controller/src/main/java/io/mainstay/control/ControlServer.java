package io.mainstay.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Answers requests on a Unix socket: one JSON object on a line in, one or more lines out, then the connection ends
 * (docs/control.md). The socket file is 0600, and the client's credentials are looked at besides. A client has a time
 * for its request and for each line of its answer, and takes its place of {@value #CLIENTS} for so long; the loop is
 * never asked to wait.
 */
public final class ControlServer implements AutoCloseable {
    /** How long a client may take to ask and to take its answer. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The longest request, in bytes. */
    static final int REQUEST_LIMIT_BYTES = 4 * 1024;

    /** How many clients are served at a time; each has a thread for that long. */
    static final int CLIENTS = 8;

    private final Path path;
    private final SocketLock lock;
    private final ServerSocketChannel server;
    private final Handler handler;
    private final Semaphore places = new Semaphore(CLIENTS);
    private final Consumer<String> complaints;
    private final Thread thread;

    /**
     * Opens the socket; a socket left over from an earlier life is replaced, anything else is left alone.
     *
     * @param handler answers; called on the clients' threads
     * @param complaints told of requests that could not be answered
     * @throws SocketInUseException when another controller answers there
     * @throws IOException when the folder cannot be made or the socket not be bound; the text says where and why
     */
    public ControlServer(Path path, Handler handler, Consumer<String> complaints) throws IOException {
        this.path = path;
        this.handler = handler;
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
            try {
                begin(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                complaints.accept(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Each client has a thread while it is served; one too many is told so. */
    private void begin(SocketChannel client) {
        boolean room = places.tryAcquire();
        Thread.ofPlatform().name("control client").daemon().start(() -> {
            try {
                serve(client, room);
            } finally {
                if (room) {
                    places.release();
                }
            }
        });
    }

    private void serve(SocketChannel client, boolean room) {
        try (client;
                Selector selector = Selector.open()) {
            Session session = new Session(client, selector, PATIENCE);
            if (room) {
                answer(client, session);
            } else {
                session.error(CLIENTS + " clients are being served already (expected: fewer; try again)");
            }
        } catch (IOException e) {
            complaints.accept(String.valueOf(e.getMessage()));
        }
    }

    private void answer(SocketChannel client, Session session) throws IOException {
        String line = session.read(REQUEST_LIMIT_BYTES);
        if (line.isEmpty()) {
            return; // somebody looked whether anybody is there
        }
        Optional<String> refusal = Credentials.refusal(client, path);
        if (refusal.isPresent()) {
            session.error(refusal.get());
            complaints.accept(refusal.get());
            return;
        }
        try {
            handler.answer(Request.read(line), session);
        } catch (RefusedException e) {
            session.error(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // one question must not end the answers to all others
            complaints.accept("this is a bug: " + e);
            session.error("this is a bug: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        lock.close();
    }
}
