package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.schema.Support;
import io.mainstay.conf.text.Diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key that is carried out changes the model when it is set, and alike in both syntaxes. */
class SchemaTest {
    /** Keys whose value other than the default is in a file of the loader's tests, or is a block around such keys. */
    private static final Set<String> WITHIN = Set.of(
            "vrrp_instance.interface",
            "vrrp_instance.virtual_router_id",
            "vrrp_instance.authentication",
            "vrrp_instance.no_virtual_ipaddress",
            "vrrp_instance.preempt",
            "global_defs.vrrp_mcast_group6",
            "global_defs.vrrp_check_unicast_src",
            "vrrp_instance.native_ipv6",
            "vrrp_instance.unicast_ttl",
            "vrrp_instance.check_unicast_src",
            "global_defs.dynamic_interfaces",
            "vrrp_script.script",
            "vrrp_track_process.process",
            "track_file.file");

    /** block.key → the words of a value that is not the default. */
    private static final Map<String, String> OTHER = new TreeMap<>(Map.ofEntries(
            Map.entry("global_defs.router_id", "node1"),
            Map.entry("global_defs.script_user", "nobody"),
            Map.entry("global_defs.enable_script_security", "on"),
            Map.entry("global_defs.vrrp_version", "3"),
            Map.entry("global_defs.vrrp_mcast_group4", "224.0.0.99"),
            Map.entry("global_defs.vrrp_garp_master_delay", "7"),
            Map.entry("global_defs.vrrp_garp_master_repeat", "2"),
            Map.entry("global_defs.vrrp_garp_master_refresh", "60"),
            Map.entry("global_defs.vrrp_garp_master_refresh_repeat", "3"),
            Map.entry("global_defs.vrrp_garp_lower_prio_delay", "9"),
            Map.entry("global_defs.vrrp_garp_lower_prio_repeat", "0"),
            Map.entry("global_defs.vrrp_min_garp", "on"),
            Map.entry("global_defs.vrrp_down_timer_adverts", "4"),
            Map.entry("global_defs.vrrp_lower_prio_no_advert", "on"),
            Map.entry("global_defs.vrrp_strict", "on"),
            Map.entry("global_defs.vrrp_higher_prio_send_advert", "on"),
            Map.entry("global_defs.vrrp_owner_ignore_adverts", "on"),
            Map.entry("global_defs.vrrp_skip_check_adv_addr", "on"),
            Map.entry("global_defs.vrrp_rejected_master", "hold"),
            Map.entry("global_defs.vrrp_garp_extra_if", "all 20"),
            Map.entry("global_defs.vrrp_garp_interval", "0.001"),
            Map.entry("global_defs.vrrp_gna_interval", "0.002"),
            Map.entry("global_defs.vrrp_startup_delay", "5"),
            Map.entry("global_defs.vrrp_delay_after_boot", "60"),
            Map.entry("vrrp_instance.preempt_delay", "30"),
            Map.entry("vrrp_instance.higher_prio_send_advert", "on"),
            Map.entry("vrrp_instance.owner_ignore_adverts", "on"),
            Map.entry("vrrp_instance.skip_check_adv_addr", "on"),
            Map.entry("vrrp_instance.garp_extra_if", "20"),
            Map.entry("vrrp_instance.track_src_ip", "on"),
            Map.entry("vrrp_instance.promote_secondaries", "on"),
            Map.entry("vrrp_instance.rejected_master", "hold"),
            Map.entry("global_defs.vrrp_rt_priority", "50"),
            Map.entry("global_defs.vrrp_no_swap", "on"),
            Map.entry("global_defs.notify_timeout", "12"),
            Map.entry("global_defs.control_socket", "/run/other.sock"),
            Map.entry("global_defs.state_directory", "/var/lib/other"),
            Map.entry("global_defs.journal", "off"),
            Map.entry("vrrp_instance.state", "MASTER"),
            Map.entry("vrrp_instance.priority", "150"),
            Map.entry("vrrp_instance.advert_int", "3"),
            Map.entry("vrrp_instance.version", "3"),
            Map.entry("authentication.auth_type", "AH"),
            Map.entry("authentication.auth_pass", "0042"),
            Map.entry("vrrp_instance.mcast_src_ip", "10.0.0.2"),
            Map.entry("vrrp_instance.unicast_src_ip", "10.0.0.2"),
            Map.entry("vrrp_instance.unicast_peer", "[10.0.0.3 min_ttl 255]"),
            Map.entry("vrrp_instance.unicast_fault_no_peer", "on"),
            Map.entry("global_defs.v3_checksum_as_v2", "on"),
            Map.entry("vrrp_instance.v3_checksum_as_v2", "on"),
            Map.entry("vrrp_instance.mcast_dst_ip", "224.0.0.99"),
            Map.entry("vrrp_instance.nopreempt", "on"),
            Map.entry("vrrp_instance.garp_master_delay", "7"),
            Map.entry("vrrp_instance.garp_master_repeat", "2"),
            Map.entry("vrrp_instance.garp_master_refresh", "60"),
            Map.entry("vrrp_instance.garp_master_refresh_repeat", "3"),
            Map.entry("vrrp_instance.garp_lower_prio_delay", "9"),
            Map.entry("vrrp_instance.garp_lower_prio_repeat", "0"),
            Map.entry("vrrp_instance.down_timer_adverts", "4"),
            Map.entry("vrrp_instance.lower_prio_no_advert", "on"),
            Map.entry("vrrp_instance.dont_track_primary", "on"),
            Map.entry("vrrp_instance.strict_mode", "on"),
            Map.entry("vrrp_instance.notify_master", "\"/bin/a 'b c'\""),
            Map.entry("vrrp_instance.notify_backup", "\"/bin/a b\""),
            Map.entry("vrrp_instance.notify_fault", "\"/bin/a b\""),
            Map.entry("vrrp_instance.notify_stop", "\"/bin/a b\""),
            Map.entry("vrrp_instance.notify", "\"/bin/a b\""),
            Map.entry("vrrp_instance.virtual_ipaddress", "[10.0.0.9/24 dev eth1]"),
            Map.entry("vrrp_instance.virtual_ipaddress_excluded", "[10.0.0.9/24 dev eth1]"),
            Map.entry("vrrp_instance.track_script", "[chk weight -9]"),
            Map.entry("vrrp_instance.track_interface", "[eth1 weight -9]"),
            Map.entry("vrrp_instance.track_file", "[num weight -9]"),
            Map.entry("vrrp_instance.track_process", "[db weight -9 reverse]"),
            Map.entry("vrrp_script.interval", "4"),
            Map.entry("vrrp_script.timeout", "0.5"),
            Map.entry("vrrp_script.weight", "-20"),
            Map.entry("vrrp_script.rise", "2"),
            Map.entry("vrrp_script.fall", "3"),
            Map.entry("vrrp_script.user", "nobody"),
            Map.entry("vrrp_script.init_fail", "on"),
            Map.entry("vrrp_track_process.param_match", "partial"),
            Map.entry("vrrp_track_process.weight", "-20"),
            Map.entry("vrrp_track_process.quorum", "2"),
            Map.entry("vrrp_track_process.quorum_max", "9"),
            Map.entry("vrrp_track_process.fork_delay", "0.5"),
            Map.entry("vrrp_track_process.terminate_delay", "0.5"),
            Map.entry("vrrp_track_process.delay", "0.5"),
            Map.entry("vrrp_track_process.full_command", "on"),
            Map.entry("track_file.weight", "-2")));

