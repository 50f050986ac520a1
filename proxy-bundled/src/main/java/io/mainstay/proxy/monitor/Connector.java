package io.mainstay.proxy.monitor;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects to one server, always on its event loop; the caller keeps the time. */
final class Connector {
    private final EventLoop loop;
    private final Names names;
    private final String host;
    private final int port;

    Connector(EventLoop loop, Names names, String host, int port) {
        this.loop = loop;
        this.names = names;
        this.host = host;
        this.port = port;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** One connection attempt; owned by the event loop. */
    final class Attempt {
        private @Nullable Channel channel;
        private boolean cancelled;
        private boolean connected;

        private Attempt() {}

        /** Whether TCP was set up. */
        boolean connected() {
            return connected;
        }

        /** Closes what there is, or will be; no answer comes any more. */
        void cancel() {
            cancelled = true;
            if (channel != null) {
                var unused = channel.close();
            }
        }

        private void dial(InetAddress address, Consumer<Channel> setUp, Consumer<String> failed) {
            if (cancelled) {
                return;
            }
            ChannelFuture future = bootstrap(setUp).connect(new InetSocketAddress(address, port));
            channel = future.channel();
            var unused = future.addListener(f -> {
                connected = f.isSuccess();
                Throwable cause = f.cause();
                if (cause != null && !cancelled) {
                    failed.accept("connect to " + host + ":" + port + ": " + Causes.text(cause));
                }
            });
        }
    }

    /**
     * Connects.
     *
     * @param setUp fills the new channel's pipeline, before it is connected
     * @param failed told once, in words, when there is no connection; not after {@link Attempt#cancel}
     */
    Attempt connect(Consumer<Channel> setUp, Consumer<String> failed) {
        Attempt attempt = new Attempt();
        var unused = names.resolve(host)
                .whenComplete((address, error) -> onLoop(() -> {
                    if (error == null) {
                        attempt.dial(address, setUp, failed);
                    } else if (!attempt.cancelled) {
                        failed.accept(Causes.text(error));
                    }
                }));
        return attempt;
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private Bootstrap bootstrap(Consumer<Channel> setUp) {
        return new Bootstrap()
                .group(loop)
                .channel(channelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the whole check has one time-out, elsewhere
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        setUp.accept(channel);
                    }
                });
    }

    private Class<? extends Channel> channelType() {
        boolean epoll = loop.parent() instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
