package io.mainstay.lab.server;

import io.mainstay.lab.Host;
import io.mainstay.lab.HostProcess;
import io.mainstay.lab.Signal;
import java.util.List;

/** The distribution's HAProxy in TCP mode on a host, with one thread. */
public final class HaProxy implements AutoCloseable {
    private final HostProcess process;

    private HaProxy(HostProcess process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param port where it listens, on every address
     * @param servers {@code address:port} each; the first that is up serves, as for a writer
     */
    public static HaProxy start(Host host, int port, List<String> servers) {
        StringBuilder text = new StringBuilder("""
                global
                    maxconn 2000
                    nbthread 1
                defaults
                    mode tcp
                    timeout connect 1s
                    timeout client 1h
                    timeout server 1h
                listen write
                    bind *:%d
                    option tcp-check
                """.formatted(port));
        for (int i = 0; i < servers.size(); i++) {
            text.append("    server db%d %s check inter 500ms%s\n"
                    .formatted(i + 1, servers.get(i), i == 0 ? "" : " backup"));
        }
        String file = host.write("haproxy.cfg", text.toString()).toString();
        return new HaProxy(host.start("haproxy", "haproxy", "-db", "-f", file));
    }

    public HostProcess process() {
        return process;
    }

    /** Kills it. */
    public void kill() {
        process.killAll(Signal.KILL);
    }

    @Override
    public void close() {
        process.close();
    }
}
