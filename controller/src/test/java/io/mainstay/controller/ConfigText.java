package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.mainstay.conf.ConfigLoader;
import io.mainstay.conf.HostEnvironment;
import io.mainstay.conf.Loaded;
import io.mainstay.conf.model.ControllerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configurations as people write them. */
final class ConfigText {
    private ConfigText() {}

    static ControllerConfig read(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("keepalived.conf"), text);
        Loaded loaded = ConfigLoader.load(List.of(file), new HostEnvironment());
        ControllerConfig config = loaded.config();
        assertNotNull(config, () -> loaded.diagnostics().toString());
        return config;
    }
}
