package io.mainstay.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** Asks a running controller. */
public final class ControlClient {
    /** The longest answer that is taken, in bytes. */
    static final int ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;

    private ControlClient() {}

    /**
     * Sends a request and takes the answer.
     *
     * @param patience how long the whole may take
     * @throws IOException when nobody answers there, or not in time
     */
    public static String ask(Path socket, String request, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                await(selector, until, patience);
                channel.write(out);
            }
            key.interestOps(SelectionKey.OP_READ);
            return read(channel, selector, until, patience);
        }
    }

    /**
     * Sends a request and takes the answer line by line, as it comes.
     *
     * @param patience how long one line may take; zero for ever
     * @param lines takes each line and says whether it wants more
     * @throws IOException when nobody answers there, or not in time
     */
    public static void follow(Path socket, String request, Duration patience, Predicate<String> lines)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            ByteBuffer in = ByteBuffer.allocate(8 * 1024);
            while (true) {
                if (patience.isZero()) {
                    selector.select();
                    selector.selectedKeys().clear();
                } else {
                    await(selector, System.nanoTime() + patience.toNanos(), patience);
                }
                if (channel.read(in) < 0 || !split(in, rest, lines)) {
                    return;
                }
            }
        }
    }

    private static boolean split(ByteBuffer in, ByteArrayOutputStream rest, Predicate<String> lines)
            throws IOException {
        in.flip();
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b != '\n') {
                rest.write(b);
            } else if (!lines.test(take(rest))) {
                return false;
            }
            if (rest.size() > ANSWER_LIMIT_BYTES) {
                throw new IOException("a line is longer than " + ANSWER_LIMIT_BYTES + " bytes");
            }
        }
        in.clear();
        return true;
    }

    private static String take(ByteArrayOutputStream rest) {
        String line = rest.toString(StandardCharsets.UTF_8);
        rest.reset();
        return line;
    }

    private static String read(SocketChannel channel, Selector selector, long until, Duration patience)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(8 * 1024);
        while (answer.size() <= ANSWER_LIMIT_BYTES) {
            await(selector, until, patience);
            if (channel.read(in) < 0) {
                return answer.toString(StandardCharsets.UTF_8).strip();
            }
            answer.write(in.array(), 0, in.position());
            in.clear();
        }
        throw new IOException("the answer is longer than " + ANSWER_LIMIT_BYTES + " bytes");
    }

    private static void await(Selector selector, long until, Duration patience) throws IOException {
        long millis = (until - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new IOException("it takes connections but has not answered for " + patience.toMillis() + " ms");
        }
        selector.select(millis);
        selector.selectedKeys().clear();
    }
}
