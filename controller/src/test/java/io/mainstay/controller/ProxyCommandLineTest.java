package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.ConfigLoader;
import io.mainstay.conf.HostEnvironment;
import io.mainstay.conf.Loaded;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.ProxyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyCommandLineTest {
    @TempDir
    Path home;

    private ProxyConfig proxy(String more) throws IOException {
        Path file = Files.writeString(home.resolve("proxy.conf"), """
                proxy {
                  listeners { write { bind = "127.0.0.1:3307", role = writer } }
                  servers { db1 { address = "10.9.0.21:3306" } }
                  check { type = tcp }
                  %s
                }
                """.formatted(more));
        Loaded loaded = ConfigLoader.load(List.of(file), new HostEnvironment());
        ControllerConfig config = loaded.config();
        assertNotNull(config, () -> loaded.diagnostics().toString());
        ProxyConfig proxy = config.proxy();
        assertNotNull(proxy);
        return proxy;
    }

    private List<String> command(String more) throws IOException {
        return ProxyCommandLine.of(proxy(more), home).orElseThrow();
    }

    @Test
    void nothingBuiltIsNoCommand() throws IOException {
        assertEquals(Optional.empty(), ProxyCommandLine.of(proxy(""), home));
    }

    @Test
    void checkoutTakesItsClassesAndLibraries() throws IOException {
        Files.createDirectories(home.resolve("proxy-bundled/target/lib"));
        List<String> command = command("");

        Path target = home.resolve("proxy-bundled/target");
        assertEquals(
                List.of("-cp", target + "/classes:" + target + "/lib/*", "io.mainstay.proxy.ProxyMain"),
                command.subList(command.size() - 3, command.size()));
        assertEquals(System.getProperty("java.home") + "/bin/java", command.getFirst());
    }

    @Test
    void packageGoesBeforeTheCheckout() throws IOException {
        Files.createDirectories(home.resolve("proxy-bundled/target/lib"));
        Files.createDirectories(home.resolve("lib/proxy"));

        assertTrue(command("").contains(home.resolve("lib/proxy") + "/*"));
    }

    @Test
    void configuredJavaAndOptionsAreTakenAndStandBeforeTheClassPath() throws IOException {
        Files.createDirectories(home.resolve("lib/proxy"));
        List<String> command = command("java = \"/opt/jdk/bin/java\", jvm_options = [\"-Xmx1g\"]");

        assertEquals("/opt/jdk/bin/java", command.getFirst());
        assertTrue(command.indexOf("-Xmx192m") < command.indexOf("-Xmx1g"), "the later one counts");
        assertTrue(command.indexOf("-Xmx1g") < command.indexOf("-cp"));
    }
}
