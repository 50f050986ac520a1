package io.mainstay.lab.server;

import io.mainstay.lab.Host;
import io.mainstay.lab.HostProcess;
import io.mainstay.lab.Signal;
import java.time.Duration;

/** A VRRP daemon on a host, whichever it is. One thread. */
public final class Router implements AutoCloseable {
    /** keepalived waits for its children, mainstay drains its proxy. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final Host host;
    private final Kind kind;
    private HostProcess process;

    private Router(Host host, Kind kind, HostProcess process) {
        this.host = host;
        this.kind = kind;
        this.process = process;
    }

    /** Starts a daemon with a {@code keepalived.conf}. */
    public static Router start(Kind kind, Host host, Settings settings) {
        return start(kind, host, settings, "");
    }

    /**
     * Starts a daemon with a second file; keepalived is not asked to read that.
     *
     * @param proxy a {@code proxy} section in HOCON, see {@link ProxyText}; empty for none
     */
    public static Router start(Kind kind, Host host, Settings settings, String proxy) {
        host.write(kind.file(), settings.text());
        if (!proxy.isEmpty()) {
            host.write(Kind.PROXY_FILE, proxy);
        }
        return new Router(host, kind, launch(kind, host));
    }

    public Host host() {
        return host;
    }

    public Kind kind() {
        return kind;
    }

    public HostProcess process() {
        return process;
    }

    /** Stops it in order. */
    public void stop() {
        process.kill(Signal.TERM);
        process.await(STOP_LIMIT);
    }

    /** Kills it and all its children at one blow. */
    public void killAll() {
        process.killAll(Signal.KILL);
        process.await(STOP_LIMIT);
    }

    /** Stops its clock, and its children's. */
    public void freeze() {
        process.killAll(Signal.STOP);
    }

    /** Ends {@link #freeze}. */
    public void thaw() {
        process.killAll(Signal.CONT);
    }

    /** Writes another configuration and has it read. */
    public void reload(Settings settings) {
        host.write(kind.file(), settings.text());
        process.kill(Signal.HUP);
    }

    /** Starts it again after an end. */
    public void restart() {
        process.close();
        process = launch(kind, host);
    }

    @Override
    public void close() {
        process.close();
    }

    private static HostProcess launch(Kind kind, Host host) {
        return host.start(kind.label(), kind.command(host.folder()));
    }
}
