package io.mainstay.child;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what speaks against running a program, before it is tried. Reads the file system; any thread. */
public final class Programs {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Programs() {}

    /** Why the program cannot run, or null. */
    public static @Nullable String problem(String program, Map<String, String> environment) {
        try {
            return program.contains("/") ? problemWith(Path.of(program)) : problemInPath(program, environment);
        } catch (InvalidPathException e) {
            return program + ": not a path: " + e.getReason();
        }
    }

    private static @Nullable String problemWith(Path file) {
        if (!Files.exists(file)) {
            return file + ": no such file";
        }
        if (!Files.isRegularFile(file)) {
            return file + ": not a regular file";
        }
        return Files.isExecutable(file) ? null : file + ": not executable (expected: mode +x)";
    }

    private static @Nullable String problemInPath(String program, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", DEFAULT_PATH);
        boolean found = List.of(path.split(":", -1)).stream()
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> problemWith(Path.of(directory, program)) == null);
        return found ? null : program + ": no such program in PATH (" + path + ")";
    }
}
