package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.net.Cidr;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final String PROXY =
            "proxy { servers { a { address \"10.0.0.1:3306\" } }" + " listeners { w { bind \"*:3307\" } } %s }\n";

    @TempDir
    Path folder = Path.of("");

    private Loaded load(String text) throws IOException {
        Path file = folder.resolve("k.conf");
        Files.writeString(file, text);
        return ConfigLoader.load(List.of(file), new FakeEnvironment());
    }

    private ControllerConfig config(String text) throws IOException {
        return assertNotNullConfig(load(text));
    }

    private static ControllerConfig assertNotNullConfig(Loaded loaded) {
        assertNotNull(loaded.config(), loaded.diagnostics()::toString);
        return loaded.config();
    }

    /** A sound instance with more lines; they come last, so they win. */
    private VirtualRouterConfig router(String more) throws IOException {
        return config(instance("VI_1", 51, more)).routers().getFirst();
    }

    private static String instance(String name, int vrid, String more) {
        return "vrrp_instance " + name + " {\nstate BACKUP\ninterface eth0\nvirtual_router_id " + vrid
                + "\nvirtual_ipaddress {\n10.0.0." + vrid + "/24\n}\n" + more + "\n}\n";
    }

    private boolean says(Loaded loaded, String part) {
        return loaded.diagnostics().stream().map(Diagnostic::toString).anyMatch(d -> d.contains(part));
    }

    @Test
    void plainInstanceHasKeepalivedsDefaults() throws IOException {
        VirtualRouterConfig r = router("");
        assertEquals("eth0", r.interfaceName());
        assertEquals(new Vrid(51), r.vrid());
        assertEquals(100, r.priority());
        assertEquals(new Centis(100), r.interval());
        assertEquals(2, r.version());
        assertTrue(r.preempt());
        assertEquals(3, r.downTimerAdverts());
        assertEquals(Cidr.of("10.0.0.51/24"), r.addresses().getFirst().cidr());
        assertEquals("224.0.0.18", r.multicastGroup().toString());
        assertEquals(5, r.garp().masterRepeat());
        assertNull(r.refused());
    }

    private static final String HOCON = """
            vrrp_instance.VI_1 {
              interface = eth0
              virtual_router_id = 51
              authentication { auth_type = PASS, auth_pass = ${%s} }
              virtual_ipaddress = ["10.0.0.51/24"]
            }
            """;

    @Test
    void variableOfTheEnvironmentStandsForItsValueInHocon() throws IOException {
        Loaded loaded = load(HOCON.formatted("VRRP_PASSWORD"));
        VirtualRouterConfig router = assertNotNullConfig(loaded).routers().getFirst();
        assertEquals(
                config(instance("VI_1", 51, "authentication {\nauth_type PASS\nauth_pass 11223344\n}"))
                        .routers()
                        .getFirst()
                        .authentication(),
                router.authentication());
        assertNull(router.refused());
    }

    @Test
    void variableThatNobodyKnowsIsAnErrorAtItsPlace() throws IOException {
        Loaded loaded = load(HOCON.formatted("VRRP_PASWORD"));
        assertNull(loaded.config());
        assertTrue(says(loaded, "k.conf:4"), loaded.diagnostics()::toString);
        assertTrue(says(loaded, "${VRRP_PASWORD}"), loaded.diagnostics()::toString);
        assertNotNullConfig(load(HOCON.formatted("?VRRP_PASWORD")));
    }

    @Test
    void checkThatIsAFileAsksWhetherItCanBeOpened() throws IOException {
        ControllerConfig c = config("global_defs {\nscript_user root\n}\n"
                + "vrrp_script chk {\nscript \"</run/a file\"\n}\n"
                + instance("VI_1", 51, "track_script {\nchk\n}"));
        CommandConfig command = ((TrackerConfig.Script) c.trackers().getFirst()).command();
        assertNotNull(command);
        assertEquals(List.of("/bin/sh", "-c", "exec <\"$1\"", "sh", "/run/a file"), command.argv());
    }

    @Test
    void weightedCheckOfTheSeedIsReadWhole() throws IOException {
        ControllerConfig c = config("global_defs {\nscript_user root\nenable_script_security\n}\n"
                + "vrrp_script chk {\nscript \"/etc/keepalived/sql_check.sh\"\ninterval 2 # s\nweight -20\n}\n"
                + instance("VI_1", 123, "priority 110\ntrack_script {\nchk\n}"));
        TrackerConfig.Script script = (TrackerConfig.Script) c.trackers().getFirst();
        assertEquals(Duration.ofSeconds(2), script.interval());
        assertEquals(Duration.ofSeconds(2), script.timeout());
        assertNull(script.unusable());
        assertEquals(
                List.of(new Tracked("script chk", -20, false)),
                c.routers().getFirst().tracked());
    }

    @Test
    void undefinedCheckStaysAsFailedAndIsAnError() throws IOException {
        Loaded loaded = load(instance("VI_1", 51, "track_script {\nchk weight -20\n}"));
        ControllerConfig c = assertNotNullConfig(loaded);
        assertTrue(loaded.hasErrors());
        TrackerConfig.Script script = (TrackerConfig.Script) c.trackers().getFirst();
        assertEquals("script chk is not defined", script.unusable());
        assertEquals(-20, c.routers().getFirst().tracked().getFirst().weight());
    }

    @Test
    void checkDefinedLaterWorksWithANote() throws IOException {
        Loaded loaded = load("global_defs {\nscript_user root\nenable_script_security\n}\n"
                + instance("VI_1", 51, "track_script {\nchk\n}") + "vrrp_script chk {\nscript \"/bin/true\"\n}\n");
        assertFalse(loaded.hasErrors());
        assertFalse(loaded.hasWarnings());
        assertTrue(says(loaded, "script chk is defined further down"));
    }

    @Test
    void checkThatCannotRunSaysWhy() throws IOException {
        ControllerConfig c = config("vrrp_script a {\nscript \"/missing/a.sh\"\n}\nvrrp_script b {\ninterval 1\n}\n"
                + "vrrp_script c {\nscript \"/bin/true\" stranger\n}\n"
                + instance("VI_1", 51, "track_script {\na\nb\nc\n}"));
        assertEquals(
                List.of(
                        "/missing/a.sh does not exist",
                        "no command to run (expected: script \"/path/to/program\")",
                        "user stranger does not exist"),
                c.trackers().stream()
                        .map(t -> ((TrackerConfig.Script) t).unusable())
                        .toList());
    }

    @Test
    void insecureCheckFailsClosedOnlyUnderScriptSecurity() throws IOException {
        String rest = "vrrp_script a {\nscript \"/insecure/a.sh\"\n}\n" + instance("VI_1", 51, "track_script {\na\n}");
        ControllerConfig lax = config("global_defs {\nscript_user root\n}\n" + rest);
        assertNull(((TrackerConfig.Script) lax.trackers().getFirst()).unusable());
        ControllerConfig strict = config("global_defs {\nscript_user root\nenable_script_security\n}\n" + rest);
        assertEquals(
                "/insecure may be written by others than root, and root would run it (enable_script_security)",
                ((TrackerConfig.Script) strict.trackers().getFirst()).unusable());
    }

    @Test
    void oneBadInstanceLeavesTheOthersAlone() throws IOException {
        ControllerConfig c = config(instance("A", 1, "interface") + instance("B", 2, "")
                + "vrrp_instance C {\ninterface eth0\n}\n" + instance("D", 4, "unicast_peer {\nnobody\n}")
                + instance("B", 5, "") + instance("E", 2, ""));
        assertEquals(
                List.of("A", "B", "D", "E"),
                c.routers().stream().map(VirtualRouterConfig::name).toList());
        assertEquals(
                Arrays.asList(true, false, true, true),
                c.routers().stream().map(r -> r.refused() != null).toList());
    }

    @Test
    void whatWouldMakeTwoMastersIsRefused() throws IOException {
        for (String line : List.of(
                "use_vmac",
                "authentication {\nauth_type AH\nauth_pass x\n}",
                "auth_hmac {\nkey 1 abc\n}",
                "authentication {\nauth_type PASS\n}",
                "track_bfd {\nb\n}",
                "mcast_dst_ip 10.0.0.1")) {
            assertNotNull(router(line).refused(), line);
        }
    }

    @Test
    void nopreemptIsClearedByStateMasterWithAWarning() throws IOException {
        assertFalse(router("nopreempt").preempt());
        assertTrue(router("nopreempt\npriority 90\nstate MASTER").preempt());
        assertTrue(says(
                load(instance("VI_1", 51, "nopreempt\npriority 90\nstate MASTER")), "has no effect with state MASTER"));
    }

    @Test
    void nopreemptWithAWeightIsWarnedOf() throws IOException {
        Loaded loaded = load(instance("VI_1", 51, "nopreempt\ntrack_interface {\neth1 weight -20\n}"));
        assertTrue(says(loaded, "together with a weighted tracker keepalived never fails over"));
    }

    @Test
    void passwordIsCutToEightBytesAndNeverShown() throws IOException {
        String more = "authentication {\nauth_type PASS\nauth_pass topsecret99\n}";
        assertEquals(
                new Authentication.Simple(Password.of("topsecre")), router(more).authentication());
        Loaded loaded = load(instance("VI_1", 51, more));
        assertTrue(says(loaded, "has 11 bytes; the first 8 are used"));
        assertFalse(loaded.toString().contains("topsecre"));
    }

    @Test
    void intervalsAreRoundedAsInKeepalived() throws IOException {
        assertEquals(new Centis(100), router("advert_int 0.3").interval());
        assertEquals(new Centis(300), router("advert_int 2.5").interval());
        assertEquals(new Centis(100), router("advert_int 0").interval());
        assertEquals(new Centis(25_500), router("advert_int 255").interval());
    }

    @Test
    void strictModeDropsThePasswordAsKeepalivedDoes() throws IOException {
        VirtualRouterConfig r = router("strict_mode\nauthentication {\nauth_type PASS\nauth_pass x\n}");
        assertEquals(Authentication.NONE, r.authentication());
        assertTrue(r.lowerPrioNoAdvert());
    }

    @Test
    void addressOptionsAreRead() throws IOException {
        var a = router("virtual_ipaddress {\n10.1.1.9/24 brd + dev eth7 label eth7:1 scope link no_track\n}")
                .addresses()
                .getLast();
        assertEquals(Cidr.of("10.1.1.9/24"), a.cidr());
        assertEquals("10.1.1.255", String.valueOf(a.broadcast()));
        assertEquals("eth7", a.dev());
        assertEquals("eth7:1", a.label());
        assertEquals(253, a.scope());
        assertTrue(a.noTrack());
        assertEquals(
                32,
                router("virtual_ipaddress {\n10.1.1.9\n}")
                        .addresses()
                        .getLast()
                        .cidr()
                        .prefixLength());
    }

    @Test
    void badAddressesAreLeftOutWithAWarning() throws IOException {
        Loaded loaded = load(instance(
                "VI_1",
                51,
                "virtual_ipaddress {\n10.0.0.300\n10.0.0.51\n10.0.0.7 label " + "x".repeat(16) + "\n10.0.0.8\n}"));
        assertEquals(
                List.of("10.0.0.51/24", "10.0.0.8/32"),
                assertNotNullConfig(loaded).routers().getFirst().addresses().stream()
                        .map(a -> a.cidr().toString())
                        .toList());
        assertEquals(3, loaded.diagnostics().size(), loaded.diagnostics()::toString);
    }

    @Test
    void unknownBlockIsSkippedWholeWithASuggestion() throws IOException {
        Loaded loaded = load(instance("VI_1", 51, "authentification {\nauth_type PASS\npriority 7\n}\nprioritty 9"));
        assertTrue(says(loaded, "k.conf:8:1: vrrp_instance VI_1.authentification: unknown keyword;"), loaded::toString);
        assertTrue(says(loaded, "unknown keyword; did you mean priority?"));
        assertEquals(100, assertNotNullConfig(loaded).routers().getFirst().priority());
    }

    @Test
    void keywordInTheWrongBlockIsSentHome() throws IOException {
        assertTrue(says(load("priority 7\n" + instance("A", 1, "")), "it belongs in vrrp_instance NAME"));
    }

    @Test
    void proxyIsTrackedByEveryInstanceUnlessItSaysOff() throws IOException {
        String on = String.format(PROXY, "track_proxy { weight -30 }");
        ControllerConfig c = config(on.replace("; ", "\n") + instance("A", 1, ""));
        assertEquals(
                List.of(new Tracked("proxy", -30, false)),
                c.routers().getFirst().tracked());
        ControllerConfig off = config(String.format(PROXY, "track_proxy off") + instance("A", 1, ""));
        assertEquals(List.of(), off.routers().getFirst().tracked());
    }

    @Test
    void proxyWithErrorsHoldsTheInstancesBack() throws IOException {
        ControllerConfig c = config("proxy {\n}\n" + instance("A", 1, ""));
        assertEquals(
                "tracks the proxy, and section proxy cannot run as written",
                c.routers().getFirst().refused());
    }

    @Test
    void filesThatCannotBeReadAreErrorsAndNothingRuns() throws IOException {
        Path big = folder.resolve("big.conf");
        Files.writeString(big, "# filler\n".repeat(1_200_000));
        Path junk = folder.resolve("junk.conf");
        Files.write(junk, new byte[] {1, 0, 2});
        Loaded loaded =
                ConfigLoader.load(List.of(big, junk, folder, folder.resolve("none.conf")), new FakeEnvironment());
        assertNull(loaded.config());
        assertTrue(says(loaded, "larger than 4 MiB"));
        assertTrue(says(loaded, "is no text: it holds zero bytes"));
        assertTrue(says(loaded, "is a directory"));
        assertTrue(says(loaded, "none.conf does not exist"));
    }

    @Test
    void emptyFileHasNothingToRun() throws IOException {
        Loaded loaded = load("# nothing\n");
        assertNull(loaded.config());
        assertTrue(says(loaded, "nothing to run"));
    }

    @Test
    void passwordInAFileForEverybodyIsWarnedOf() throws IOException {
        Path file = folder.resolve("world.conf");
        Files.writeString(file, instance("A", 1, "authentication {\nauth_type PASS\nauth_pass x\n}"));
        assertTrue(says(ConfigLoader.load(List.of(file), new FakeEnvironment()), "everybody may read this file"));
    }

    @Test
    void syntaxIsToldByContent() {
        assertEquals(Syntax.KEEPALIVED, Syntax.of("! x = y\nglobal_defs {\n smtp_alert\n router_id a=b\n}"));
        assertEquals(Syntax.HOCON, Syntax.of("# c\nvrrp_instance { VI_1 { state = BACKUP } }"));
        assertEquals(Syntax.HOCON, Syntax.of("{\"vrrp_instance\": {}}"));
        assertEquals(Syntax.KEEPALIVED, Syntax.of("$X=1\nvrrp_instance VI_1 {"));
        assertEquals(Syntax.KEEPALIVED, Syntax.of(""));
    }
}
