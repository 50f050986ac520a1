package io.mainstay.proxy.monitor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects and closes. */
final class TcpProbe implements Probe {
    private final Connector target;
    private Connector.@Nullable Attempt attempt;

    TcpProbe(Connector target) {
        this.target = target;
    }

    @Override
    public void check(Consumer<CheckResult> done) {
        attempt = target.connect(
                channel -> setUp(channel, done), text -> done.accept(new CheckResult.Fail(CheckStatus.L4CON, text)));
    }

    private static void setUp(Channel channel, Consumer<CheckResult> done) {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                done.accept(CheckResult.alive(CheckStatus.L4OK, "connected"));
                var unused = ctx.close();
            }
        });
    }

    @Override
    public CheckResult giveUp() {
        close();
        return new CheckResult.Fail(
                CheckStatus.L4TOUT, "no connection to " + target.host() + ":" + target.port() + " in time");
    }

    @Override
    public void close() {
        if (attempt != null) {
            attempt.cancel();
        }
    }
}
