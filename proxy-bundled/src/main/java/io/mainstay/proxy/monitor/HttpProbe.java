package io.mainstay.proxy.monitor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks by HTTP/1.0 and reads the first line. Scripts behind xinetd or a systemd socket often answer without reading the
 * request and close at once: a failed write is no failure, and what came before a reset counts.
 */
final class HttpProbe implements Probe {
    private final Connector target;
    private final String request;
    private Connector.@Nullable Attempt attempt;

    HttpProbe(Connector target, String method, String uri) {
        this.target = target;
        this.request = method + " " + uri + " HTTP/1.0\r\n\r\n";
    }

    @Override
    public void check(Consumer<CheckResult> done) {
        attempt = target.connect(
                channel -> setUp(channel, done), text -> done.accept(new CheckResult.Fail(CheckStatus.L4CON, text)));
    }

    private void setUp(Channel channel, Consumer<CheckResult> done) {
        channel.config().setOption(ChannelOption.AUTO_CLOSE, false); // else a failed write would drop the answer
        channel.pipeline().addLast(new Exchange(request, done));
    }

    @Override
    public CheckResult giveUp() {
        boolean connected = attempt != null && attempt.connected();
        close();
        return new CheckResult.Fail(
                connected ? CheckStatus.L7TOUT : CheckStatus.L4TOUT,
                connected ? "no HTTP answer in time" : "no connection in time");
    }

    @Override
    public void close() {
        if (attempt != null) {
            attempt.cancel();
        }
    }

    /** One request and the first line of its answer. */
    private static final class Exchange extends SimpleChannelInboundHandler<ByteBuf> {
        private final String request;
        private final Consumer<CheckResult> done;
        private final StringBuilder line = new StringBuilder();
        private boolean over;

        Exchange(String request, Consumer<CheckResult> done) {
            this.request = request;
            this.done = done;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            var unused = ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
            int taken = Math.min(in.readableBytes(), HttpStatus.MAX_LINE - line.length());
            line.append(in.toString(in.readerIndex(), taken, StandardCharsets.ISO_8859_1));
            if (line.indexOf("\n") >= 0 || line.length() >= HttpStatus.MAX_LINE) {
                finish(ctx);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            finish(ctx);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            finish(ctx);
        }

        private void finish(ChannelHandlerContext ctx) {
            if (!over) {
                over = true;
                done.accept(line.isEmpty() ? silent() : HttpStatus.judge(firstLine()));
                var unused = ctx.close();
            }
        }

        private static CheckResult silent() {
            return new CheckResult.Fail(CheckStatus.L7RSP, "connection closed without an HTTP answer");
        }

        private String firstLine() {
            int end = line.indexOf("\n");
            return end < 0 ? line.toString() : line.substring(0, end);
        }
    }
}
