package io.mainstay.conf.keepalived;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that an {@code include} names: glob(3) with braces. */
final class Includes {
    /** How many files one pattern may match. */
    static final int LIMIT = 256;

    private Includes() {}

    static boolean hasWildcard(String pattern) {
        return pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
    }

    /** The files that match, sorted by name; at most {@link #LIMIT}. */
    static List<Path> match(Path directory, String pattern) {
        if (!hasWildcard(pattern)) {
            return List.of(directory.resolve(pattern));
        }
        Path whole = directory.resolve("x").resolveSibling(pattern);
        List<Path> found = List.of(whole.isAbsolute() ? whole.getRoot() : Path.of(""));
        for (Path part : whole) {
            found = found.stream()
                    .flatMap(base -> step(base, part.toString()).stream())
                    .limit(LIMIT)
                    .toList();
        }
        return found;
    }

    private static List<Path> step(Path base, String part) {
        if (!hasWildcard(part)) {
            Path next = base.resolve(part);
            return Files.exists(next) ? List.of(next) : List.of();
        }
        List<Path> found = new ArrayList<>();
        Path listed = base.toString().isEmpty() ? Path.of(".") : base;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(listed, part)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().startsWith(".") || part.startsWith(".")) {
                    found.add(base.resolve(entry.getFileName()));
                }
            }
        } catch (IOException e) {
            return List.of(); // glob(3): what cannot be listed matches nothing; the caller says so
        }
        found.sort(null);
        return found;
    }
}
