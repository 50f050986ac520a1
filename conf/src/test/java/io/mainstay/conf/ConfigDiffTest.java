package io.mainstay.conf;

import static io.mainstay.conf.Samples.router;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigDiffTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void whereThingsStandMakesNoDifference() {
        ControllerConfig before = Samples.config(
                GlobalConfig.DEFAULT,
                List.of(router("VI_1", 100).line(3).made()),
                List.of(Samples.script("chk", 1, SECOND, "/bin/true")),
                ProxyConfigTextTest.UNUSUAL);
        ControllerConfig after = Samples.config(
                GlobalConfig.DEFAULT,
                List.of(router("VI_1", 100).line(30).made()),
                List.of(Samples.script("chk", 7, SECOND, "/bin/true")),
                ProxyConfigTextTest.UNUSUAL);

        assertFalse(before.equals(after));
        assertEquals(List.of(), ConfigDiff.between(before, after));
    }

    @Test
    void instancesComeGoAndChange() {
        List<Change> changes = ConfigDiff.between(
                Samples.config(router("gone", 1).made(), router("kept", 100).made()),
                Samples.config(
                        router("kept", 90)
                                .nopreempt()
                                .addresses("10.0.0.5/24", "10.0.0.6/24")
                                .made(),
                        router("new", 1).made()));

        assertEquals(
                List.of(
                        "vrrp_instance gone: removed",
                        "vrrp_instance kept: priority 100 -> 90, preempt on -> off, virtual_ipaddress [{10.0.0.5/24, scope"
                                + " 0, no_track off}] -> [{10.0.0.5/24, scope 0, no_track off} {10.0.0.6/24, scope 0,"
                                + " no_track off}]",
                        "vrrp_instance new: added"),
                texts(changes));
    }

    @Test
    void anotherVridOrVersionStartsTheInstanceAnew() {
        VirtualRouterConfig before = router("VI_1", 100).made();

        assertEquals(
                List.of("vrrp_instance VI_1: virtual_router_id 51 -> 52 (starts anew)"),
                texts(ConfigDiff.between(
                        Samples.config(before),
                        Samples.config(router("VI_1", 100).vrid(52).made()))));
        assertEquals(
                List.of("vrrp_instance VI_1: version 2 -> 3 (starts anew)"),
                texts(ConfigDiff.between(
                        Samples.config(before),
                        Samples.config(router("VI_1", 100).version(3).made()))));
        assertEquals(
                List.of("vrrp_instance VI_1: refused none -> no interface (starts anew)"),
                texts(ConfigDiff.between(
                        Samples.config(before),
                        Samples.config(
                                router("VI_1", 100).refused("no interface").made()))));
    }

    @Test
    void aChangedPasswordIsAChangeWithoutItsText() {
        List<Change> changes = ConfigDiff.between(
                Samples.config(router("VI_1", 100).password("before").made()),
                Samples.config(router("VI_1", 100).password("after").made()));

        assertEquals(List.of("vrrp_instance VI_1: authentication Simple[password=***] -> another one"), texts(changes));
    }

    @Test
    void trackersComeGoAndChange() {
        TrackerConfig gone = Samples.script("gone", 1, SECOND, "/bin/true");
        TrackerConfig kept = Samples.script("kept", 1, SECOND, "/bin/true");
        TrackerConfig slower = Samples.script("kept", 1, Duration.ofMillis(2_500), "/bin/true", "-x");

        assertEquals(
                List.of(
                        "tracker script gone: removed",
                        "tracker script kept: command.argv [/bin/true] -> [/bin/true -x], interval 1s -> 2500ms, timeout 1s"
                                + " -> 2500ms",
                        "tracker interface eth1: added"),
                texts(ConfigDiff.between(
                        Samples.config(GlobalConfig.DEFAULT, List.of(), List.of(gone, kept), null),
                        Samples.config(
                                GlobalConfig.DEFAULT,
                                List.of(),
                                List.of(slower, new TrackerConfig.Link("eth1", slower.position())),
                                null))));
    }

    @Test
    void theProxyTakesMostChangesAsItRuns() {
        ProxyConfig before = proxy("");

        assertEquals(
                List.of("proxy: check.inter 2s -> 1s, check.user none -> m, check.password none -> ***"),
                texts(proxies(
                        before,
                        proxy("check { type = mysql-check, inter = 1s, downinter = 2s, timeout = 2s, user = m,"
                                + " password = hush }"))));
        Change threads = proxies(before, proxy("threads = 3")).getFirst();
        assertEquals("proxy: threads 2 -> 3 (its process is restarted)", threads.toString());
        assertTrue(((Change.ProxyChanged) threads).processRestarts());
    }

    @Test
    void aProxyMayComeAndGo() {
        ControllerConfig without = Samples.config();
        ControllerConfig with = Samples.config(GlobalConfig.DEFAULT, List.of(), List.of(), proxy(""));

        assertEquals(List.of("proxy: added"), texts(ConfigDiff.between(without, with)));
        assertEquals(List.of("proxy: removed"), texts(ConfigDiff.between(with, without)));
    }

    @Test
    void someGlobalSettingsWaitForTheNextStart() {
        GlobalConfig d = GlobalConfig.DEFAULT;
        Change named = global(new GlobalConfig(
                "n1", null, false, d.controlSocket(), d.stateDirectory(), true, null, d.hookTimeout(), 0, false));
        Change socket = global(new GlobalConfig(
                null, null, false, "/run/x.sock", d.stateDirectory(), true, null, d.hookTimeout(), 0, false));

        assertEquals("global_defs: router_id none -> n1", named.toString());
        assertFalse(named.needsRestart());
        assertEquals(
                "global_defs: control_socket /run/mainstay/control.sock -> /run/x.sock (takes effect at the next start)",
                socket.toString());
        assertTrue(socket.needsRestart());
    }

    private static Change global(GlobalConfig after) {
        return ConfigDiff.between(Samples.config(), Samples.config(after, List.of(), List.of(), null))
                .getFirst();
    }

    private static List<Change> proxies(ProxyConfig before, ProxyConfig after) {
        return ConfigDiff.between(
                Samples.config(GlobalConfig.DEFAULT, List.of(), List.of(), before),
                Samples.config(GlobalConfig.DEFAULT, List.of(), List.of(), after));
    }

    private static ProxyConfig proxy(String more) {
        return ProxyConfigText.read(
                "servers { db { address = 10.0.0.7 } }, listeners { w { bind = \"*:3306\" } }\n" + more);
    }

    private static List<String> texts(List<Change> changes) {
        return changes.stream().map(Change::toString).toList();
    }
}
