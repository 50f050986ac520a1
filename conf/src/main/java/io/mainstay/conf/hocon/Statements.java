package io.mainstay.conf.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * HOCON values as statements of keepalived's grammar:
 *
 * <pre>
 * priority = 100                          priority 100
 * nopreempt = true                        nopreempt              (false: nothing)
 * vrrp_instance { VI_1 { … } }            vrrp_instance VI_1 { … }
 * authentication { … }                    authentication { … }
 * virtual_ipaddress = ["10.0.0.5/24 dev eth0"]   virtual_ipaddress { 10.0.0.5/24 dev eth0 }
 * track_script = [{ name = chk, weight = -20 }]  track_script { chk weight -20 }
 * servers = [galera1, galera2]            servers galera1 galera2
 * servers = [{ name = galera1, … }]       servers { galera1 { … } }
 * </pre>
 *
 * <p>The words of a string are one word, but where the keyword takes several: {@code script_user = "me mygroup"}.
 */
final class Statements {
    /** Blocks at the top that carry a name of their own. */
    private static final Set<String> NAMED = Set.of(
            "vrrp_instance",
            "vrrp_script",
            "vrrp_sync_group",
            "vrrp_track_process",
            "track_process",
            "vrrp_track_file",
            "track_file",
            "virtual_server_group");

    /** Blocks whose statements are entries of a list. */
    private static final Set<String> LISTS = Set.of(
            "virtual_ipaddress",
            "virtual_ipaddress_excluded",
            "virtual_routes",
            "virtual_rules",
            "static_ipaddress",
            "static_routes",
            "static_rules",
            "track_script",
            "track_interface",
            "track_process",
            "track_file",
            "track_bfd",
            "unicast_peer",
            "group",
            "notification_email");

    /** Keywords that a keepalived.conf writes without a value, so that their absence is the only way to say no. */
    private static final Set<String> FLAGS = Set.of(
            "nopreempt",
            "preempt",
            "init_fail",
            "dont_track_primary",
            "native_ipv6",
            "enable_script_security",
            "vrrp_no_swap",
            "vrrp_skip_check_adv_addr",
            "dynamic_interfaces",
            "sync_group_tracking_weight",
            "global_tracking");

    /** Keywords whose string is several words. */
    private static final Set<String> PHRASES =
            Set.of("script_user", "user", "down_timer_adverts", "garp_group", "process");

    private static final Comparator<Map.Entry<String, ConfigValue>> BY_LINE =
            Comparator.comparingInt(e -> e.getValue().origin().lineNumber());

    private final String file;

    Statements(String file) {
        this.file = file;
    }

    Node root(Config config) {
        List<Node> children = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : entries(config.root())) {
            boolean named = NAMED.contains(entry.getKey()) && entry.getValue() instanceof ConfigObject;
            if (named) {
                entries((ConfigObject) entry.getValue())
                        .forEach(e -> children.add(instance(entry.getKey(), e.getKey(), e.getValue())));
            } else {
                children.addAll(statement(entry.getKey(), entry.getValue()));
            }
        }
        return new Node("", List.of(), children, true, new Position(file, 0, 0));
    }

    /** In the order of the lines; a file that was merged from several has no better one. */
    private static List<Map.Entry<String, ConfigValue>> entries(ConfigObject object) {
        return object.entrySet().stream().sorted(BY_LINE).toList();
    }

    private Node instance(String keyword, String name, ConfigValue value) {
        return value instanceof ConfigObject block
                ? new Node(keyword, List.of(name), inside(block), true, at(value))
                : new Node(keyword, List.of(name, text(value)), List.of(), false, at(value));
    }

    private List<Node> inside(ConfigObject block) {
        return entries(block).stream()
                .flatMap(e -> statement(e.getKey(), e.getValue()).stream())
                .toList();
    }

    /** None for a flag that is false and for null, else one. */
    private List<Node> statement(String key, ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> List.of(block(key, (ConfigObject) value));
            case LIST -> List.of(list(key, (ConfigList) value));
            case BOOLEAN -> flag(key, value);
            case NULL -> List.of();
            case NUMBER, STRING -> List.of(new Node(key, words(key, value), List.of(), false, at(value)));
        };
    }

    private Node block(String key, ConfigObject value) {
        return new Node(key, List.of(), inside(value), true, at(value));
    }

    private List<Node> flag(String key, ConfigValue value) {
        boolean flag = FLAGS.contains(key);
        boolean on = text(value).equals("true");
        List<String> words = flag ? List.of() : List.of(text(value));
        return flag && !on ? List.of() : List.of(new Node(key, words, List.of(), false, at(value)));
    }

    private Node list(String key, ConfigList values) {
        boolean blocks = !values.isEmpty() && values.stream().allMatch(ConfigObject.class::isInstance);
        if (LISTS.contains(key)) {
            return new Node(key, List.of(), values.stream().map(this::entry).toList(), true, at(values));
        }
        return blocks
                ? new Node(key, List.of(), values.stream().map(this::namedBlock).toList(), true, at(values))
                : new Node(key, values.stream().map(Statements::text).toList(), List.of(), false, at(values));
    }

    /** A block in a list, for those who care for the order of the blocks: an object has none by HOCON's rules. */
    private Node namedBlock(ConfigValue value) {
        ConfigObject object = (ConfigObject) value;
        return new Node(name(object), List.of(), inside(object.withoutKey("name")), true, at(value));
    }

    private static String name(ConfigObject object) {
        ConfigValue name = object.get("name");
        return name == null ? "" : text(name);
    }

    /** An entry of a list block: its words, or an object whose {@code name} comes first. */
    private Node entry(ConfigValue value) {
        List<String> words = new ArrayList<>();
        if (value instanceof ConfigObject object) {
            words.add(name(object));
            entries(object.withoutKey("name")).forEach(e -> addPair(words, e));
        } else {
            words.addAll(split(text(value)));
        }
        String first = words.isEmpty() ? "" : words.getFirst();
        return new Node(first, words.subList(Math.min(1, words.size()), words.size()), List.of(), false, at(value));
    }

    private static void addPair(List<String> words, Map.Entry<String, ConfigValue> pair) {
        boolean flag = pair.getValue().valueType() == ConfigValueType.BOOLEAN;
        if (flag && text(pair.getValue()).equals("false")) {
            return;
        }
        words.add(pair.getKey());
        if (!flag) {
            words.add(text(pair.getValue()));
        }
    }

    private static List<String> words(String key, ConfigValue value) {
        return PHRASES.contains(key) ? split(text(value)) : List.of(text(value));
    }

    private static List<String> split(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** As it was written: {@code 0011} stays {@code 0011}, which matters to a password. */
    private static String text(ConfigValue value) {
        boolean scalar = !(value instanceof ConfigObject) && !(value instanceof ConfigList);
        return scalar ? value.atKey("v").getString("v") : value.render();
    }

    private Position at(ConfigValue value) {
        return HoconReader.position(file, value.origin());
    }
}
