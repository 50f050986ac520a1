package io.mainstay.proxy.monitor;

import io.mainstay.proxy.auth.Dial;
import io.mainstay.proxy.wire.Bytes;
import io.mainstay.proxy.wire.Decoded;
import io.mainstay.proxy.wire.Frame;
import io.mainstay.proxy.wire.Payload;
import io.mainstay.proxy.wire.PayloadDecoder;
import io.mainstay.proxy.wire.Phase;
import io.mainstay.proxy.wire.Request;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one MySQL connection: logs in by {@link Dial}, then asks one query at a time. Belongs to its
 * channel's event loop.
 */
final class MysqlLink extends SimpleChannelInboundHandler<Decoded<Frame>> {
    /** What the connection's owner hears; each once, {@link #lost} last. */
    interface Owner {
        /** The greeting came. */
        default void greeted(Payload.Greeting greeting) {}

        /** Logged in; queries may be asked. */
        void ready(MysqlLink link);

        /** The connection is of no use any more; it closes. */
        void lost(CheckResult.Fail reason);
    }

    /** A query's answer. */
    sealed interface Answer {
        /** Its rows, column names in lower case. */
        record Rows(List<Map<String, @Nullable String>> rows) implements Answer {}

        /** The server refuses. */
        record Refused(Payload.Err error) implements Answer {}
    }

    private final Dial.Settings settings;
    private final TlsSetup tls;
    private final Connector target;
    private final Owner owner;
    private Dial.State login = Dial.start();
    private String version = "";
    private @Nullable ChannelHandlerContext context;
    private @Nullable ResultSet result;
    private @Nullable Consumer<Answer> asker;
    private boolean over;
    private int nextSequence;

    MysqlLink(Dial.Settings settings, TlsSetup tls, Connector target, Owner owner) {
        super(false);
        this.settings = settings;
        this.tls = tls;
        this.target = target;
        this.owner = owner;
    }

    /** The server's version as its greeting said it. */
    String version() {
        return version;
    }

    /** Whether TLS is being set up. */
    boolean inTlsHandshake() {
        return login instanceof Dial.State.AwaitTls;
    }

    /** Asks; only after {@code ready}, and not before the last answer came. */
    void query(String sql, Consumer<Answer> answer) {
        result = new ResultSet();
        asker = answer;
        nextSequence = 0;
        send(Request.query(sql));
    }

    /** Ends orderly: COM_QUIT where there is a login, then close. Nothing is told to the owner. */
    void quit() {
        over = true;
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (login instanceof Dial.State.LoggedIn && ctx.channel().isActive()) {
            nextSequence = 0;
            var unused = ctx.writeAndFlush(encoded(ctx, Request.quit())).addListener(ChannelFutureListener.CLOSE);
        } else {
            var unused = ctx.close();
        }
    }

    /** The owner wants to hear nothing more; it closes the channel. */
    void abandon() {
        over = true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Decoded<Frame> message) {
        if (over) {
            return;
        }
        switch (message) {
            case Decoded.Ok<Frame>(Frame frame) -> decode(frame);
            case Decoded.Malformed<Frame>(Decoded.Reason reason, String detail) -> lose(CheckStatus.L7RSP, detail);
        }
    }

    private void decode(Frame frame) {
        nextSequence = (frame.sequence() + 1) & 0xff;
        switch (PayloadDecoder.decode(phase(), frame.payload())) {
            case Decoded.Ok<Payload>(Payload payload) -> take(payload);
            case Decoded.Malformed<Payload>(Decoded.Reason reason, String detail) -> lose(CheckStatus.L7RSP, detail);
        }
    }

    private Phase phase() {
        return result == null ? login.phase() : result.phase();
    }

    private void take(Payload payload) {
        if (!(login instanceof Dial.State.LoggedIn)) {
            logIn(payload);
        } else if (result != null && asker != null) {
            answer(payload, result, asker);
        } else if (payload instanceof Payload.Err err) { // such as 4031: closed for being idle
            lose(CheckStatus.L7STS, err.text());
        } else {
            lose(CheckStatus.L7RSP, "a packet that nobody asked for");
        }
    }

    private void logIn(Payload payload) {
        if (payload instanceof Payload.Greeting greeting) {
            version = greeting.serverVersion();
            owner.greeted(greeting);
        }
        act(Dial.received(login, payload, settings));
    }

    private void act(Dial.Step step) {
        login = step.state();
        switch (step.action()) {
            case Dial.Action.Send(Bytes payload) -> send(payload);
            case Dial.Action.StartTls(Bytes payload) -> startTls(payload);
            case Dial.Action.Wait() -> {}
            case Dial.Action.Done() -> owner.ready(this);
            case Dial.Action.Fail(Dial.Kind kind, String detail) -> lose(status(kind), detail);
        }
    }

    private static CheckStatus status(Dial.Kind kind) {
        return switch (kind) {
            case REFUSED -> CheckStatus.L7STS;
            case PROTOCOL -> CheckStatus.L7RSP;
            case TLS -> CheckStatus.L6RSP;
        };
    }

    private void startTls(Bytes request) {
        SslContext ssl = tls.context();
        ChannelHandlerContext ctx = context;
        if (ssl == null || ctx == null) {
            lose(CheckStatus.L6RSP, String.valueOf(tls.problem()));
            return;
        }
        send(request);
        ctx.pipeline().addFirst(TlsSetup.handler(ssl, ctx.channel(), target.host(), target.port()));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!over && event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                act(Dial.tlsReady(login, settings));
            } else {
                lose(CheckStatus.L6RSP, "TLS handshake: " + Causes.text(done.cause()));
            }
        }
    }

    private void answer(Payload payload, ResultSet set, Consumer<Answer> to) {
        if (payload instanceof Payload.Err err) {
            finish(to, new Answer.Refused(err));
            return;
        }
        switch (set.accept(payload)) {
            case MORE -> {}
            case COMPLETE -> finish(to, new Answer.Rows(set.rows()));
            case BROKEN -> lose(CheckStatus.L7RSP, "result set out of order or above " + ResultSet.MAX_ROWS + " rows");
        }
    }

    private void finish(Consumer<Answer> to, Answer answer) {
        result = null;
        asker = null;
        to.accept(answer);
    }

    private void send(Bytes payload) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            var unused = ctx.writeAndFlush(encoded(ctx, payload));
        }
    }

    private ByteBuf encoded(ChannelHandlerContext ctx, Bytes payload) {
        ByteBuf out = ctx.alloc().buffer(Frame.HEADER_BYTES + payload.length());
        new Frame(nextSequence, payload).encode(out);
        nextSequence = (nextSequence + 1) & 0xff; // the login follows the TLS request without an answer between
        return out;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lose(CheckStatus.L7RSP, "the server closed the connection " + place());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lose(inTlsHandshake() ? CheckStatus.L6RSP : CheckStatus.L7RSP, Causes.text(cause) + " " + place());
    }

    private String place() {
        if (login instanceof Dial.State.AwaitGreeting) {
            return "before its greeting";
        }
        return login instanceof Dial.State.LoggedIn ? "after the login" : "during the login";
    }

    private void lose(CheckStatus status, String detail) {
        if (over) {
            return;
        }
        over = true;
        owner.lost(new CheckResult.Fail(status, detail));
        if (context != null) {
            var unused = context.close();
        }
    }
}
