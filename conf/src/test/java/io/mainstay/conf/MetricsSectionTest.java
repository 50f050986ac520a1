package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mainstay.conf.model.MetricsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsSectionTest {
    @TempDir
    Path folder = Path.of("");

    private static final String INSTANCE = """
            vrrp_instance VI_1 {
                state BACKUP
                interface eth0
                virtual_router_id 51
                priority 100
                advert_int 1
                virtual_ipaddress {
                    10.0.0.5/24
                }
            }
            """;

    private Loaded load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("m.conf"), text);
        return ConfigLoader.load(List.of(file), new FakeEnvironment());
    }

    @Test
    void withoutTheSectionNothingIsServed() throws IOException {
        Loaded loaded = load(INSTANCE);
        assertNotNull(loaded.config());
        assertNull(loaded.config().global().metrics());
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9650,127.0.0.1,9650", "*:9650,*,9650", "[::1]:80,::1,80"})
    void bindIsReadAlikeInBothSyntaxes(String text, String address, int port) throws IOException {
        String hocon = "metrics { bind = \"" + text + "\" }\nvrrp_instance { VI_1 { state = BACKUP, interface = eth0,"
                + " virtual_router_id = 51, priority = 100, advert_int = 1, virtual_ipaddress = [\"10.0.0.5/24\"] } }\n";
        for (String file : List.of("metrics {\n    bind " + text + "\n}\n" + INSTANCE, hocon)) {
            Loaded loaded = load(file);
            assertEquals(List.of(), loaded.diagnostics());
            assertNotNull(loaded.config());
            assertEquals(
                    new MetricsConfig(address, port), loaded.config().global().metrics());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9650", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000"})
    void placeThatIsNoneIsNamedAndNothingIsServed(String text) throws IOException {
        Loaded loaded = load("metrics {\n    bind " + text + "\n}\n" + INSTANCE);
        assertNotNull(loaded.config());
        assertNull(loaded.config().global().metrics());
        assertEquals(
                folder.resolve("m.conf") + ":2:5: metrics.bind: " + text + " (expected: ADDRESS:PORT with a literal"
                        + " address, IPv6 in brackets, or *:PORT); no metrics are served",
                loaded.diagnostics().getFirst().toString());
    }
}
