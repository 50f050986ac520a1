package io.mainstay.conf;

import io.mainstay.conf.Change.Field;
import io.mainstay.conf.model.Secret;
import io.mainstay.conf.text.Position;
import io.mainstay.time.Centis;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two records of the model, component by component, where they stand left aside: a line more at
 * the top of a file changes nothing. Pure; any thread.
 */
final class Differences {
    /** Components whose keyword is not their name with underscores. */
    private static final Map<String, String> KEYWORDS = Map.ofEntries(
            Map.entry("interfaceName", "interface"),
            Map.entry("vrid", "virtual_router_id"),
            Map.entry("addresses", "virtual_ipaddress"),
            Map.entry("excluded", "virtual_ipaddress_excluded"),
            Map.entry("sourceAddress", "mcast_src_ip"),
            Map.entry("multicastGroup", "mcast_dst_ip"),
            Map.entry("checksumAsV2", "v3_checksum_as_v2"),
            Map.entry("checkSource", "check_unicast_src"),
            Map.entry("startAsMaster", "state_master"),
            Map.entry("scriptSecurity", "enable_script_security"),
            Map.entry("hookTimeout", "notify_timeout"),
            Map.entry("realtimePriority", "vrrp_rt_priority"),
            Map.entry("lockMemory", "vrrp_no_swap"),
            Map.entry("startupDelay", "vrrp_startup_delay"),
            Map.entry("delayAfterBoot", "vrrp_delay_after_boot"),
            Map.entry("pacing", ""),
            Map.entry("garpInterval", "garp_interval"),
            Map.entry("gnaInterval", "gna_interval"),
            Map.entry("lanes", "garp_group"),
            Map.entry("conduct", ""),
            Map.entry("syncGroup", "vrrp_sync_group"),
            Map.entry("members", "group"),
            Map.entry("bufferBytes", "buffer"),
            Map.entry("trackWeight", "track_proxy.weight"),
            Map.entry("track", "track_proxy"));

    private Differences() {}

    /** The components that differ; a record in a component is taken apart, with a point between the names. */
    static List<Field> between(Record before, Record after) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            if (component.getType() != Position.class) {
                compare(component, value(component, before), value(component, after), fields);
            }
        }
        return fields;
    }

    private static void compare(
            RecordComponent component, @Nullable Object before, @Nullable Object after, List<Field> fields) {
        if (same(before, after)) {
            return;
        }
        String name = component.getType() == Centis.class ? "advert_int" : keyword(component.getName());
        if (before instanceof Record a && after instanceof Record b && takenApart(a, b)) {
            String prefix = name.isEmpty() ? "" : name + ".";
            between(a, b).forEach(f -> fields.add(new Field(prefix + f.name(), f.before(), f.after())));
        } else {
            boolean secret = text(before).equals(text(after)); // both print as ***
            fields.add(new Field(name, text(before), secret ? "another one" : text(after)));
        }
    }

    /** Blocks of the configuration are; values that print themselves, such as addresses and intervals, are not. */
    private static boolean takenApart(Record before, Record after) {
        return before.getClass() == after.getClass()
                && isModel(before)
                && before.getClass().getRecordComponents().length > 2;
    }

    private static boolean isModel(Object value) {
        return value.getClass().getPackageName().equals("io.mainstay.conf.model");
    }

    /** Equality that overlooks positions at any depth. */
    static boolean same(@Nullable Object before, @Nullable Object after) {
        if (before instanceof List<?> a && after instanceof List<?> b) {
            boolean equal = a.size() == b.size();
            for (int i = 0; equal && i < a.size(); i++) {
                equal = same(a.get(i), b.get(i));
            }
            return equal;
        }
        if (before instanceof Record a && after instanceof Record b && isModel(a)) {
            return a.getClass() == b.getClass() && sameComponents(a, b);
        }
        return Objects.equals(before, after);
    }

    private static boolean sameComponents(Record before, Record after) {
        for (RecordComponent c : before.getClass().getRecordComponents()) {
            if (c.getType() != Position.class && !same(value(c, before), value(c, after))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is a bug: " + component, e);
        }
    }

    private static String keyword(String component) {
        String snake = component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return KEYWORDS.getOrDefault(component, snake);
    }

    /** For people: no positions, no class names, no secrets. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "none";
            case Secret s -> s.toString();
            case Duration d -> Units.text(d);
            case Enum<?> e -> ProxyBlock.spelling(e);
            case List<?> l -> l.stream().map(Differences::text).collect(Collectors.joining(" ", "[", "]"));
            case Record r when isModel(r) -> recordText(r);
            case Boolean b -> b ? "on" : "off";
            default -> value.toString();
        };
    }

    private static String recordText(Record record) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent c : record.getClass().getRecordComponents()) {
            Object value = c.getType() == Position.class ? null : value(c, record);
            if (value != null) {
                parts.add(parts.isEmpty() ? text(value) : keyword(c.getName()) + " " + text(value));
            }
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
