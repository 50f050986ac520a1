package io.mainstay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Hosts on one bridge. Everything lives in one private namespace that one process holds, so nothing shows on the machine
 * and nothing is left when that process goes. Needs root, or the root of a user namespace. Owned by the thread that opened
 * it; hosts may be used from any.
 *
 * <pre>
 *   machine
 *   └── outer namespace (network, mounts, processes): bridge br0
 *       ├── n1   (network, mounts, processes, name): eth0 ── ve-n1 on br0
 *       ├── n2
 *       └── …
 * </pre>
 */
public final class Lab implements AutoCloseable {
    private static final String BRIDGE = "br0";

    /** Bridge without snooping: it would drop 224.0.0.18 after a while, nobody sends queries here. */
    private static final String OUTER_SCRIPT = """
            set -e
            mount --make-rprivate /
            mount -t tmpfs tmpfs /run
            ip link set lo up
            ip link add br0 type bridge mcast_snooping 0 forward_delay 0 stp_state 0
            ip link set br0 up
            echo ready
            read -r _ || true
            kill -KILL -1 || true
            rm -rf "$1"
            """;

    private final Path folder;
    private final Holder outer;
    private final Map<String, Host> hosts = new LinkedHashMap<>();

    private Lab(Path folder, Holder outer) {
        this.folder = folder;
        this.outer = outer;
    }

    /** Opens an empty lab. */
    public static Lab open() {
        try {
            Path folder = Files.createTempDirectory("mainstay-lab-");
            return new Lab(folder, holder(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the lab", e);
        }
    }

    private static Holder holder(Path folder) {
        try {
            return Holder.start(
                    List.of(
                            "setsid",
                            "unshare",
                            "-n",
                            "-m",
                            "-p",
                            "-u", // where the lab is not root outside, it may only enter namespaces that it made
                            "--fork",
                            "--kill-child",
                            "--mount-proc",
                            "bash",
                            "-c",
                            OUTER_SCRIPT,
                            "lab",
                            folder.toString()),
                    folder.resolve("lab.log"));
        } catch (RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    /**
     * Adds a host, plugged in.
     *
     * @param name short, a host name; part of an interface name, so at most 10 characters
     * @param address its address with prefix, {@code 10.77.0.11/24}
     */
    public Host host(String name, String address) {
        Host host = Host.create(name, address, outer, folder);
        String port = port(name);
        bridge(List.of(
                "ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", Long.toString(host.pid())));
        bridge(List.of("ip", "link", "set", port, "master", BRIDGE, "up"));
        host.plugIn();
        hosts.put(name, host);
        return host;
    }

    /** Pulls the cable at the switch: both ends lose carrier. */
    public void cut(Host host) {
        bridge(List.of("ip", "link", "set", port(host.name()), "down"));
    }

    /** Puts the cable back. */
    public void restore(Host host) {
        bridge(List.of("ip", "link", "set", port(host.name()), "up"));
    }

    /** Lets the switch drop everything from and to a host whose carrier stays: a dead switch behind a live port. */
    public void isolate(Host host) {
        bridge(List.of("bridge", "link", "set", "dev", port(host.name()), "state", "0"));
    }

    /** Ends {@link #isolate}. */
    public void rejoin(Host host) {
        bridge(List.of("bridge", "link", "set", "dev", port(host.name()), "state", "3"));
    }

    /** Captures what passes the switch, see {@link Capture}. */
    public Capture capture(String filter) {
        return Capture.start(outer, BRIDGE, filter, folder.resolve("capture-" + System.nanoTime() + ".txt"));
    }

    /** Where configurations, data and logs of this lab lie; removed with it. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        hosts.values().forEach(Host::close);
        outer.close();
        remove(folder);
    }

    private void bridge(List<String> command) {
        List<String> argv = new ArrayList<>(outer.enterNetwork());
        argv.addAll(command);
        Shell.run(argv).orThrow();
    }

    private static String port(String host) {
        return "ve-" + host;
    }

    /** The holder removes it too; whichever comes second finds nothing to do. */
    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("remove " + folder, e);
        }
    }
}
