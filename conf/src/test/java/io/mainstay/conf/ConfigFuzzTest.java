package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstay.conf.channel.ChannelCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Any text is a configuration with findings or without; nothing is thrown. */
class ConfigFuzzTest {
    /** Longer ones are slower, not different. */
    private static final int MOST_BYTES = 4_096;

    @FuzzTest
    void keepalived(byte[] text) throws IOException {
        load("fuzz.conf", text);
    }

    @FuzzTest
    void hocon(byte[] text) throws IOException {
        load("mainstay.conf", text);
    }

    /** Includes are left out: they would read this machine's files. */
    private static void load(String name, byte[] text) throws IOException {
        if (text.length > MOST_BYTES || new String(text, StandardCharsets.ISO_8859_1).contains("include")) {
            return;
        }
        Path folder = Files.createTempDirectory("fuzz");
        Path file = folder.resolve(name);
        try {
            Files.write(file, text);
            Loaded loaded = ConfigLoader.load(List.of(file), new FakeEnvironment());
            assertTrue(loaded.config() != null || !loaded.diagnostics().isEmpty(), "refused without a word");
            loaded.diagnostics().forEach(d -> assertFalse(d.message().isBlank()));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @FuzzTest
    void lineOfTheController(byte[] line) {
        try {
            ChannelCodec.decodeController(text(line));
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    @FuzzTest
    void lineOfTheProxy(byte[] line) {
        try {
            ChannelCodec.decodeProxy(text(line));
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).replace("include", "");
    }
}
