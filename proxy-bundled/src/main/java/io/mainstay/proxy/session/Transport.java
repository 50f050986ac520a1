package io.mainstay.proxy.session;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;

/**
 * How bytes reach the kernel: Netty's native epoll, or the JDK's selectors where the native library cannot be loaded.
 * Immutable; any thread.
 *
 * @param name for the log
 * @param io makes each loop's poller
 * @param server the listening channel's class
 * @param socket the connected channel's class
 * @param listening options of a listening socket, beside SO_REUSEADDR
 * @param connected options of both sides of a session
 */
public record Transport(
        String name,
        IoHandlerFactory io,
        Class<? extends ServerChannel> server,
        Class<? extends Channel> socket,
        List<Option<?>> listening,
        List<Option<?>> connected) {
    /** Seconds without traffic before the kernel asks whether the other side lives. */
    static final int KEEPALIVE_IDLE_SECONDS = 10;

    /** Seconds between the kernel's questions. */
    static final int KEEPALIVE_INTERVAL_SECONDS = 3;

    /** Questions without an answer that end a connection. */
    static final int KEEPALIVE_COUNT = 3;

    /** How long sent bytes may stay unacknowledged: as long as keepalive takes, idle + count * interval. */
    static final int USER_TIMEOUT_MILLIS = 19_000;

    /** One socket option with its value. */
    record Option<T>(ChannelOption<T> option, T value) {
        void onListener(ServerBootstrap bootstrap) {
            bootstrap.option(option, value);
        }

        void onClient(ServerBootstrap bootstrap) {
            bootstrap.childOption(option, value);
        }

        void onServer(Bootstrap bootstrap) {
            bootstrap.option(option, value);
        }
    }

    /** The best there is; says so when it is not the native one. */
    public static Transport choose(Logger log) {
        if (Epoll.isAvailable()) {
            return epoll();
        }
        log.warn(
                "native epoll cannot be used, the JDK's selectors are (no IP_FREEBIND, no TCP_USER_TIMEOUT) reason={}",
                String.valueOf(Epoll.unavailabilityCause()));
        return nio();
    }

    /** Native epoll. */
    public static Transport epoll() {
        return new Transport(
                "epoll",
                EpollIoHandler.newFactory(),
                EpollServerSocketChannel.class,
                EpollSocketChannel.class,
                List.of(new Option<>(EpollChannelOption.IP_FREEBIND, true)),
                List.of(
                        new Option<>(ChannelOption.TCP_NODELAY, true),
                        new Option<>(ChannelOption.SO_KEEPALIVE, true),
                        new Option<>(EpollChannelOption.TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS),
                        new Option<>(EpollChannelOption.TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS),
                        new Option<>(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_COUNT),
                        new Option<>(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS)));
    }

    /** The JDK's selectors; a VIP that is not there yet cannot be bound, so the listener keeps trying. */
    public static Transport nio() {
        return new Transport(
                "nio",
                NioIoHandler.newFactory(),
                NioServerSocketChannel.class,
                NioSocketChannel.class,
                List.of(),
                List.of(
                        new Option<>(ChannelOption.TCP_NODELAY, true),
                        new Option<>(ChannelOption.SO_KEEPALIVE, true),
                        new Option<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_IDLE_SECONDS),
                        new Option<>(
                                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                                KEEPALIVE_INTERVAL_SECONDS),
                        new Option<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_COUNT)));
    }
}
