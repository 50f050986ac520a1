package io.mainstay.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One side of a session: what it reads goes to the other side as it is, in the same buffer. The only handler of its
 * channel. Flushes once per read burst; stops reading while the other side's outbound buffer is full.
 */
final class Relay extends ChannelInboundHandlerAdapter {
    private final PassThrough session;
    private final boolean server;
    private @Nullable ChannelHandlerContext own;
    private @Nullable ChannelHandlerContext peer;
    private boolean inputEnded;

    Relay(PassThrough session, boolean server) {
        this.session = session;
        this.server = server;
    }

    /** From now on bytes go there. */
    void join(Relay other) {
        peer = other.own;
    }

    boolean isInputEnded() {
        return inputEnded;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        own = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!server) {
            session.start();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ChannelHandlerContext to = peer;
        if (to == null || session.isClosing()) {
            ReferenceCountUtil.release(message);
            return;
        }
        session.passing((ByteBuf) message, server);
        var unused = to.write(message, to.voidPromise());
        if (!to.channel().isWritable()) {
            to.flush();
            pauseUnlessWritable(ctx.channel(), to.channel());
        }
    }

    private void pauseUnlessWritable(Channel from, Channel to) {
        if (!to.isWritable() && from.config().isAutoRead()) {
            from.config().setAutoRead(false);
            session.bufferFull();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (peer != null) {
            peer.flush();
            session.burstPassed(server);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (peer != null && ctx.channel().isWritable() && !session.isClosing()) {
            peer.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            session.inputEnded(server);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inputEnded = true;
        session.sideClosed(server);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.failed(server, cause);
    }
}
