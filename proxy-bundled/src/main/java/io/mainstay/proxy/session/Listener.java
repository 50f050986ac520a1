package io.mainstay.proxy.session;

import io.mainstay.conf.model.ProxyConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A port that clients connect to. Binds with IP_FREEBIND, so the VIP need not be there, and keeps trying with growing
 * pauses until it has the port. Its mutable part is guarded by its own monitor.
 */
public final class Listener {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int BACKLOG = 4_096;

    private final ProxyConfig.Listener config;
    private final Services services;
    private final Loops loops;
    private final SessionFactory sessions;
    private final Runnable onChange;
    private final Logger log;
    private @Nullable Channel channel;
    private boolean closed;
    private boolean bound;
    private String detail = "not tried yet";

    /**
     * Ready to {@link #start}.
     *
     * @param onChange told when {@link #isBound} changes; on an event loop
     */
    public Listener(
            ProxyConfig.Listener config,
            Services services,
            Loops loops,
            SessionFactory sessions,
            Runnable onChange,
            Logger log) {
        this.config = config;
        this.services = services;
        this.loops = loops;
        this.sessions = sessions;
        this.onChange = onChange;
        this.log = log;
    }

    /** Begins to bind. */
    public void start() {
        bind(FIRST_PAUSE_MILLIS);
    }

    /** Whether it is, or tries to be, where the other configuration wants it. */
    public boolean hasAddressOf(ProxyConfig.Listener other) {
        return config.bindAddress().equals(other.bindAddress()) && config.port() == other.port();
    }

    /** Whether clients are accepted. */
    public synchronized boolean isBound() {
        return bound;
    }

    /** The address that it is bound to, or why it is not. */
    public synchronized String detail() {
        return detail;
    }

    /** The port that it is bound to; the configured one while it is not. */
    public synchronized int port() {
        return channel != null && channel.localAddress() instanceof InetSocketAddress local
                ? local.getPort()
                : config.port();
    }

    /** Stops accepting and waits until the port is free; sessions stay. Not on an event loop. */
    public void close() {
        Channel open = markClosed();
        if (open != null) {
            open.close().awaitUninterruptibly(LONGEST_PAUSE_MILLIS);
        }
    }

    private synchronized @Nullable Channel markClosed() {
        closed = true;
        bound = false;
        detail = "closed";
        return channel;
    }

    private synchronized void bind(long pauseMillis) {
        if (closed) {
            return;
        }
        ChannelFuture binding = bootstrap().bind(address());
        binding.addListener(done -> {
            tried(binding, pauseMillis);
            onChange.run();
        });
    }

    private synchronized void tried(ChannelFuture binding, long pauseMillis) {
        if (binding.isSuccess() && closed) {
            var unused = binding.channel().close();
        } else if (binding.isSuccess()) {
            channel = binding.channel();
            bound = true;
            detail = String.valueOf(channel.localAddress());
            log.info("listening listener={} address={}", config.name(), detail);
        } else {
            failed(String.valueOf(binding.cause().getMessage()), pauseMillis);
        }
    }

    private void failed(String reason, long pauseMillis) {
        services.counters().add(Counter.BIND_FAILURES);
        if (!reason.equals(detail)) {
            log.warn("cannot listen, trying on listener={} reason={}", config.name(), reason);
        }
        detail = reason;
        long next = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        var unused = loops.group().schedule(() -> bind(next), pauseMillis, TimeUnit.MILLISECONDS);
    }

    private InetSocketAddress address() {
        return config.bindAddress().equals("*")
                ? new InetSocketAddress(config.port())
                : new InetSocketAddress(config.bindAddress(), config.port());
    }

    private ServerBootstrap bootstrap() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(services.transport().server())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOCATOR, services.allocator())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, Dialer.reads())
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        Dialer.waterMark(services.config().get()))
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new AcceptFailures())
                .childHandler(new Openings());
        services.transport().listening().forEach(option -> option.onListener(bootstrap));
        services.transport().connected().forEach(option -> option.onClient(bootstrap));
        return bootstrap;
    }

    private final class Openings extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel client) {
            sessions.open(client, loops.of(client.eventLoop()), config.name());
        }
    }

    /** Out of descriptors, mostly: counted, and Netty stops accepting for a second. */
    private final class AcceptFailures extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            services.counters().add(Counter.ACCEPT_FAILURES);
            ctx.fireExceptionCaught(cause);
        }
    }
}
