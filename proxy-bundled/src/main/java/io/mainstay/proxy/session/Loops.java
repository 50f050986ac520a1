package io.mainstay.proxy.session;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The event loops with what belongs to each. Any thread. */
public final class Loops implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2_000;

    private final MultiThreadIoEventLoopGroup group;
    private final IdentityHashMap<EventExecutor, Loop> loops = new IdentityHashMap<>();
    private final List<Loop> inOrder = new ArrayList<>();

    /** Starts them. */
    public Loops(int threads, Transport transport, Counters counters) {
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("loop", true), transport.io());
        for (EventExecutor executor : group) {
            Loop loop = new Loop((EventLoop) executor, counters);
            loops.put(executor, loop);
            inOrder.add(loop);
        }
        inOrder.forEach(Loop::start);
    }

    /** For channels. */
    public EventLoopGroup group() {
        return group;
    }

    /** The state of a channel's loop. */
    Loop of(EventLoop executor) {
        return Objects.requireNonNull(loops.get(executor));
    }

    /** One counter per loop. */
    public List<Long> beats() {
        return inOrder.stream().map(Loop::beats).toList();
    }

    /** Does it on each loop, soon. */
    void each(Consumer<Loop> what) {
        inOrder.forEach(loop -> loop.executor().execute(() -> what.accept(loop)));
    }

    /** Asks all sessions to end in order. */
    public void drain() {
        each(Loop::drain);
    }

    /** Closes the sessions that came in by these addresses. */
    public void release(Set<InetAddress> leaving) {
        each(loop -> loop.release(leaving));
    }

    /** Closes all sessions now. */
    public void abort(String reason) {
        each(loop -> loop.abort(reason));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
