package io.mainstay.conf;

import io.mainstay.conf.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/** A password in a file of its own: its first line. */
final class SecretFile {
    /** The most that is read, in bytes; a longer file is no password. */
    static final int LIMIT = 4_096;

    private SecretFile() {}

    /** Reads the file that {@code key} names; null with an error among the findings when that cannot be done. */
    static @Nullable Secret read(String file, ProxyBlock block, String key) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                block.error(key, file + " (expected: a file that exists)");
                return null;
            }
            warnIfReadable(path, block, key);
            return firstLine(path, block, key);
        } catch (IOException | IllegalArgumentException e) {
            block.error(key, file + " cannot be read: " + e.getMessage());
            return null;
        }
    }

    private static @Nullable Secret firstLine(Path path, ProxyBlock block, String key) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LIMIT + 1);
        }
        String line =
                new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        if (bytes.length > LIMIT || line.isEmpty()) {
            String what = bytes.length > LIMIT ? "is longer than " + LIMIT + " bytes" : "has an empty first line";
            block.error(key, path + " " + what + " (expected: the password in the first line)");
            return null;
        }
        return new Secret(line);
    }

    private static void warnIfReadable(Path path, ProxyBlock block, String key) throws IOException {
        if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
            block.warn(key, path + " can be read by everybody (expected: mode 0600)");
        }
    }
}
