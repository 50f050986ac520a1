package io.mainstay.conf;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.mainstay.conf.hocon.HoconReader;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.Limits;
import io.mainstay.conf.model.ProxyConfig.Listener;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.conf.model.ProxyConfig.Timeouts;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ProxyConfig} as one line of JSON in the vocabulary of section {@code proxy}, and back: what is written reads
 * as the same configuration, positions aside. Secrets stand in clear; the line goes through a private pipe and nowhere
 * else. Pure; any thread.
 */
public final class ProxyConfigText {
    private static final Position LINE = new Position("(channel)", 1, 0);

    private ProxyConfigText() {}

    /** One line without its end, every key written out. */
    public static String write(ProxyConfig config) {
        return ConfigValueFactory.fromMap(values(config)).render(ConfigRenderOptions.concise());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is no proxy configuration; the text names every finding
     */
    public static ProxyConfig read(String line) {
        Diagnostics findings = new Diagnostics();
        Node root = HoconReader.read(LINE.file(), line, findings);
        Node section = root == null ? null : new Node("proxy", List.of(), root.children(), true, LINE);
        ProxyConfig config = section == null ? null : ProxySection.build(section, findings);
        if (config == null) {
            throw new IllegalArgumentException("configuration of the proxy: "
                    + findings.list().stream().map(Diagnostic::toString).collect(Collectors.joining("; ")));
        }
        return config;
    }

    /** The section's keys and values; what is absent in the model is absent here. */
    public static Map<String, Object> values(ProxyConfig config) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("threads", config.threads());
        all.put("track_proxy", config.track() ? Map.of("weight", config.trackWeight()) : "off");
        all.put("on_marked_down", ProxyBlock.spelling(config.onMarkedDown()));
        all.put("servers", named(config.servers(), Server::name, ProxyConfigText::server));
        all.put("listeners", named(config.listeners(), Listener::name, ProxyConfigText::listener));
        all.put("check", check(config.check()));
        all.put("timeouts", timeouts(config.timeouts()));
        all.put("limits", limits(config.limits()));
        putIf(all, "user", user(config.user()));
        putIf(all, "java", config.java());
        all.put("jvm_options", config.jvmOptions());
        return all;
    }

    private static @Nullable List<String> user(@Nullable UserConfig user) {
        if (user == null) {
            return null;
        }
        return user.group() == null ? List.of(user.user()) : List.of(user.user(), user.group());
    }

    private static void putIf(Map<String, Object> all, String key, @Nullable Object value) {
        if (value != null) {
            all.put(key, value);
        }
    }

    /** A list, because the order of servers means something and the members of a JSON object have none. */
    private static <T> List<Map<String, Object>> named(
            List<T> things, Function<T, String> name, Function<T, Map<String, Object>> values) {
        return things.stream()
                .map(t -> {
                    Map<String, Object> all = new LinkedHashMap<>(values.apply(t));
                    all.put("name", name.apply(t));
                    return all;
                })
                .toList();
    }

    private static Map<String, Object> server(Server s) {
        return Map.of(
                "address",
                new Endpoint(s.host(), s.port()).toString(),
                "weight",
                s.weight(),
                "backup",
                s.backup(),
                "maxconn",
                s.maxconn(),
                "maxqueue",
                s.maxqueue());
    }

    private static Map<String, Object> listener(Listener l) {
        return Map.of(
                "bind",
                new Endpoint(l.bindAddress(), l.port()).toString(),
                "role",
                ProxyBlock.spelling(l.role()),
                "balance",
                ProxyBlock.spelling(l.balance()),
                "servers",
                l.servers(),
                "writer_is_reader",
                l.writerIsReader(),
                "maxconn",
                l.maxconn());
    }

    private static Map<String, Object> check(Check c) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", ProxyBlock.spelling(c.type()));
        all.put("port", c.port());
        all.put("inter", Units.text(c.inter()));
        all.put("fastinter", Units.text(c.fastinter()));
        all.put("downinter", Units.text(c.downinter()));
        all.put("rise", c.rise());
        all.put("fall", c.fall());
        all.put("timeout", Units.text(c.timeout()));
        putIf(all, "user", c.user());
        putIf(all, "password", c.password() == null ? null : c.password().reveal());
        all.put("tls", ProxyBlock.spelling(c.tls()));
        putIf(all, "tls_ca", c.tlsCa());
        all.put("max_replication_lag", Units.text(c.maxReplicationLag()));
        all.put("http_method", c.httpMethod());
        all.put("http_uri", c.httpUri());
        return all;
    }

    private static Map<String, Object> timeouts(Timeouts t) {
        return Map.of(
                "connect",
                Units.text(t.connect()),
                "client",
                Units.text(t.client()),
                "server",
                Units.text(t.server()),
                "queue",
                Units.text(t.queue()),
                "handshake",
                Units.text(t.handshake()),
                "drain",
                Units.text(t.drain()),
                "retries",
                t.retries(),
                "redispatch",
                t.redispatch());
    }

    private static Map<String, Object> limits(Limits l) {
        return Map.of("maxconn", l.maxconn(), "handshakes", l.handshakes(), "buffer", l.bufferBytes());
    }
}
