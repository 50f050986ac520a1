package io.mainstay.lab;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.mainstay.lab.server.Checkout;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A mainstay on a host with any configuration, and what it says of itself. One thread. */
final class Node implements AutoCloseable {
    /** Long enough for a JVM's start on a busy machine and three missed adverts. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** Where its state is, on a disk of the host's own that outlives it. */
    static final String STATE = "/run/state";

    /** So many characters of the log are shown when something was waited for in vain. */
    private static final int SHOWN = 6_000;

    private static final Config NO_ANSWER = ConfigFactory.parseMap(Map.of("instances", List.of()));

    private final Host host;
    private final List<String> command;
    private HostProcess process;

    private Node(Host host, List<String> command) {
        this.host = host;
        this.command = command;
        this.process = launch();
    }

    /** Starts one; an empty proxy text means none. */
    static Node start(Host host, String keepalivedConf, String proxyConf) {
        return startUnder(List.of(), host, keepalivedConf, proxyConf);
    }

    /** As {@link #start}, by a program that runs programs. */
    static Node startUnder(List<String> runner, Host host, String keepalivedConf, String proxyConf) {
        List<String> command = new ArrayList<>(runner);
        command.addAll(List.of(
                Checkout.root().resolve("bin/mainstay").toString(),
                "run",
                "-f",
                host.write("node.conf", keepalivedConf).toString()));
        if (!proxyConf.isEmpty()) {
            command.addAll(List.of("-f", host.write("proxy.conf", proxyConf).toString()));
        }
        return new Node(host, command);
    }

    static Node start(Host host, String keepalivedConf) {
        return start(host, keepalivedConf, "");
    }

    /** A configuration whose checks run as root, which owns the lab's folders. */
    static String conf(String... blocks) {
        return "global_defs {\n    script_user root\n    state_directory " + STATE + "\n}\n" + String.join("\n", blocks)
                + "\n";
    }

    /** An instance on eth0 that speaks every second unless the further lines say otherwise. */
    static String instance(String name, int vrid, int priority, String vip, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "state BACKUP",
                "interface eth0",
                "virtual_router_id " + vrid,
                "priority " + priority,
                "virtual_ipaddress {\n        " + vip + "/24\n    }"));
        all.addAll(Arrays.asList(lines));
        if (all.stream().noneMatch(line -> line.startsWith("advert_int"))) {
            all.add("advert_int 1");
        }
        return "vrrp_instance " + name + " {\n    " + String.join("\n    ", all) + "\n}";
    }

    Host host() {
        return host;
    }

    HostProcess process() {
        return process;
    }

    /** Everything written so far, by this process and those before it. */
    String log() {
        return process.output();
    }

    /** Writes another configuration and has it read. */
    void reload(String keepalivedConf) {
        host.write("node.conf", keepalivedConf);
        process.kill(Signal.HUP);
    }

    /** Stops it in order. @return its exit status */
    int stop() {
        process.kill(Signal.TERM);
        return process.await(LIMIT);
    }

    /** Starts it again after an end. */
    void restart() {
        process.close();
        process = launch();
    }

    /** What {@code status --json} prints, asked over the same socket; no instances while nobody answers. */
    Config status() {
        Path socket = Path.of("/proc/" + host.pid() + "/root/run/mainstay/control.sock");
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap("{\"v\":1,\"command\":\"status\"}\n".getBytes(StandardCharsets.UTF_8)));
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            return answer.isBlank() ? NO_ANSWER : ConfigFactory.parseString(answer);
        } catch (IOException | ConfigException.Parse e) {
            return NO_ANSWER;
        }
    }

    /** One instance of the status, empty when there is none yet. */
    Config instance(String name) {
        return one(status().getConfigList("instances"), "name", name);
    }

    /** The first of these objects whose key has this value; empty when there is none. */
    static Config one(List<? extends Config> all, String key, String value) {
        for (Config each : all) {
            if (each.getString(key).equals(value)) {
                return each;
            }
        }
        return ConfigFactory.empty();
    }

    /** Waits until an instance is as wanted; shows the status and the log when it does not come. */
    void await(String what, String instance, Predicate<Config> wanted) {
        try {
            Waiting.until(what + " on " + host.name(), LIMIT, () -> {
                Config seen = instance(instance);
                return !seen.isEmpty() && wanted.test(seen);
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + account(), e);
        }
    }

    void awaitState(String instance, String state) {
        await(instance + " " + state, instance, i -> i.getString("state").equals(state));
    }

    /** Waits until the log has these words. */
    void awaitLog(String words) {
        try {
            Waiting.until("log of " + host.name() + " has: " + words, LIMIT, () -> log().contains(words));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + account(), e);
        }
    }

    /** Status and the log's end, for messages. */
    String account() {
        String log = log();
        return status() + "\n" + log.substring(Math.max(0, log.length() - SHOWN));
    }

    @Override
    public void close() {
        process.close();
    }

    private HostProcess launch() {
        return host.start("node", command.toArray(String[]::new));
    }
}
