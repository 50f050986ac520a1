package io.mainstay.proxy;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.proxy.monitor.ServerHealth;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.function.Consumer;

/** The health checks as {@link Worker} uses them. */
interface Checks extends AutoCloseable {
    void start();

    void reconfigure(ProxyConfig config);

    @Override
    void close();

    /** Makes them; they tell what they find to the consumer, on an event loop. */
    interface Factory {
        Checks make(EventLoopGroup group, ProxyConfig config, Consumer<List<ServerHealth>> onChange);
    }
}
