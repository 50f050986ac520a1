package io.mainstay.trackers;

import io.mainstay.conf.model.TrackerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Counts processes in {@code /proc} (proc(5): {@code stat}, {@code cmdline}); a zombie does not run. */
final class ProcessTable {
    /** TASK_COMM_LEN without the end. */
    private static final int COMM_LENGTH = 15;

    private final Path proc;

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    int count(TrackerConfig.Process wanted) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                count += matches(process, wanted) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean matches(Path process, TrackerConfig.Process wanted) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            int end = stat.lastIndexOf(')');
            boolean runs = end > 0 && end + 2 < stat.length() && "ZX".indexOf(stat.charAt(end + 2)) < 0;
            String comm = runs ? stat.substring(stat.indexOf('(') + 1, end) : "";
            return runs && (wanted.fullCommand() ? matchesWhole(process, wanted) : matchesName(process, comm, wanted));
        } catch (IOException e) {
            return false; // it ended while we looked
        }
    }

    private static boolean matchesName(Path process, String comm, TrackerConfig.Process wanted) throws IOException {
        String name = wanted.process()
                .substring(0, Math.min(COMM_LENGTH, wanted.process().length()));
        if (!comm.equals(name)) {
            return false;
        }
        String parameters = wanted.parameters();
        return parameters == null || fits(rest(words(process)), parameters, wanted.match());
    }

    private static boolean matchesWhole(Path process, TrackerConfig.Process wanted) throws IOException {
        String parameters = wanted.parameters();
        String whole = wanted.process() + (parameters == null ? "" : " " + parameters);
        return fits(String.join(" ", words(process)), whole, wanted.match());
    }

    private static boolean fits(String found, String wanted, TrackerConfig.Process.Match match) {
        return switch (match) {
            case EXACT -> found.equals(wanted);
            case PARTIAL -> (found + " ").startsWith(wanted + " ");
            case INITIAL -> found.startsWith(wanted);
        };
    }

    private static String rest(List<String> words) {
        return words.isEmpty() ? "" : String.join(" ", words.subList(1, words.size()));
    }

    private static List<String> words(Path process) throws IOException {
        String all = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        return List.of(all.replaceFirst("\0+$", "").split("\0", -1));
    }
}
