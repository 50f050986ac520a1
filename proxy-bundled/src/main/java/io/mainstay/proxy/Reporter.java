package io.mainstay.proxy;

import io.mainstay.conf.channel.ProxyMessage;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Two threads that talk to the controller: the heartbeat every 200 ms, the state on change and every second. Neither
 * ever waits for an event loop; a change wakes the second one by a permit.
 */
final class Reporter implements AutoCloseable {
    private static final long HEARTBEAT_MILLIS = 200;
    private static final long STATE_MILLIS = 1_000;

    /** At most so many states a second, whatever changes. */
    private static final long STATE_PAUSE_MILLIS = 20;

    private final Consumer<ProxyMessage> channel;
    private final Semaphore changed = new Semaphore(0);
    private volatile boolean closed;

    Reporter(Consumer<ProxyMessage> channel) {
        this.channel = channel;
    }

    void start(Supplier<List<Long>> beats, Supplier<ProxyMessage.State> state) {
        daemon("heartbeat", () -> heartbeat(beats));
        daemon("state", () -> states(state));
    }

    void changed() {
        changed.release();
    }

    private void heartbeat(Supplier<List<Long>> beats) throws InterruptedException {
        while (!closed) {
            channel.accept(new ProxyMessage.Heartbeat(beats.get()));
            TimeUnit.MILLISECONDS.sleep(HEARTBEAT_MILLIS);
        }
    }

    private void states(Supplier<ProxyMessage.State> state) throws InterruptedException {
        while (!closed) {
            channel.accept(state.get());
            TimeUnit.MILLISECONDS.sleep(STATE_PAUSE_MILLIS);
            if (changed.tryAcquire(STATE_MILLIS, TimeUnit.MILLISECONDS)) {
                changed.drainPermits();
            }
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void daemon(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
    }
}
