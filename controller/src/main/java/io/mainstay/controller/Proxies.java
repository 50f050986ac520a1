package io.mainstay.controller;

import io.mainstay.child.ProxyStatus;
import io.mainstay.child.ProxySupervisor;
import io.mainstay.child.Users;
import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.net.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The supervised proxy, or none: follows the configuration. Used by the services' background thread and at the end. */
final class Proxies implements AutoCloseable {
    private final ProxySupervisor supervisor;
    private Duration drain = Duration.ZERO;
    private boolean wanted;

    Proxies(Consumer<ProxyStatus> statuses) {
        supervisor = new ProxySupervisor(
                Proxies::command, ChannelCodec::encode, new Users(), new SystemTimeline(), statuses);
    }

    /** What a checkout without a build lacks is told by the process that cannot start, and the instances see a fault. */
    private static List<String> command(ProxyConfig config) {
        Path home = Path.of(System.getProperty("mainstay.home", "."));
        Optional<List<String>> argv = ProxyCommandLine.of(config, home);
        return argv.orElse(List.of(home.resolve("lib/proxy").toString()));
    }

    synchronized void apply(@Nullable ProxyConfig config) {
        if (config != null) {
            drain = config.timeouts().drain();
            supervisor.configure(config);
        } else if (wanted) {
            supervisor.stop(drain);
        }
        wanted = config != null;
    }

    /** For the loop, which must not wait for whoever holds this object's lock. */
    boolean release(List<IpAddress> leaving) {
        return supervisor.release(leaving);
    }

    /** Tells the proxy to end; waits for that no longer than the limit. */
    synchronized void drain(Duration limit) {
        supervisor.closeAfter(limit);
        try {
            boolean unused = supervisor.awaitEnd(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
