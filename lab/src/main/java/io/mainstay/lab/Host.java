package io.mainstay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * One host: own network, processes, mounts and name; {@code /run}, {@code /var/lib/mainstay} and {@code /etc/keepalived} are its own and empty, other
 * files are the machine's. Its one interface is {@code eth0}. Any thread.
 */
public final class Host implements AutoCloseable {
    /** As the first process of its namespace the shell also buries orphans, so {@code ps} shows no dead daemons. */
    private static final String SCRIPT = """
            set -e
            hostname "$1"
            mount --make-rprivate /
            mount -t tmpfs tmpfs /run
            { mkdir -p /var/lib/mainstay && mount -t tmpfs tmpfs /var/lib/mainstay; } 2>/dev/null || true
            [ ! -d /etc/keepalived ] || mount -t tmpfs tmpfs /etc/keepalived
            ip link set lo up
            echo ready
            read -r _ || true
            """;

    private final String name;
    private final String address;
    private final Holder holder;
    private final Path folder;
    private final LibC libc = LibC.load();
    private final ExecutorService inside;
    private final List<HostProcess> processes = new ArrayList<>();

    private Host(String name, String address, Holder holder, Path folder) {
        this.name = name;
        this.address = address;
        this.holder = holder;
        this.folder = folder;
        this.inside = Executors.newSingleThreadExecutor(task -> thread("inside-" + name, task));
    }

    static Host create(String name, String address, Holder outer, Path labFolder) {
        try {
            Path folder = Files.createDirectory(labFolder.resolve(name));
            List<String> argv = new ArrayList<>(outer.enter());
            argv.addFirst("setsid");
            argv.addAll(List.of("unshare", "-n", "-m", "-p", "-u", "--fork", "--kill-child", "--mount-proc"));
            argv.addAll(List.of("bash", "-c", SCRIPT, name, name));
            return new Host(name, address, Holder.start(argv, folder.resolve("host.log")), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("host " + name, e);
        }
    }

    void plugIn() {
        sh("ip addr add " + address + " dev eth0 && ip link set eth0 up").orThrow();
    }

    public String name() {
        return name;
    }

    /** Its own address, without prefix. */
    public String address() {
        return address.substring(0, address.indexOf('/'));
    }

    /** Where this host's configurations and logs lie. */
    public Path folder() {
        return folder;
    }

    long pid() {
        return holder.pid();
    }

    /** Runs a command on this host to its end. */
    public Outcome exec(String... argv) {
        return Shell.run(command(argv));
    }

    /** Runs a line of shell on this host to its end. */
    public Outcome sh(String script) {
        return exec("sh", "-c", script);
    }

    /**
     * Starts a process on this host; it ends with the host at the latest.
     *
     * @param label names it, and its log file
     */
    public HostProcess start(String label, String... argv) {
        HostProcess process = HostProcess.start(label, command(argv), folder.resolve(label + ".log"), libc);
        synchronized (processes) {
            processes.add(process);
        }
        return process;
    }

    /** Writes a file into this host's folder, for its owner only: configurations hold passwords. */
    public Path write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.writeString(path, text);
            return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException("write " + file + " of " + name, e);
        }
    }

    /** The IPv4 addresses on eth0, without prefix. */
    public List<String> addresses() {
        return call(() -> Stream.ofNullable(NetworkInterface.getByName("eth0"))
                .flatMap(Host::withLabels)
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .filter(text -> text.indexOf(':') < 0)
                .distinct()
                .toList());
    }

    /**
     * Does eth0 have this address? IPv6 is asked of ip(8): the JDK reads {@code /proc/net}, which is the main thread's
     * network and not this host's.
     */
    public boolean has(String ip) {
        return ip.indexOf(':') < 0
                ? addresses().contains(ip)
                : sh("ip -6 -o addr show dev eth0").output().contains(" inet6 " + ip + "/");
    }

    /** Takes eth0 down on the host's own side. */
    public void linkDown() {
        exec("ip", "link", "set", "eth0", "down").orThrow();
    }

    /** Takes eth0 up on the host's own side. */
    public void linkUp() {
        exec("ip", "link", "set", "eth0", "up").orThrow();
    }

    /**
     * A thread whose sockets are this host's: it enters the host's network before the task and never leaves it. Not
     * started; a daemon thread.
     */
    public Thread thread(String threadName, Runnable task) {
        return Thread.ofPlatform().daemon().name(threadName).unstarted(() -> {
            enterNetwork();
            task.run();
        });
    }

    /** What a person types before a command to run it on this host. */
    public String enterCommand() {
        return String.join(" ", holder.enter());
    }

    /** Runs a task on a thread of this host and waits for it. */
    public <T> T call(Callable<T> task) {
        try {
            return inside.submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("on " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("on " + name + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        synchronized (processes) {
            processes.forEach(HostProcess::close);
        }
        inside.shutdownNow();
        holder.close();
    }

    private List<String> command(String... argv) {
        List<String> command = new ArrayList<>(holder.enter());
        command.addAll(Arrays.asList(argv));
        return command;
    }

    private void enterNetwork() {
        int fd = libc.open("/proc/" + holder.pid() + "/ns/net", LibC.O_RDONLY_CLOEXEC);
        try {
            libc.setns(fd, LibC.CLONE_NEWNET);
        } finally {
            libc.close(fd);
        }
    }

    private static Stream<NetworkInterface> withLabels(NetworkInterface link) {
        return Stream.concat(Stream.of(link), link.subInterfaces());
    }
}
