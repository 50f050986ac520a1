package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.PairCheck.Host;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in {@code etc} and {@code examples}; the tests run in the module's folder. */
class ShippedFilesTest {
    private static final Path ETC = Path.of("etc/mainstay");
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^(\\s*)# (\\s*(?:[a-z_0-9]+ (?:=|\\{)|}).*)$");

    @Test
    void thePairWithoutPreemptionLoads() {
        ControllerConfig one = example("proxy-nopreempt/node1.conf", "proxy-nopreempt/proxy.conf");
        ControllerConfig two = example("proxy-nopreempt/node2.conf", "proxy-nopreempt/proxy.conf");

        assertFalse(one.routers().getFirst().preempt());
        assertEquals(
                List.of(new Tracked("script chk_root", 0, false), new Tracked("proxy", 0, false)),
                one.routers().getFirst().tracked());
        assertEquals(Role.ANY, proxy(one).listeners().getFirst().role());
        assertEquals(
                List.of("NOTE when all is well node1 runs with 130 and node2 with 120: node1 is master, but nopreempt"
                        + " leaves node2 master if it was first"),
                pair(one, two));
    }

    @Test
    void thePairWithAWeightedScriptLoadsAndFailsOver() {
        ControllerConfig one = example("script-weight/node1.conf");
        ControllerConfig two = example("script-weight/node2.conf");

        assertNull(one.proxy());
        assertEquals(
                List.of(new Tracked("script chk_proxysql", -20, false)),
                one.routers().getFirst().tracked());
        assertEquals(
                List.of(
                        "NOTE when all is well node1 runs with 110 and node2 with 100: node1 is master",
                        "NOTE script chk_proxysql fails on node1: node1 goes from 110 to 90, node2 has 100 and takes"
                                + " over"),
                pair(one, two));
    }

    @Test
    void thePairWithTwoPortsLoads() {
        ControllerConfig one = example("two-ports/node1.conf");
        ControllerConfig two = example("two-ports/node2.conf");

        assertEquals(
                List.of(3306, 3307),
                proxy(one).listeners().stream().map(ProxyConfig.Listener::port).toList());
        assertEquals(CheckType.HTTPCHK, proxy(one).check().type());
        assertEquals(64, proxy(one).servers().getFirst().maxconn());
        assertEquals(
                List.of("NOTE when all is well node1 runs with 100 and node2 with 90: node1 is master"),
                pair(one, two));
    }

    @Test
    void theExampleScriptCanBeRun() {
        assertTrue(Files.isExecutable(Path.of("examples/script-weight/check-proxysql")));
    }

    @Test
    void theShippedConfigurationStartsNothing() {
        Loaded loaded = load(ETC.resolve("mainstay.conf"));

        assertNull(loaded.config());
        assertEquals(
                List.of("nothing to run: no vrrp_instance that can be read, and no proxy"),
                loaded.diagnostics().stream().map(Diagnostic::message).toList());
    }

    @Test
    void theShippedConfigurationIsRightWhenUncommented(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mainstay.conf");
        Files.writeString(file, uncommented(Files.readString(ETC.resolve("mainstay.conf"))));

        Loaded loaded = load(file);

        assertEquals(List.of(), errors(loaded));
        ControllerConfig config = loaded.config();
        assertNotNull(config);
        assertEquals("node1", config.global().routerId());
        assertEquals(100, config.routers().getFirst().priority());
        assertEquals(
                List.of(new Tracked("script chk_disk", 0, false)),
                config.routers().getFirst().tracked());
    }

    @Test
    void whatTheShippedProxyCallsDefaultsAreTheDefaults(@TempDir Path folder) throws IOException {
        Path password = folder.resolve("monitor.password");
        Files.writeString(password, "s3cret\n");
        String shipped = Files.readString(ETC.resolve("proxy.conf"))
                .replace("/etc/mainstay/monitor.password", password.toString());
        Path bare = folder.resolve("bare.conf");
        Path full = folder.resolve("full.conf");
        Files.writeString(bare, shipped);
        Files.writeString(full, uncommented(shipped));

        String text = ProxyConfigText.write(proxy(loaded(bare)));

        assertFalse(Files.readString(full).equals(shipped));
        assertEquals(text, ProxyConfigText.write(proxy(loaded(full))));
    }

    private static String uncommented(String text) {
        return COMMENTED_OUT.matcher(text).replaceAll("$1$2");
    }

    private static ControllerConfig example(String... files) {
        return loaded(Stream.of(files).map(Path.of("examples")::resolve).toArray(Path[]::new));
    }

    private static ControllerConfig loaded(Path... files) {
        Loaded loaded = load(files);
        assertEquals(List.of(), errors(loaded));
        assertNotNull(loaded.config());
        return loaded.config();
    }

    private static Loaded load(Path... files) {
        return ConfigLoader.load(List.of(files), new FakeEnvironment());
    }

    private static List<String> errors(Loaded loaded) {
        return loaded.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    private static ProxyConfig proxy(ControllerConfig config) {
        assertNotNull(config.proxy());
        return config.proxy();
    }

    private static List<String> pair(ControllerConfig one, ControllerConfig two) {
        return PairCheck.compare(new Host("node1", one), new Host("node2", two)).stream()
                .map(d -> d.severity() + " " + d.message())
                .toList();
    }
}