    @TempDir
    Path folder = Path.of("");

    @Test
    void everyKeyIsDescribedAndNamedOnce() {
        Set<String> seen = new HashSet<>();
        for (Key key : Schema.keys()) {
            assertTrue(seen.add(key.block() + "." + key.name()), key::toString);
            assertFalse(key.description().isBlank(), key::toString);
        }
    }

    @Test
    void everyDefaultLiesWithinItsBounds() {
        for (Key key : Schema.keys()) {
            if (key.range() != null && !key.fallback().isEmpty()) {
                assertTrue(key.range().contains(new java.math.BigDecimal(key.fallback())), key::toString);
            }
        }
    }

    @Test
    void everyKeyThatIsCarriedOutIsInTheMappingBelow() {
        Set<Block> blocks = EnumSet.range(Block.GLOBAL, Block.FILE);
        Set<String> carried = Schema.keys().stream()
                .filter(k -> k.support() == Support.CARRIED_OUT && blocks.contains(k.block()))
                .map(k -> k.block().keyword() + "." + k.name())
                .collect(Collectors.toSet());
        Set<String> covered = new HashSet<>(OTHER.keySet());
        covered.addAll(WITHIN);
        assertEquals(carried, covered);
    }

    @Test
    void everyKeyChangesTheModelAlikeInBothSyntaxes() throws IOException {
        String plain = model(file(false, "", ""));
        assertEquals(plain, model(file(true, "", "")));
        for (Map.Entry<String, String> entry : OTHER.entrySet()) {
            String keepalived = model(file(false, entry.getKey(), entry.getValue()));
            String hocon = model(file(true, entry.getKey(), entry.getValue()));
            assertNotEquals(plain, keepalived, entry::toString);
            assertEquals(keepalived, hocon, entry::toString);
        }
    }

