package io.mainstay.conf.keepalived;

import io.mainstay.conf.text.Position;
import java.nio.file.Path;

/**
 * A line without comments.
 *
 * @param text what is left of it; literal {@code #} and {@code !} stand as the marks of {@link Comments}
 * @param file the file it stands in
 * @param number its number, 1 or more
 * @param asWritten whether columns are still those of the file
 */
record Line(String text, Path file, int number, boolean asWritten) {
    Line with(String changed) {
        return new Line(changed, file, number, false);
    }

    Position at(int index) {
        return new Position(file.toString(), number, asWritten ? index + 1 : 0);
    }

    Position position() {
        int first = 0;
        while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        return at(first);
    }
}
