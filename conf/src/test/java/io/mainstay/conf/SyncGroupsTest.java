package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.SyncGroupConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vrrp_sync_group}, read with keepalived's rules. */
class SyncGroupsTest {
    private static final String CHECK =
            "global_defs {\nscript_user root\nenable_script_security\n}\nvrrp_script chk {\nscript \"/bin/true\"\n}\n";

    @TempDir
    Path folder = Path.of("");

    private Loaded load(String text) throws IOException {
        Path file = folder.resolve("k.conf");
        Files.writeString(file, text);
        return ConfigLoader.load(List.of(file), new FakeEnvironment());
    }

    private static ControllerConfig config(Loaded loaded) {
        assertNotNull(loaded.config(), loaded.diagnostics()::toString);
        return loaded.config();
    }

    private static String instance(String name, int vrid, String more) {
        return "vrrp_instance " + name + " {\nstate BACKUP\ninterface eth0\nvirtual_router_id " + vrid
                + "\nvirtual_ipaddress {\n10.0.0." + vrid + "/24\n}\n" + more + "\n}\n";
    }

    private static String group(String members, String more) {
        return "vrrp_sync_group G {\ngroup {\n" + members + "\n}\n" + more + "\n}\n";
    }

    private static final String TWO = instance("A", 1, "") + instance("B", 2, "");

    private static List<String> said(Loaded loaded) {
        return loaded.diagnostics().stream()
                .filter(d ->
                        d.path().startsWith("vrrp_sync_group") || d.message().contains("vrrp_sync_group"))
                .map(d -> d.severity() + " " + d.path() + ": " + d.message())
                .toList();
    }

    private static List<String> groupsOf(ControllerConfig c) {
        return c.routers().stream()
                .map(r -> String.valueOf(r.conduct().syncGroup()))
                .toList();
    }

    @Test
    void membersKnowTheirGroupWhereverItStands() throws IOException {
        for (String text : List.of(group("A\nB", "") + TWO, TWO + group("A B", ""))) {
            Loaded loaded = load(text);
            assertEquals(List.of(), said(loaded));
            assertEquals(List.of("G", "G"), groupsOf(config(loaded)));
            SyncGroupConfig g = config(loaded).syncGroups().getFirst();
            assertEquals(List.of("A", "B"), g.members());
        }
    }

    @Test
    void bothSyntaxesMeanTheSame() throws IOException {
        String keepalived = CHECK
                + TWO
                + group(
                        "A\nB",
                        "track_script {\nchk weight -20\n}\nnotify_master \"/bin/a b\"\nsync_group_tracking_weight");
        Path hocon = folder.resolve("h.hocon");
        Files.writeString(hocon, """
                global_defs { script_user = root, enable_script_security = true }
                vrrp_script { chk { script = "/bin/true" } }
                vrrp_instance {
                  A { state = BACKUP, interface = eth0, virtual_router_id = 1, virtual_ipaddress = ["10.0.0.1/24"] }
                  B { state = BACKUP, interface = eth0, virtual_router_id = 2, virtual_ipaddress = ["10.0.0.2/24"] }
                }
                vrrp_sync_group {
                  G {
                    group = [A, B]
                    track_script = [{ name = chk, weight = -20 }]
                    notify_master = "/bin/a b"
                    sync_group_tracking_weight = true
                  }
                }
                garp_group { garp_interval = 0.5, interfaces = [eth0, eth1] }
                """);
        ControllerConfig a =
                config(load(keepalived + "garp_group {\ngarp_interval 0.5\ninterfaces {\neth0\neth1\n}\n}\n"));
        ControllerConfig b = config(ConfigLoader.load(List.of(hocon), new FakeEnvironment()));
        assertEquals(List.of(), ConfigDiff.between(a, b));
        assertEquals(
                List.of("eth0", "eth1"), a.global().pacing().lanes().getFirst().interfaces());
    }

