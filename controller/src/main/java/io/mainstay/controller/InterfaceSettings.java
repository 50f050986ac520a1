package io.mainstay.controller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code promote_secondaries}: on for the interfaces that want it, and put back as it was when they no longer do. Who is
 * killed puts nothing back. Owned by the loop.
 */
final class InterfaceSettings implements AutoCloseable {
    private static final String ON = "1";

    private final Path folder;
    private final Log log;
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private Set<String> wanted = Set.of();

    /**
     * Touches nothing yet.
     *
     * @param folder {@code /proc/sys/net/ipv4/conf}, of the network namespace of whoever opens it
     */
    InterfaceSettings(Path folder, Log log) {
        this.folder = folder;
        this.log = log;
    }

    /** From now on these interfaces want it; the others are put back. */
    void want(Set<String> interfaces) {
        wanted = Set.copyOf(interfaces);
        Map.copyOf(before).keySet().stream()
                .filter(name -> !wanted.contains(name))
                .forEach(this::putBack);
        settle();
    }

    /** Interfaces may come after their configuration. */
    void settle() {
        before.keySet().removeIf(name -> !Files.exists(file(name))); // a new one of this name has its own value
        wanted.stream()
                .filter(name -> !before.containsKey(name) && Files.exists(file(name)))
                .forEach(this::set);
    }

    private Path file(String name) {
        return folder.resolve(name).resolve("promote_secondaries");
    }

    private void set(String name) {
        try {
            String old = Files.readString(file(name)).strip();
            Files.writeString(file(name), ON);
            before.put(name, old);
            refused.remove(name);
        } catch (IOException e) {
            if (refused.add(name)) {
                log.settingRefused(file(name).toString(), e.toString());
            }
        }
    }

    private void putBack(String name) {
        String old = before.remove(name);
        try {
            if (old != null && Files.exists(file(name))) {
                Files.writeString(file(name), old);
            }
        } catch (IOException e) {
            log.settingRefused(file(name).toString(), e.toString());
        }
    }

    @Override
    public void close() {
        want(Set.of());
    }
}
