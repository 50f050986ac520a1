package io.mainstay.child;

import io.mainstay.conf.channel.ChannelCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One process of the proxy with the threads on its three streams; they end with it. */
final class ProxyProcess {
    /** Messages that may wait to be written; a proxy that lets more pile up does not read. */
    private static final int OUTBOX_LIMIT = 16;

    private static final int LOG_LINE_LIMIT = 4000;

    private final Process process;
    private final BlockingQueue<String> outbox = new ArrayBlockingQueue<>(OUTBOX_LIMIT);

    ProxyProcess(Process process, Consumer<String> lines, IntConsumer exit) {
        this.process = process;
        ProxyLog log = new ProxyLog();
        thread("proxy-out", () -> new LineReader(ChannelCodec.MAX_LINE, lines).readAll(process.getInputStream()));
        thread("proxy-log", () -> new LineReader(LOG_LINE_LIMIT, log::line).readAll(process.getErrorStream()));
        Thread writer = thread("proxy-in", this::write);
        var unused = process.onExit().thenAccept(ended -> {
            writer.interrupt();
            exit.accept(ended.exitValue());
        });
    }

    private static Thread thread(String name, Runnable body) {
        return Thread.ofPlatform().daemon().name(name).start(body);
    }

    long pid() {
        return process.pid();
    }

    /** Queues a line; false when it does not read. */
    boolean send(String line) {
        return outbox.offer(line + "\n");
    }

    void kill() {
        process.destroyForcibly();
    }

    private void write() {
        try (OutputStream in = process.getOutputStream()) {
            while (process.isAlive()) {
                in.write(outbox.take().getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
        } catch (IOException e) {
            outbox.clear(); // it has closed its end: its exit, or its silence, tells the rest
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
