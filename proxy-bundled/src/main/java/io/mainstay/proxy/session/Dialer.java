package io.mainstay.proxy.session;

import io.mainstay.conf.model.ProxyConfig;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;

/** Opens a session's server side on the client's own event loop. */
final class Dialer {
    private static final int READ_MIN_BYTES = 512;
    private static final int READ_FIRST_BYTES = 4 * 1024;
    private static final int READ_MAX_BYTES = 64 * 1024;

    private Dialer() {}

    static ChannelFuture dial(Services services, Loop loop, InetSocketAddress to, Relay handler) {
        ProxyConfig config = services.config().get();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.executor())
                .channel(services.transport().socket())
                .handler(handler)
                .option(ChannelOption.ALLOCATOR, services.allocator())
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(config))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(config.timeouts().connect().toMillis()));
        services.transport().connected().forEach(option -> option.onServer(bootstrap));
        return bootstrap.connect(to);
    }

    /** How much a read asks for: grows with what comes, 512 bytes to 64 KiB. */
    static RecvByteBufAllocator reads() {
        return new AdaptiveRecvByteBufAllocator(READ_MIN_BYTES, READ_FIRST_BYTES, READ_MAX_BYTES);
    }

    /** Reading stops at {@code limits.bufferBytes} waiting bytes and goes on at half of them. */
    static WriteBufferWaterMark waterMark(ProxyConfig config) {
        int high = config.limits().bufferBytes();
        return new WriteBufferWaterMark(high / 2, high);
    }
}
