package io.mainstay.proxy;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.channel.ControllerMessage;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The process's life as the controller sees it: configured by the first line, reconfigured by later ones, drained on
 * request, gone when the channel ends. Owned by the thread that calls {@link #run}.
 */
final class Worker {
    /** Orderly end: drained. */
    static final int EXIT_DRAINED = 0;

    /** The first line was no configuration. */
    static final int EXIT_BAD_START = 2;

    /** The controller is gone. */
    static final int EXIT_ORPHANED = 3;

    /** A bug or no memory: supervision starts another one. */
    static final int EXIT_FATAL = 70;

    /** How long closed sessions' last bytes may take when there is no time to drain. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final long POLL_MILLIS = 10;

    private final BufferedReader commands;
    private final Consumer<ProxyMessage> channel;
    private final Checks.Factory checksFactory;
    private final IntConsumer halt;
    private final String version;
    private final Logger log;
    private volatile boolean orphaned;
    private @Nullable Proxy proxy;
    private @Nullable Checks checks;
    private @Nullable ProxyConfig config;

    /**
     * Ready to {@link #run}.
     *
     * @param halt ends the process at once with a status
     */
    Worker(
            BufferedReader commands,
            Consumer<ProxyMessage> channel,
            Checks.Factory checksFactory,
            IntConsumer halt,
            String version,
            Logger log) {
        this.commands = commands;
        this.channel = channel;
        this.checksFactory = checksFactory;
        this.halt = halt;
        this.version = version;
        this.log = log;
    }

    /** Runs until there is nothing left to do; the process's exit status. */
    int run() {
        try (Reporter reporter = new Reporter(channel)) {
            String first = next();
            if (first == null || !(decode(first) instanceof ControllerMessage.Configure configure)) {
                log.error("the first line is no configuration, leaving");
                return EXIT_BAD_START;
            }
            begin(configure.config(), reporter);
            return serve();
        } finally {
            end();
        }
    }

    private void begin(ProxyConfig first, Reporter reporter) {
        config = first;
        channel.accept(new ProxyMessage.Hello(
                ChannelCodec.PROTOCOL, ProcessHandle.current().pid(), version));
        Proxy made = new Proxy(first, reporter::changed, this::fatal, log);
        proxy = made;
        Checks making = checksFactory.make(made.group(), first, made::health);
        checks = making;
        making.start();
        made.start();
        reporter.start(made::beats, made::state);
    }

    private int serve() {
        for (String line = next(); line != null; line = next()) {
            switch (decode(line)) {
                case ControllerMessage.Configure(ProxyConfig next) -> reconfigure(next);
                case ControllerMessage.Release(List<IpAddress> leaving) -> release(leaving);
                case ControllerMessage.Drain() -> {
                    return drain();
                }
                case null -> {}
            }
        }
        log.warn("the controller is gone, closing all sessions");
        if (proxy != null) {
            proxy.abort("the controller of this proxy is gone");
            awaitSessions(proxy, FAREWELL);
        }
        return EXIT_ORPHANED;
    }

    private void release(List<IpAddress> leaving) {
        if (proxy != null) {
            proxy.release(leaving.stream().map(IpAddress::toInetAddress).collect(Collectors.toSet()));
        }
    }

    private void reconfigure(ProxyConfig next) {
        config = next;
        if (proxy != null && checks != null) {
            proxy.reconfigure(next);
            checks.reconfigure(next);
            log.info("configuration taken over");
        }
    }

    /** The controller's end cuts the patience short: nobody is there any more to move the address in order. */
    private int drain() {
        if (proxy == null || config == null) {
            return EXIT_DRAINED;
        }
        log.info(
                "stopping in order sessions={} limit={}",
                proxy.sessions(),
                config.timeouts().drain());
        proxy.drain();
        watchForTheEnd();
        if (!awaitSessions(proxy, config.timeouts().drain())) {
            log.warn("sessions did not end in time, closing them sessions={}", proxy.sessions());
            proxy.abort("the proxy is stopping");
            awaitSessions(proxy, FAREWELL);
        }
        return EXIT_DRAINED;
    }

    private void watchForTheEnd() {
        Thread watch = new Thread(
                () -> {
                    while (next() != null) {
                        log.warn("a message while stopping is ignored");
                    }
                    orphaned = true;
                },
                "channel-end");
        watch.setDaemon(true);
        watch.start();
    }

    private boolean awaitSessions(Proxy proxy, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        try {
            boolean patient = !orphaned;
            while (proxy.sessions() > 0 && patient == !orphaned && System.nanoTime() - until < 0) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return proxy.sessions() == 0;
    }

    private @Nullable String next() {
        try {
            return commands.readLine();
        } catch (IOException e) {
            log.warn("the controller's channel broke reason={}", e.getMessage());
            return null;
        }
    }

    private @Nullable ControllerMessage decode(String line) {
        try {
            return ChannelCodec.decodeController(line);
        } catch (IllegalArgumentException e) {
            log.error("the controller's message is not understood, ignored reason={}", e.getMessage());
            return null;
        }
    }

    private void fatal(Throwable cause) {
        log.error("cannot go on, leaving to be restarted", cause);
        halt.accept(EXIT_FATAL);
    }

    private void end() {
        if (checks != null) {
            checks.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }
}