    @Test
    void keyThatIsIgnoredWarnsAndChangesNothing() throws IOException {
        String plain = model(file(false, "", ""));
        List<Key> ignored = Schema.keys().stream()
                .filter(k -> k.support() == Support.IGNORED && k.block() == Block.VRRP_INSTANCE)
                .toList();
        for (Key key : ignored) {
            Path file = file(false, "vrrp_instance." + key.name(), "1");
            assertEquals(plain, model(file), key::toString);
            assertTrue(
                    ConfigLoader.load(List.of(file), new FakeEnvironment()).diagnostics().stream()
                            .anyMatch(d -> d.severity() == Severity.WARNING
                                    && d.message().startsWith("not carried out: ")
                                    && d.path().endsWith(key.name())),
                    key::toString);
        }
    }

    private Path file(boolean hocon, String key, String value) throws IOException {
        String[] parts = (key + ".").split("\\.", -1);
        Path file = folder.resolve(hocon ? "m.hocon" : "m.conf");
        Files.writeString(
                file,
                block(hocon, "global_defs", "", parts, value)
                        + block(hocon, "vrrp_script chk", "script '\"/bin/true\"'", parts, value)
                        + block(hocon, "vrrp_track_process db", "process '\"mariadbd --x\"'", parts, value)
                        + block(hocon, "track_file num", "file '/x'", parts, value)
                        + block(hocon, "vrrp_instance VI_1", instance(parts, value), parts, value));
        return file;
    }

    private static String instance(String[] parts, String value) {
        String refs = parts[1].matches("track_(script|process|file|interface)") || parts[1].equals("virtual_ipaddress")
                ? ""
                : "track_script '[chk]'\ntrack_process '[db]'\ntrack_file '[num]'\n";
        String address = parts[1].equals("virtual_ipaddress") ? "" : "virtual_ipaddress '[10.0.0.5/24]'\n";
        String state = parts[1].equals("state") ? "" : "state 'BACKUP'\n";
        String priority = parts[1].equals("priority") ? "" : "priority '100'\n";
        return refs + address + state + priority + "interface 'eth0'\nvirtual_router_id '51'\n"
                + "authentication '{" + (parts[1].equals("auth_type") ? value : "PASS") + ","
                + (parts[1].equals("auth_pass") ? value : "1111") + "}'";
    }

    /** One block; its lines are KEY 'VALUE', and the key under test is added where it belongs. */
    private static String block(boolean hocon, String head, String lines, String[] parts, String value) {
        boolean mine = head.startsWith(parts[0]) && !parts[0].isEmpty();
        String all = lines + (mine ? "\n" + parts[1] + " '" + value + "'" : "");
        String body = all.lines()
                .filter(l -> !l.isBlank())
                .map(l -> statement(hocon, l))
                .collect(Collectors.joining("\n"));
        String[] words = head.split(" ", -1);
        return words.length > 1 && hocon
                ? words[0] + " { " + words[1] + " {\n" + body + "\n} }\n"
                : head + " {\n" + body + "\n}\n";
    }

    private static String statement(boolean hocon, String line) {
        String key = line.substring(0, line.indexOf(' '));
        String value = line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\''));
        String inner = value.length() > 1 ? value.substring(1, value.length() - 1) : "";
        if (value.startsWith("[")) {
            return hocon ? key + " = [\"" + inner + "\"]" : key + " {\n" + inner + "\n}";
        }
        if (value.startsWith("{")) {
            String[] pair = inner.split(",", -1);
            return hocon
                    ? key + " { auth_type = " + pair[0] + ", auth_pass = " + pair[1] + " }"
                    : key + " {\nauth_type " + pair[0] + "\nauth_pass " + pair[1] + "\n}";
        }
        String quoted = value.startsWith("\"") ? value : "\"" + value + "\"";
        return hocon ? key + " = " + (value.equals("on") ? "true" : quoted) : key + " " + value;
    }

    /** The model as text without positions; passwords print as stars, so their equality is added. */
    private static String model(Path file) {
        Loaded loaded = ConfigLoader.load(List.of(file), new FakeEnvironment());
        assertNotNull(loaded.config(), () -> file + " " + loaded.diagnostics());
        boolean usual = loaded.config().routers().stream()
                .allMatch(r -> r.authentication()
                        .equals(new io.mainstay.vrrp.packet.Authentication.Simple(
                                io.mainstay.vrrp.packet.Password.of("1111"))));
        return loaded.config().toString().replaceAll("position=[^,\\]]*", "") + usual;
    }
}
