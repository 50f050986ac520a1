package io.mainstay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What passes the switch, as {@code tcpdump} tells it, one line a frame, with the kernel's time stamps. Any thread.
 */
public final class Capture implements AutoCloseable {
    private final Process process;
    private final Path log;

    private Capture(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Capture start(Holder outer, String device, String filter, Path log) {
        List<String> argv = new ArrayList<>(outer.enterNetwork());
        argv.addAll(List.of("tcpdump", "-l", "-n", "-v", "-tt", "-e", "-i", device, "--immediate-mode", filter));
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Capture capture = new Capture(process, log);
            Waiting.until(
                    "capture of " + filter,
                    Duration.ofSeconds(10),
                    () -> capture.text().contains("listening on"));
            return capture;
        } catch (IOException e) {
            throw new UncheckedIOException("tcpdump " + filter, e);
        }
    }

    /** The frames so far, oldest first; a frame's further lines are joined to its first. */
    public List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        for (String line : text().replaceAll("\n\\s+", " ").split("\n", -1)) {
            if (line.matches("\\d+\\.\\d+ .*")) {
                int space = line.indexOf(' ');
                frames.add(new Frame(micros(line.substring(0, space)), line.substring(space + 1)));
            }
        }
        return frames;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("capture", e);
        }
    }

    private static long micros(String seconds) {
        int point = seconds.indexOf('.');
        return Long.parseLong(seconds.substring(0, point)) * 1_000_000 + Long.parseLong(seconds.substring(point + 1));
    }

    /**
     * One frame.
     *
     * @param micros when the switch saw it, microseconds since 1970
     * @param text what tcpdump makes of it
     */
    public record Frame(long micros, String text) {
        /** Is it an advertisement from this address? */
        public boolean isAdvertFrom(String source) {
            return text.contains(source + " > 224.0.0.18: ");
        }

        /** Is it a gratuitous ARP for this address? */
        public boolean announces(String ip) {
            return text.contains("ARP") && text.contains(ip) && text.contains("ff:ff:ff:ff:ff:ff");
        }
    }
}
