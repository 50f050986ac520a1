package io.mainstay.proxy.session;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Timeouts;
import io.mainstay.proxy.backend.Backends.Request;
import io.mainstay.proxy.backend.Claimant;
import io.mainstay.proxy.backend.Lease;
import io.mainstay.proxy.backend.Outcome;
import io.mainstay.proxy.wire.ErrPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session that forwards bytes whole. Client and server channel live on one event loop, which owns this object; {@link
 * #granted} and {@link #revoked} come from anywhere and only post.
 *
 * <pre>
 *  ASKING --granted--&gt; CONNECTING --connected--&gt; RELAYING --either side ends, revoked, time-out--&gt; CLOSING --both closed--&gt; gone
 *    |  ^                  |                                                                          ^
 *    |  +----retry---------+                                                                          |
 *    +----refused, queue time-out, client gone--------------------------------------------------------+
 * </pre>
 */
final class PassThrough implements Session, Claimant {
    /** How long a closed session's last bytes may take to leave. */
    private static final long CLOSING_MILLIS = 5_000;

    /** HAProxy's pause between two attempts at the same server is at most this. */
    private static final long TURNAROUND_MILLIS = 1_000;

    /** A handshake's client that was silent for so long may be thrown out for a newer one when all places are taken. */
    private static final long EVICTABLE_MILLIS = 1_000;

    private static final byte[] COM_QUIT = {1, 0, 0, 0, 1};
    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final int SHUTDOWN_IN_PROGRESS = 1053;
    private static final int NO_SERVER = 9001;
    private static final String REJECTED = "08004";
    private static final String LINK_FAILURE = "08S01";
    private static final String GENERAL = "HY000";

    private final Services services;
    private final Loop loop;
    private final Channel client;
    private final String listener;
    private final Relay clientSide = new Relay(this, false);
    private Relay serverSide = new Relay(this, true);
    private State state = State.ASKING;
    private @Nullable Channel server;
    private @Nullable Lease lease;
    private final Conversation conversation = new Conversation();
    private boolean handshakeCounted = true;
    private boolean draining;
    private boolean forgotten;
    private int attempts;
    private Set<String> avoid = Set.of();
    private String lastFailure = "no server is up";
    private String lastTried = "";
    private long since;
    private long lastMillis;

    private enum State {
        ASKING,
        CONNECTING,
        RELAYING,
        CLOSING
    }

    PassThrough(Services services, Loop loop, Channel client, String listener) {
        this.services = services;
        this.loop = loop;
        this.client = client;
        this.listener = listener;
        this.since = loop.nowMillis();
        this.lastMillis = since;
    }

    /** Takes the channel; {@link #start} follows when it is active. */
    void attach() {
        loop.opened(this);
        services.counters().add(Counter.SESSIONS_TOTAL);
        client.pipeline().addLast(clientSide);
    }

    void start() {
        if (loop.isDraining()) {
            services.counters().add(Counter.REFUSED_STOPPING);
            refuse(SHUTDOWN_IN_PROGRESS, LINK_FAILURE, "Server shutdown in progress: the proxy is stopping");
        } else {
            ask();
        }
    }

    private void ask() {
        if (state == State.CLOSING) {
            return;
        }
        state = State.ASKING;
        switch (services.backends().claim(new Request(listener, sourceHash(), avoid), this)) {
            case Outcome.Granted granted -> take(granted.lease());
            case Outcome.Waiting() -> {}
            case Outcome.QueueFull full -> {
                services.counters().add(Counter.REFUSED_QUEUE_FULL);
                refuse(TOO_MANY_CONNECTIONS, REJECTED, "Too many connections: " + full.reason());
            }
        }
    }

    private int sourceHash() {
        SocketAddress address = client.remoteAddress();
        return address instanceof InetSocketAddress inet ? inet.getAddress().hashCode() : 0;
    }

    @Override
    public void granted(Lease granted) {
        loop.executor().execute(() -> take(granted));
    }

    @Override
    public void revoked(String reason) {
        loop.executor().execute(() -> {
            if (state == State.CONNECTING && lease != null) {
                services.backends().release(lease); // nothing was said yet: another server will do
                lease = null;
                ask();
            } else if (state == State.RELAYING) {
                services.counters().add(Counter.CLOSED_REVOKED);
                cutServer();
                close(conversation.lastWords("Server shutdown in progress: " + reason));
            }
        });
    }

    private void take(Lease granted) {
        if (state != State.ASKING) {
            services.backends().release(granted);
            return;
        }
        state = State.CONNECTING;
        lease = granted;
        boolean again = granted.server().name().equals(lastTried);
        lastTried = granted.server().name();
        long pause = again ? Math.min(TURNAROUND_MILLIS, timeouts().connect().toMillis()) : 0;
        if (pause > 0) {
            var unused = loop.executor().schedule(() -> connect(granted), pause, TimeUnit.MILLISECONDS);
        } else {
            connect(granted);
        }
    }

    private void connect(Lease granted) {
        ProxyConfig.Server to = granted.server();
        InetSocketAddress address = services.names().lookup(to.host(), to.port());
        if (state != State.CONNECTING || lease != granted) {
            services.backends().release(granted); // closed or revoked during the pause
            return;
        }
        if (address == null) {
            services.backends().release(granted);
            retry(to.name() + ": " + to.host() + " cannot be resolved");
            return;
        }
        serverSide = new Relay(this, true);
        ChannelFuture connecting = Dialer.dial(services, loop, address, serverSide);
        connecting
                .channel()
                .closeFuture()
                .addListener(done -> services.backends().release(granted));
        connecting.addListener(done -> connected(connecting, granted));
    }

    private void connected(ChannelFuture connecting, Lease granted) {
        boolean wanted = state == State.CONNECTING && lease == granted;
        if (wanted && connecting.isSuccess()) {
            relay(connecting.channel());
        } else if (wanted) {
            retry(granted.server().name() + ": " + connecting.cause().getMessage());
        } else if (connecting.isSuccess()) {
            var unused = connecting.channel().close(); // the session ended or went elsewhere meanwhile
        }
    }

    /** The same server again after a pause, or another one: at the last attempt, or at each under redispatch. */
    private void retry(String failure) {
        if (state == State.CLOSING) {
            return;
        }
        lastFailure = failure;
        lease = null;
        services.counters().add(Counter.CONNECT_FAILURES);
        if (attempts >= timeouts().retries()) {
            services.counters().add(Counter.REFUSED_CONNECT);
            refuseUnreachable();
            return;
        }
        attempts++;
        boolean elsewhere = timeouts().redispatch() || attempts == timeouts().retries();
        avoid = elsewhere ? Set.of(lastTried) : Set.of();
        services.counters().add(Counter.REDISPATCHES, elsewhere ? 1 : 0);
        ask();
    }

    private void relay(Channel connected) {
        server = connected;
        state = State.RELAYING;
        touch();
        since = lastMillis; // waiting for a server was not the client's fault
        clientSide.join(serverSide);
        serverSide.join(clientSide);
        connected.config().setAutoRead(true);
        client.config().setAutoRead(true);
    }

    /** Looks at bytes on their way; never keeps or changes them. */
    void passing(ByteBuf bytes, boolean fromServer) {
        loop.passed(bytes.readableBytes(), fromServer);
        touch();
        if (conversation.passing(bytes, fromServer)) {
            handshakeOver();
        }
    }

    private void handshakeOver() {
        if (handshakeCounted) {
            handshakeCounted = false;
            services.admission().handshakeOver();
        }
        if (state != State.CLOSING) {
            loop.handshakeOver(this);
        }
    }

    /** A read burst is flushed: the place to stop when stopping was asked for. */
    void burstPassed(boolean fromServer) {
        if (draining && fromServer) {
            drainIfIdle();
        }
    }

    void bufferFull() {
        services.counters().add(Counter.BUFFER_FULL);
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    /** One side will send no more: the other one learns it behind the last byte. */
    void inputEnded(boolean fromServer) {
        Channel to = fromServer ? client : server;
        if (state != State.RELAYING || to == null) {
            gone();
        } else if (clientSide.isInputEnded() && serverSide.isInputEnded()) {
            close(null);
        } else {
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
                var unused = ((DuplexChannel) to).shutdownOutput();
            });
        }
    }

    void sideClosed(boolean fromServer) {
        if (fromServer && state != State.RELAYING && state != State.CLOSING) {
            return; // a failed attempt; its future says so
        }
        if (!fromServer && state != State.RELAYING) {
            gone();
        } else {
            close(null);
        }
        forgetIfClosed();
    }

    private void gone() {
        if (state != State.CLOSING) {
            services.counters().add(Counter.CLIENT_GONE_WAITING);
            close(null);
        }
    }

    void failed(boolean atServer, Throwable cause) {
        if (cause instanceof Error) {
            services.fatal().accept(cause);
        }
        services.counters().add(atServer ? Counter.SERVER_RESETS : Counter.CLIENT_RESETS);
        close(null);
    }

    @Override
    public void tick(long nowMillis) {
        switch (state) {
            case ASKING -> tickAsking(nowMillis);
            case CONNECTING -> {} // the connect time-out is the channel's own
            case RELAYING -> tickRelaying(nowMillis);
            case CLOSING -> tickClosing(nowMillis);
        }
    }

    private void tickAsking(long nowMillis) {
        if (nowMillis - since >= timeouts().queue().toMillis()) {
            services.counters().add(Counter.REFUSED_QUEUE_TIMEOUT);
            refuseUnreachable();
        }
    }

    private void refuseUnreachable() {
        refuse(
                NO_SERVER,
                GENERAL,
                "Max connect timeout reached while reaching " + listener + " after " + (loop.nowMillis() - since)
                        + "ms: " + lastFailure);
    }

    private void tickRelaying(long nowMillis) {
        if (conversation.isInHandshake()
                && overdue(nowMillis - since, timeouts().handshake())) {
            services.counters().add(Counter.HANDSHAKE_TIMEOUTS);
            finish("Got timeout reading communication packets: handshake not finished after "
                    + timeouts().handshake().toMillis() + " ms");
            return;
        }
        if (serverSide.isInputEnded() && nowMillis - lastMillis >= CLOSING_MILLIS) {
            close(null); // a MySQL server never ends only its half: it is gone, the client has been told
            return;
        }
        Duration limit = conversation.serverSpokeLast()
                ? timeouts().client()
                : timeouts().server();
        if (overdue(nowMillis - lastMillis, limit)) {
            services.counters().add(conversation.serverSpokeLast() ? Counter.CLIENT_TIMEOUTS : Counter.SERVER_TIMEOUTS);
            finish("The connection was closed by the proxy: no byte for " + limit.toMillis() + " ms");
        }
    }

    private static boolean overdue(long millis, Duration limit) {
        return !limit.isZero() && millis >= limit.toMillis();
    }

    private void tickClosing(long nowMillis) {
        if (nowMillis - since >= CLOSING_MILLIS) {
            services.counters().add(Counter.CLOSING_TIMEOUTS);
            var unused = client.close();
            closeServer();
        }
    }

    @Override
    public boolean isIdleInHandshake(long nowMillis) {
        return state == State.RELAYING && conversation.isInHandshake() && nowMillis - lastMillis >= EVICTABLE_MILLIS;
    }

    @Override
    public void evict() {
        services.counters().add(Counter.HANDSHAKES_EVICTED);
        close(null);
    }

    @Override
    public void drain() {
        draining = true;
        if (state == State.RELAYING) {
            drainIfIdle();
        } else if (state != State.CLOSING) {
            services.counters().add(Counter.CLOSED_DRAINED);
            finish("Server shutdown in progress: the proxy is stopping");
        }
    }

    private void drainIfIdle() {
        if (state == State.RELAYING && conversation.mayEnd()) {
            services.counters().add(Counter.CLOSED_DRAINED);
            finish("Server shutdown in progress: the proxy is stopping");
        }
    }

    @Override
    public void abort(String reason) {
        if (state != State.CLOSING) {
            services.counters().add(Counter.CLOSED_ABORTED);
            finish("Server shutdown in progress: " + reason);
        }
    }

    /** What the address's next holder cannot know is not waited for: a client in the middle of an answer is reset. */
    @Override
    public void release(Set<InetAddress> leaving) {
        boolean concerned =
                client.localAddress() instanceof InetSocketAddress own && leaving.contains(own.getAddress());
        if (state == State.CLOSING || !concerned) {
            return;
        }
        services.counters().add(Counter.CLOSED_RELEASED);
        if (state == State.RELAYING && (conversation.lastWords("") == null || !client.isWritable())) {
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            var unused = client.close();
        }
        finish("Server shutdown in progress: the address is leaving this host");
    }

    private void refuse(int errno, String sqlState, String message) {
        close(ErrPacket.encode(errno, sqlState, message, 0));
    }

    /** Ends the session in order, with an ERR packet where the client can read one. */
    private void finish(String message) {
        if (conversation.isBetweenCommands() && server != null) {
            var unused = server.writeAndFlush(Unpooled.wrappedBuffer(COM_QUIT));
        }
        close(conversation.lastWords(message));
    }

    /** A server that must not be used any longer gets nothing more, not even what the kernel still holds. */
    private void cutServer() {
        if (server != null) {
            server.config().setOption(ChannelOption.SO_LINGER, 0);
            var unused = server.close();
        }
    }

    /** Closes both sides: the client behind its last bytes and these, the server at once. */
    private void close(byte @Nullable [] lastWords) {
        if (state == State.CLOSING) {
            return;
        }
        services.backends().abandon(this);
        if (state == State.CONNECTING && server == null && lease != null) {
            services.backends().release(lease); // the attempt under way ends by itself and is closed
        }
        state = State.CLOSING;
        since = loop.nowMillis();
        client.writeAndFlush(lastWords == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(lastWords))
                .addListener(ChannelFutureListener.CLOSE);
        closeServer();
        forgetIfClosed();
    }

    /** Behind the client's last bytes; a server that does not read them is cut off by {@link #tickClosing}. */
    private void closeServer() {
        if (server == null) {
            return;
        }
        boolean overdue = loop.nowMillis() - since >= CLOSING_MILLIS;
        if (overdue || !server.isOpen()) {
            var unused = server.close();
        } else {
            server.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void forgetIfClosed() {
        boolean over = state == State.CLOSING && !client.isOpen() && (server == null || !server.isOpen());
        if (over && !forgotten) {
            forgotten = true;
            handshakeOver();
            loop.closed(this);
            services.admission().leave(listener);
        }
    }

    private void touch() {
        lastMillis = loop.nowMillis();
    }

    private Timeouts timeouts() {
        return services.config().get().timeouts();
    }
}
