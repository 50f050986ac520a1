package io.mainstay.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The journal's files in the state directory: {@code journal.jsonl} is written, {@code journal.1.jsonl} and so on are
 * older. Together at most {@link #FILES} x {@link #FILE_BYTES} and one line. One thread writes.
 */
final class JournalFiles implements AutoCloseable {
    /** How many files there are at most. */
    static final int FILES = 4;

    /** How large one becomes. */
    static final long FILE_BYTES = 8L << 20;

    /** Where a line's number stands; lines begin with it. */
    private static final Pattern NUMBER = Pattern.compile("\\{\"n\":(\\d{1,18})[,}]");

    private static final int TAIL_BYTES = 256 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Path folder;
    private final long fileBytes;
    private @Nullable OutputStream out;
    private long size;

    JournalFiles(Path folder, long fileBytes) {
        this.folder = folder;
        this.fileBytes = fileBytes;
    }

    /** All files that are there, oldest first. */
    static List<Path> in(Path folder) {
        List<Path> files = new ArrayList<>();
        for (int age = FILES - 1; age >= 0; age--) {
            if (Files.isRegularFile(file(folder, age))) {
                files.add(file(folder, age));
            }
        }
        return files;
    }

    private static Path file(Path folder, int age) {
        return folder.resolve(age == 0 ? "journal.jsonl" : "journal." + age + ".jsonl");
    }

    /** The number of the last line that an earlier life wrote; 0 when there is none. */
    long lastNumber() {
        for (Path file : in(folder).reversed()) {
            long last = lastNumber(file);
            if (last > 0) {
                return last;
            }
        }
        return 0;
    }

    private static long lastNumber(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(tail);
            long last = 0;
            for (String line : new String(tail, StandardCharsets.UTF_8).split("\n", -1)) {
                Matcher m = NUMBER.matcher(line);
                last = m.lookingAt() ? Math.max(last, Long.parseLong(m.group(1))) : last;
            }
            return last;
        } catch (IOException e) {
            return 0;
        }
    }

    boolean isOpen() {
        return out != null;
    }

    boolean isFull() {
        return size >= fileBytes;
    }

    /** Goes on with what an earlier life left, or begins a new file. */
    void next() throws IOException {
        Path path = file(folder, 0);
        if (!isOpen() && Files.isRegularFile(path) && Files.size(path) < fileBytes) {
            out = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.APPEND), BUFFER_BYTES);
            size = Files.size(path);
            out.write('\n'); // a crash may have torn the last line
        } else {
            rotate();
        }
    }

    /** Begins a new file; the older ones move on by one, the oldest goes. */
    private void rotate() throws IOException {
        close();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int age = FILES - 2; age >= 0; age--) {
            if (Files.exists(file(folder, age))) {
                Files.move(file(folder, age), file(folder, age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path path = file(folder, 0);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        out = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.WRITE), BUFFER_BYTES);
        size = 0;
    }

    void write(String line) throws IOException {
        OutputStream to = out;
        if (to == null) {
            throw new IOException("no file is open");
        }
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        to.write(bytes);
        size += bytes.length;
    }

    void flush() throws IOException {
        if (out != null) {
            out.flush();
        }
    }

    /** What cannot be written any more is given up. */
    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            size = 0; // the disk is full: whoever wrote last has been told
        } finally {
            out = null;
        }
    }
}
