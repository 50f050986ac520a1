package io.mainstay.conf;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Balance;
import io.mainstay.conf.model.ProxyConfig.Limits;
import io.mainstay.conf.model.ProxyConfig.Listener;
import io.mainstay.conf.model.ProxyConfig.OnMarkedDown;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code proxy}: from the tree to {@link ProxyConfig}. The same for both syntaxes. Pure but for
 * {@code check.password_file}, which is read here; any thread.
 */
public final class ProxySection {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final Endpoint NO_ENDPOINT = new Endpoint("", 0);

    private final ProxyBlock root;
    private final Limits limits;

    private ProxySection(ProxyBlock root) {
        this.root = root;
        ProxyBlock block = root.block("limits");
        this.limits = new Limits(
                block.number("maxconn", 4_000, 1, MOST_CONNECTIONS),
                block.number("handshakes", 500, 1, MOST_CONNECTIONS),
                block.size("buffer", 65_536, 4_096, 16 << 20));
        block.nothingElse();
    }

    /**
     * Reads the section; every finding is added to {@code findings}.
     *
     * @return null when an error was found: a proxy that runs otherwise than written is worse than one that says why
     *     it does not run
     */
    public static @Nullable ProxyConfig build(Node proxy, Diagnostics findings) {
        Diagnostics own = new Diagnostics();
        ProxyConfig config = new ProxySection(new ProxyBlock(proxy, "proxy", own)).config();
        own.list().forEach(findings::add);
        return own.hasErrors() ? null : config;
    }

    /**
     * Whether the instances depend on the proxy ({@code track_proxy}). Answers also for a section with errors, so that
     * a proxy that cannot run counts as a proxy that is down and not as one that nobody wanted.
     */
    public static boolean tracks(Node proxy) {
        return track(new ProxyBlock(proxy, "proxy", new Diagnostics()));
    }

    private static boolean track(ProxyBlock root) {
        return root.isBlock("track_proxy") || root.flag("track_proxy", true);
    }

    private ProxyConfig config() {
        List<Server> servers = servers();
        List<Listener> listeners =
                root.named("listeners").stream().map(l -> listener(l, servers)).toList();
        atLeastOne(listeners, "listeners");
        bindsDiffer(listeners);
        ProxyConfig config = new ProxyConfig(
                root.position(),
                listeners,
                servers,
                ProxyChecks.check(root.block("check")),
                ProxyChecks.timeouts(root.block("timeouts")),
                limits,
                root.choice("on_marked_down", OnMarkedDown.SHUTDOWN_SESSIONS),
                root.number("threads", 2, 1, 64),
                trackWeight(),
                track(root),
                user(),
                root.text("java"),
                root.words("jvm_options"));
        root.nothingElse();
        return config;
    }

    private void atLeastOne(List<?> found, String key) {
        if (found.isEmpty()) {
            root.error(key, "none (expected: at least one)");
        }
    }

    private int trackWeight() {
        if (!root.isBlock("track_proxy")) {
            return 0;
        }
        ProxyBlock block = root.block("track_proxy");
        int weight = block.number("weight", 0, -253, 253);
        block.nothingElse();
        return weight;
    }

    private @Nullable UserConfig user() {
        List<String> words = root.words("user");
        if (words.size() > 2 || (root.has("user") && words.isEmpty())) {
            root.error("user", words.size() + " words (expected: a user, or a user and a group)");
        }
        return words.isEmpty() ? null : new UserConfig(words.getFirst(), words.size() > 1 ? words.get(1) : null);
    }

    private List<Server> servers() {
        Server defaults = server(root.block("default_server"), null);
        List<Server> servers =
                root.named("servers").stream().map(s -> server(s, defaults)).toList();
        atLeastOne(servers, "servers");
        return servers;
    }

    /** One server; without {@code defaults} it is {@code default_server} itself, which has no address. */
    private static Server server(ProxyBlock block, @Nullable Server defaults) {
        Endpoint endpoint = defaults == null ? NO_ENDPOINT : address(block);
        Server server = new Server(
                block.name(),
                block.position(),
                endpoint.host(),
                endpoint.port(),
                block.number("weight", defaults == null ? 100 : defaults.weight(), 0, 256),
                block.flag("backup", defaults != null && defaults.backup()),
                block.number("maxconn", defaults == null ? 0 : defaults.maxconn(), 0, MOST_CONNECTIONS),
                block.number("maxqueue", defaults == null ? 128 : defaults.maxqueue(), 0, MOST_CONNECTIONS));
        block.nothingElse();
        return server;
    }

    private static Endpoint address(ProxyBlock block) {
        if (!block.has("address")) {
            block.error("address", "missing (expected: host:port)");
        }
        return block.parsed(
                "address",
                NO_ENDPOINT,
                "host:port with a literal address or a name, IPv6 in brackets, port 3306 if left out",
                Endpoint::server);
    }

    private Listener listener(ProxyBlock block, List<Server> servers) {
        if (!block.has("bind")) {
            block.error("bind", "missing (expected: address:port or *:port)");
        }
        Endpoint bind =
                block.parsed("bind", NO_ENDPOINT, "literal address:port or *:port, IPv6 in brackets", Endpoint::bind);
        Listener listener = new Listener(
                block.name(),
                block.position(),
                block.choice("role", Role.WRITER),
                bind.host(),
                bind.port(),
                block.choice("balance", Balance.LEASTCONN),
                behind(block, servers),
                block.flag("writer_is_reader", true),
                block.number("maxconn", limits.maxconn(), 1, MOST_CONNECTIONS));
        block.nothingElse();
        return listener;
    }

    /** The servers behind a listener: those it names, or all. */
    private static List<String> behind(ProxyBlock block, List<Server> servers) {
        List<String> all = servers.stream().map(Server::name).toList();
        if (!block.has("servers")) {
            return all;
        }
        List<String> named = block.words("servers");
        if (named.isEmpty()) {
            block.error("servers", "none (expected: at least one, or leave the key out for all)");
        }
        Set<String> seen = new HashSet<>();
        for (String name : named) {
            if (!all.contains(name)) {
                block.error("servers", name + " (expected: " + String.join(", ", all) + ")");
            } else if (!seen.add(name)) {
                block.error("servers", name + " stands twice (expected: each name once)");
            }
        }
        return named;
    }

    /** Two listeners on one port are one too many, unless each has an address of its own. */
    private void bindsDiffer(List<Listener> listeners) {
        for (int i = 1; i < listeners.size(); i++) {
            Listener late = listeners.get(i);
            String clashes = listeners.subList(0, i).stream()
                    .filter(early -> early.port() == late.port() && sameAddress(early, late))
                    .map(Listener::name)
                    .collect(Collectors.joining(", "));
            if (!clashes.isEmpty()) {
                root.error(
                        late.position(),
                        "listeners." + late.name(),
                        "binds the port " + late.port() + " that " + clashes + " binds");
            }
        }
    }

    private static boolean sameAddress(Listener a, Listener b) {
        return a.bindAddress().equals(b.bindAddress())
                || a.bindAddress().equals("*")
                || b.bindAddress().equals("*");
    }
}
