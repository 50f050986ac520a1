package io.mainstay.proxy.session;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.proxy.wire.ErrPacket;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;

/** Lets clients in and gives each a {@link PassThrough}, or an ERR packet that says which limit it met. Any loop. */
public final class PassThroughs implements SessionFactory {
    private final Services services;

    public PassThroughs(Services services) {
        this.services = services;
    }

    @Override
    public void open(Channel client, Loop loop, String listener) {
        Optional<Counter> met = enter(listener);
        if (met.equals(Optional.of(Counter.REFUSED_HANDSHAKES)) && loop.evictOne()) {
            met = enter(listener);
        }
        met.ifPresentOrElse(
                limit -> refuse(client, limit), () -> new PassThrough(services, loop, client, listener).attach());
    }

    private Optional<Counter> enter(String listener) {
        ProxyConfig config = services.config().get();
        int maxconn = config.listeners().stream()
                .filter(l -> l.name().equals(listener))
                .mapToInt(ProxyConfig.Listener::maxconn)
                .findFirst()
                .orElse(0);
        return services.admission().enter(listener, maxconn, config.limits());
    }

    private void refuse(Channel client, Counter limit) {
        services.counters().add(limit);
        byte[] words = ErrPacket.encode(1040, "08004", "Too many connections: " + limit.label(), 0);
        client.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                ctx.writeAndFlush(Unpooled.wrappedBuffer(words)).addListener(ChannelFutureListener.CLOSE);
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                var unused = ctx.close();
            }
        });
    }
}
