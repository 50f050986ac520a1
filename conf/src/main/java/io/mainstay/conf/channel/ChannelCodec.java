package io.mainstay.conf.channel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.mainstay.conf.ProxyConfigText;
import io.mainstay.conf.channel.ProxyMessage.ListenerState;
import io.mainstay.conf.channel.ProxyMessage.ServerState;
import io.mainstay.net.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Proxy messages to JSON lines and back. Pure; any thread. */
public final class ChannelCodec {
    /** Version of the vocabulary; a proxy with another one is stopped and reported. */
    public static final int PROTOCOL = 1;

    /** The longest line either side accepts, in characters. */
    public static final int MAX_LINE = 1 << 20;

    private ChannelCodec() {}

    /** One line without its end. Holds secrets in clear when it carries a configuration. */
    public static String encode(ControllerMessage message) {
        return switch (message) {
            case ControllerMessage.Configure m ->
                json("type", "configure", "protocol", PROTOCOL, "config", ProxyConfigText.values(m.config()));
            case ControllerMessage.Drain m -> json("type", "drain");
            case ControllerMessage.Release m ->
                json(
                        "type",
                        "release",
                        "addresses",
                        m.addresses().stream().map(IpAddress::toString).toList());
        };
    }

    /**
     * Reads a line of the controller.
     *
     * @throws IllegalArgumentException when it is no message; the text says why
     */
    public static ControllerMessage decodeController(String line) {
        try {
            Config c = ConfigFactory.parseString(line);
            return switch (c.getString("type")) {
                case "configure" -> decodeConfigure(c);
                case "drain" -> new ControllerMessage.Drain();
                case "release" ->
                    new ControllerMessage.Release(c.getStringList("addresses").stream()
                            .map(IpAddress::of)
                            .toList());
                default ->
                    throw new IllegalArgumentException(
                            "message type: " + c.getString("type") + " (expected: configure, drain or release)");
            };
        } catch (ConfigException e) {
            throw new IllegalArgumentException("message of the controller: " + e.getMessage(), e);
        }
    }

    private static ControllerMessage decodeConfigure(Config c) {
        if (c.getInt("protocol") != PROTOCOL) {
            throw new IllegalArgumentException("protocol: " + c.getInt("protocol") + " (expected: " + PROTOCOL + ")");
        }
        ConfigObject config = c.getConfig("config").root();
        return new ControllerMessage.Configure(ProxyConfigText.read(config.render(ConfigRenderOptions.concise())));
    }

    /** One line without its end. */
    public static String encode(ProxyMessage message) {
        return switch (message) {
            case ProxyMessage.Hello m ->
                json("type", "hello", "protocol", m.protocol(), "pid", m.pid(), "version", m.version());
            case ProxyMessage.Heartbeat m -> json("type", "heartbeat", "beats", m.beats());
            case ProxyMessage.State m -> encodeState(m);
        };
    }

    private static String encodeState(ProxyMessage.State m) {
        List<Map<String, Object>> servers = m.servers().stream()
                .map(s -> map(
                        "name", s.name(),
                        "status", s.status(),
                        "role", s.role(),
                        "check", s.check(),
                        "detail", s.detail(),
                        "checkMillis", s.checkMillis(),
                        "sessions", s.sessions(),
                        "queued", s.queued()))
                .toList();
        List<Map<String, Object>> listeners = m.listeners().stream()
                .map(l -> map(
                        "name", l.name(),
                        "role", l.role(),
                        "address", l.address(),
                        "port", l.port(),
                        "bound", l.bound(),
                        "detail", l.detail(),
                        "sessions", l.sessions()))
                .toList();
        Map<String, Object> all = map(
                "type",
                "state",
                "healthy",
                m.healthy(),
                "reason",
                m.reason(),
                "servers",
                servers,
                "listeners",
                listeners,
                "draining",
                m.draining(),
                "counters",
                new LinkedHashMap<>(m.counters()));
        if (m.writer() != null) {
            all.put("writer", m.writer());
        }
        return render(all);
    }

    /**
     * Reads a line of the proxy.
     *
     * @throws IllegalArgumentException when it is no message; the text says why
     */
    public static ProxyMessage decodeProxy(String line) {
        try {
            Config c = ConfigFactory.parseString(line);
            return switch (c.getString("type")) {
                case "hello" -> new ProxyMessage.Hello(c.getInt("protocol"), c.getLong("pid"), c.getString("version"));
                case "heartbeat" -> new ProxyMessage.Heartbeat(c.getLongList("beats"));
                case "state" -> decodeState(c);
                default ->
                    throw new IllegalArgumentException(
                            "message type: " + c.getString("type") + " (expected: hello, heartbeat or state)");
            };
        } catch (ConfigException e) {
            throw new IllegalArgumentException("message of the proxy: " + e.getMessage(), e);
        }
    }

    private static ProxyMessage.State decodeState(Config c) {
        List<ServerState> servers = c.getConfigList("servers").stream()
                .map(s -> new ServerState(
                        s.getString("name"),
                        s.getString("status"),
                        s.getString("role"),
                        s.getString("check"),
                        s.getString("detail"),
                        s.getLong("checkMillis"),
                        s.getInt("sessions"),
                        s.getInt("queued")))
                .toList();
        List<ListenerState> listeners = c.getConfigList("listeners").stream()
                .map(l -> new ListenerState(
                        l.getString("name"),
                        l.getString("role"),
                        l.getString("address"),
                        l.getInt("port"),
                        l.getBoolean("bound"),
                        l.getString("detail"),
                        l.getInt("sessions")))
                .toList();
        Map<String, Long> counters = new HashMap<>();
        c.getConfig("counters")
                .entrySet()
                .forEach(e -> counters.put(
                        String.join(".", ConfigUtil.splitPath(e.getKey())),
                        ((Number) e.getValue().unwrapped()).longValue()));
        return new ProxyMessage.State(
                c.getBoolean("healthy"),
                c.getString("reason"),
                c.hasPath("writer") ? c.getString("writer") : null,
                servers,
                listeners,
                c.getBoolean("draining"),
                counters);
    }

    /** One JSON object on one line; keys and values in turn. */
    public static String json(Object... keysAndValues) {
        return render(map(keysAndValues));
    }

    private static String render(Map<String, Object> values) {
        return ConfigValueFactory.fromMap(values).render(ConfigRenderOptions.concise());
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