    @Test
    void whatAGroupTracksCountsForEachMember() throws IOException {
        ControllerConfig c = config(
                load(CHECK + TWO + group("A\nB", "track_script {\nchk weight -20\n}\ntrack_interface {\neth9\n}")));
        List<Tracked> expected =
                List.of(new Tracked("script chk", -20, false), new Tracked("interface eth9", 0, false));
        assertEquals(
                List.of(expected, expected),
                c.routers().stream().map(VirtualRouterConfig::tracked).toList());
        assertEquals(2, c.trackers().size());
    }

    @Test
    void weightsOfMembersAreTakenAwayUnlessTheGroupKeepsThem() throws IOException {
        String weighted = instance("A", 1, "track_script {\nchk weight -20\n}\ntrack_interface {\neth9 weight -9\n}")
                + instance("B", 2, "track_script {\nchk\n}");
        Loaded loaded = load(CHECK + weighted + group("A\nB", ""));
        assertEquals(
                List.of(new Tracked("interface eth9", 0, false)),
                config(loaded).routers().getFirst().tracked());
        assertEquals(
                List.of(new Tracked("script chk", 0, false)),
                config(loaded).routers().getLast().tracked());
        assertEquals(
                List.of(
                        "WARNING vrrp_instance A: script chk has weight -20, and the instance is in a vrrp_sync_group without"
                                + " sync_group_tracking_weight: it is NOT tracked, as in keepalived (expected: weight 0, or"
                                + " track it in the group)",
                        "WARNING vrrp_instance A: interface eth9 has weight -9, and the instance is in a vrrp_sync_group"
                                + " without sync_group_tracking_weight: its failure is a FAULT, as in keepalived (expected:"
                                + " weight 0, or track it in the group)"),
                said(loaded));
        for (String key : List.of("sync_group_tracking_weight", "global_tracking")) {
            assertEquals(
                    List.of(new Tracked("script chk", -20, false), new Tracked("interface eth9", -9, false)),
                    config(load(CHECK + weighted + group("A\nB", key)))
                            .routers()
                            .getFirst()
                            .tracked());
        }
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertEquals(
                List.of(
                        "ERROR vrrp_sync_group G.group: C is no vrrp_instance: the others change without it, as in keepalived"),
                said(load(TWO + group("A\nB\nC", ""))));
        assertEquals(
                List.of("WARNING vrrp_sync_group G.group: one instance alone: there is nothing to keep together"),
                said(load(TWO + group("A", ""))));
        assertEquals(
                List.of("ERROR vrrp_sync_group G.group: no instance: the group means nothing"),
                said(load(TWO + group("", ""))));
        assertEquals(
                List.of("ERROR vrrp_sync_group G: stands already; this one is skipped, as in keepalived"),
                said(load(TWO + group("A\nB", "") + group("A\nB", ""))));
        assertTrue(said(load(TWO + "vrrp_sync_group G {\nA\nB\n}\n"))
                .contains(
                        "ERROR vrrp_sync_group: A stands outside of group { }, so it is no member, as in keepalived"));
        assertTrue(said(load(TWO + group("A\nB", "") + group("A\nB", "").replace(" G ", " H ")))
                .getFirst()
                .startsWith("ERROR vrrp_sync_group H.group: A stands in vrrp_sync_group G already"));
    }

    @Test
    void memberThatCannotRunIsSaidToHoldAll() throws IOException {
        Loaded loaded = load(instance("A", 1, "") + instance("B", 2, "use_vmac") + group("A\nB", ""));
        assertEquals(
                List.of(
                        "WARNING vrrp_sync_group G.group: B cannot run as it is written, so all members are held in FAULT"),
                said(loaded));
        assertFalse(groupsOf(config(loaded)).contains("null"));
    }

