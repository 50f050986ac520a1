package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterfaceSettingsTest {
    @TempDir
    private Path folder;

    private InterfaceSettings settings;

    @BeforeEach
    void twoInterfaces() throws IOException {
        write("eth0", "0");
        write("eth1", "0");
        settings = new InterfaceSettings(folder, new Log());
    }

    private void write(String name, String value) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(folder.resolve(name).resolve("promote_secondaries"), value + "\n");
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("promote_secondaries"))
                .strip();
    }

    @Test
    void onlyWhoWantsItHasItAndAllIsPutBack() throws IOException {
        settings.want(Set.of("eth0"));
        assertEquals("1", read("eth0"));
        assertEquals("0", read("eth1"));
        settings.want(Set.of("eth1"));
        assertEquals("0", read("eth0"));
        assertEquals("1", read("eth1"));
        settings.close();
        assertEquals("0", read("eth1"));
    }

    @Test
    void whatWasOnStaysOn() throws IOException {
        write("eth0", "1");
        settings.want(Set.of("eth0"));
        settings.close();
        assertEquals("1", read("eth0"));
    }

    @Test
    void interfaceThatComesLaterIsSetThen() throws IOException {
        settings.want(Set.of("eth2"));
        assertFalse(Files.exists(folder.resolve("eth2")));
        write("eth2", "0");
        settings.settle();
        assertEquals("1", read("eth2"));
    }
}
