package io.mainstay.conf.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
            "interfaces",
            "notification_email");

    /** Keywords that a keepalived.conf writes without a value, so that their absence is the only way to say no. */
    private static final Set<String> FLAGS = Set.of(
            "nopreempt",
            "preempt",
            "init_fail",
            "dont_track_primary",
            "native_ipv6",
            "unicast_fault_no_peer",
            "enable_script_security",
            "vrrp_no_swap",
            "vrrp_skip_check_adv_addr",
            "dynamic_interfaces",
            "sync_group_tracking_weight",
            "global_tracking");

    /** Keywords whose string is several words. */
    private static final Set<String> PHRASES = Set.of(
            "script_user",
            "user",
            "down_timer_adverts",
            "garp_group",
            "process",
            "garp_extra_if",
            "vrrp_garp_extra_if");

    /**
     * A key.
     *
     * @param raw the value before variables were put in, which knows where the key stands and not where the variable
     *     was given its value; null where that is unknown
     */
    private record Entry(
            String key, ConfigValue value, @Nullable ConfigValue raw, Position position) {}

    private static final Comparator<Entry> BY_PLACE = Comparator.comparingInt(
                    (Entry e) -> e.position().line())
            .thenComparingInt(e -> e.position().column());

    private final String file;
    private final Lines lines;

    Statements(String file, Lines lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * The whole text.
     *
     * @param raw the same before variables were put in
     */
    Node root(Config config, Config raw) {
        Position start = new Position(file, 0, 0);
        List<Node> children = new ArrayList<>();
        for (Entry entry : entries(config.root(), raw.root(), start)) {
            if (NAMED.contains(entry.key()) && entry.value() instanceof ConfigObject all) {
                entries(all, entry.raw(), entry.position()).forEach(e -> children.add(instance(entry.key(), e)));
            } else {
                children.addAll(statement(entry));
            }
        }
        return new Node("", List.of(), children, true, start);
    }

    /** In the order they were written; among several files, of the lines. */
    private List<Entry> entries(ConfigObject object, @Nullable ConfigValue raw, Position parent) {
        return object.entrySet().stream()
                .map(e -> entry(e.getKey(), e.getValue(), raw, parent))
                .sorted(BY_PLACE)
                .toList();
    }

    private Entry entry(String key, ConfigValue value, @Nullable ConfigValue rawParent, Position parent) {
        ConfigValue raw = member(rawParent, key);
        Position at = at(raw == null ? value : raw);
        int from = at.line() == parent.line() ? parent.column() + 1 : 1;
        Position place = new Position(at.file(), at.line(), lines.column(at.file(), at.line(), key, from));
        return new Entry(key, value, raw, place);
    }

    private static @Nullable ConfigValue member(@Nullable ConfigValue object, String key) {
        try {
            return object instanceof ConfigObject known ? known.get(key) : null;
        } catch (ConfigException.NotResolved e) {
            return null; // a variable stands for the object as a whole, or for a part that is merged into it
        }
    }

    private Node instance(String keyword, Entry entry) {
        return entry.value() instanceof ConfigObject block
                ? new Node(
                        keyword,
                        List.of(entry.key()),
                        inside(block, entry.raw(), entry.position()),
                        true,
                        entry.position())
                : new Node(keyword, List.of(entry.key(), text(entry.value())), List.of(), false, entry.position());
    }

    private List<Node> inside(ConfigObject block, @Nullable ConfigValue raw, Position parent) {
        return entries(block, raw, parent).stream()
                .flatMap(e -> statement(e).stream())
                .toList();
    }

    /** None for a flag that is false and for null, else one. */
    private List<Node> statement(Entry e) {
        return switch (e.value().valueType()) {
            case OBJECT ->
                List.of(new Node(
                        e.key(),
                        List.of(),
                        inside((ConfigObject) e.value(), e.raw(), e.position()),
                        true,
                        e.position()));
            case LIST -> List.of(list(e.key(), (ConfigList) e.value(), e.position()));
            case BOOLEAN -> flag(e);
            case NULL -> List.of();
            case NUMBER, STRING -> List.of(line(e, words(e.key(), e.value())));
        };
    }

    private static Node line(Entry e, List<String> words) {
        return new Node(e.key(), words, List.of(), false, e.position());
    }

    private static List<Node> flag(Entry e) {
        boolean flag = FLAGS.contains(e.key());
        boolean off = text(e.value()).equals("false");
        return flag && off ? List.of() : List.of(line(e, flag ? List.of() : List.of(text(e.value()))));
    }

    private Node list(String key, ConfigList values, Position place) {
        boolean blocks = !values.isEmpty() && values.stream().allMatch(ConfigObject.class::isInstance);
        if (LISTS.contains(key)) {
            return new Node(key, List.of(), values.stream().map(this::entry).toList(), true, place);
        }
        return blocks
                ? new Node(key, List.of(), values.stream().map(this::namedBlock).toList(), true, place)
                : new Node(key, values.stream().map(Statements::text).toList(), List.of(), false, place);
    }

    /** A block in a list, for those who care for the order of the blocks: an object has none by HOCON's rules. */
    private Node namedBlock(ConfigValue value) {
        ConfigObject object = (ConfigObject) value;
        return new Node(name(object), List.of(), inside(object.withoutKey("name"), null, at(value)), true, at(value));
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
            entries(object.withoutKey("name"), null, at(value)).forEach(e -> addPair(words, e));
        } else {
            words.addAll(split(text(value)));
        }
        String first = words.isEmpty() ? "" : words.getFirst();
        return new Node(first, words.subList(Math.min(1, words.size()), words.size()), List.of(), false, at(value));
    }

    private static void addPair(List<String> words, Entry pair) {
        boolean flag = pair.value().valueType() == ConfigValueType.BOOLEAN;
        if (flag && text(pair.value()).equals("false")) {
            return;
        }
        words.add(pair.key());
        if (!flag) {
            words.add(text(pair.value()));
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
