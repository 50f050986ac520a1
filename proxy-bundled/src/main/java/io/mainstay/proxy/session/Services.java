package io.mainstay.proxy.session;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.proxy.backend.Backends;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every session uses.
 *
 * @param config the configuration as of now
 * @param fatal told of errors after which the process must not go on (out of memory, a broken class path)
 */
public record Services(
        Backends backends,
        Admission admission,
        Counters counters,
        Names names,
        Transport transport,
        ByteBufAllocator allocator,
        Supplier<ProxyConfig> config,
        Consumer<Throwable> fatal) {}