    @Test
    void reloadSaysWhatChangesInAGroup() throws IOException {
        ControllerConfig none = config(load(TWO));
        ControllerConfig grouped = config(load(TWO + group("A\nB", "")));
        ControllerConfig hooked = config(load(TWO + group("A\nB", "notify_master \"/bin/a b\"")));
        assertEquals(
                List.of(
                        "vrrp_instance A: vrrp_sync_group none -> G",
                        "vrrp_instance B: vrrp_sync_group none -> G",
                        "vrrp_sync_group G: added"),
                texts(none, grouped));
        assertEquals(1, texts(grouped, hooked).size());
        assertTrue(texts(grouped, hooked).getFirst().startsWith("vrrp_sync_group G: hooks.master none -> "));
    }

    private static List<String> texts(ControllerConfig a, ControllerConfig b) {
        return ConfigDiff.between(a, b).stream().map(Object::toString).toList();
    }

    @Test
    void delaysThatHaveNoEffectAreNamed() throws IOException {
        for (String[] pair : new String[][] {
            {"nopreempt", "nopreempt"}, {"state MASTER", "state MASTER"}, {"strict_mode", "strict mode"}
        }) {
            Loaded loaded = load(instance("A", 1, "preempt_delay 30\n" + pair[0]));
            assertTrue(
                    config(loaded).routers().getFirst().conduct().preemptDelay().isZero(), pair[0]);
            assertTrue(
                    loaded.diagnostics().stream()
                            .map(Diagnostic::message)
                            .anyMatch(m -> m.equals("has no effect with " + pair[1] + ", as in keepalived")),
                    loaded.diagnostics()::toString);
        }
    }

    @Test
    void membersThatRankDifferentlyAreNamedForAPair() throws IOException {
        ControllerConfig a = config(load(instance("A", 1, "priority 150") + instance("B", 2, "") + group("A\nB", "")));
        ControllerConfig b = config(load(instance("A", 1, "") + instance("B", 2, "priority 150") + group("A\nB", "")));
        assertEquals(
                List.of("A ranks higher on a and B on b: the members hold each other back, and who is master is left to"
                        + " chance"),
                groupFindings(a, b));
        assertEquals(List.of(), groupFindings(a, a));
        ControllerConfig alone = config(load(instance("A", 1, "") + instance("B", 2, "")));
        assertEquals(
                List.of(
                        "A B is in no group on b: there it changes alone, and the group may be split between the hosts"),
                groupFindings(a, alone));
    }

    private static List<String> groupFindings(ControllerConfig a, ControllerConfig b) {
        return PairCheck.compare(new PairCheck.Host("a", a), new PairCheck.Host("b", b)).stream()
                .filter(d -> d.path().startsWith("vrrp_sync_group"))
                .map(Diagnostic::message)
                .toList();
    }

    @Test
    void strictModeTellsItsTraps() throws IOException {
        Loaded loaded = load("global_defs {\nvrrp_strict\nvrrp_higher_prio_send_advert\n}\n"
                + instance("A", 1, "down_timer_adverts 5\ngarp_lower_prio_repeat 3"));
        VirtualRouterConfig r = config(loaded).routers().getFirst();
        assertEquals(3, r.downTimerAdverts());
        assertEquals(0, r.garp().lowerPrioRepeat());
        assertFalse(r.conduct().higherPrioSendAdvert());
        assertTrue(r.conduct().ownerIgnoreAdverts());
        List<String> messages =
                loaded.diagnostics().stream().map(Diagnostic::message).toList();
        assertTrue(messages.contains("has no effect: strict mode takes 3, as in keepalived"), messages::toString);
        assertTrue(messages.stream()
                .anyMatch(m -> m.startsWith("strict mode: keepalived drops packets to the addresses")));
    }

    @Test
    void dynamicInterfacesAreNothingToWarnOf() throws IOException {
        Loaded loaded = load("global_defs {\ndynamic_interfaces allow_if_changes\n}\n" + instance("A", 1, ""));
        assertFalse(loaded.hasWarnings(), loaded.diagnostics()::toString);
    }
}
