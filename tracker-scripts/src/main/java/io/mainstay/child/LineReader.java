package io.mainstay.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Lines of a stream, each cut at a limit: whoever sends a line without an end costs no memory. */
final class LineReader {
    private final int limitBytes;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineReader(int limitBytes, Consumer<String> lines) {
        this.limitBytes = limitBytes;
        this.lines = lines;
    }

    /** Reads until the end, or until the stream is closed. */
    void readAll(InputStream in) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException e) {
            line.reset(); // closed under us: half a line is none
        }
        if (line.size() > 0) {
            end();
        }
    }

    private void take(byte b) {
        if (b == '\n') {
            end();
        } else if (line.size() < limitBytes) {
            line.write(b);
        }
    }

    private void end() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
