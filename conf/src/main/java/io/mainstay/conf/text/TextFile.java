package io.mainstay.conf.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration file with a limit on its size; whatever is wrong with the file is a finding. */
public final class TextFile {
    /** No configuration is larger; keepalived's largest in the wild has some thousand lines. */
    public static final int LIMIT_BYTES = 4 << 20;

    private TextFile() {}

    /**
     * Reads a file as UTF-8; bytes that are none become U+FFFD.
     *
     * @param path the file
     * @param from where it is named, for the finding
     * @param diagnostics takes the reason when it cannot be read
     * @return the text, line ends as they are; empty when it cannot be read
     */
    public static Optional<String> read(Path path, Position from, Diagnostics diagnostics) {
        String reason;
        try {
            if (Files.isDirectory(path)) {
                reason = "is a directory";
            } else if (!Files.isRegularFile(path) && Files.exists(path)) {
                reason = "is no ordinary file";
            } else {
                byte[] bytes = bytes(path);
                reason = objection(bytes);
                if (reason.isEmpty()) {
                    return Optional.of(text(bytes));
                }
            }
        } catch (NoSuchFileException e) {
            reason = "does not exist";
        } catch (AccessDeniedException e) {
            reason = "may not be read by this user";
        } catch (IOException e) {
            reason = "cannot be read: " + e.getMessage();
        }
        diagnostics.error(from, "", "file " + path + " " + reason);
        return Optional.empty();
    }

    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(LIMIT_BYTES + 1);
        }
    }

    private static String objection(byte[] bytes) {
        if (bytes.length > LIMIT_BYTES) {
            return "is larger than " + (LIMIT_BYTES >> 20) + " MiB, which no configuration is";
        }
        for (byte b : bytes) {
            if (b == 0) {
                return "is no text: it holds zero bytes";
            }
        }
        return "";
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
