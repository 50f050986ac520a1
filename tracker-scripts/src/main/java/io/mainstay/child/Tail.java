package io.mainstay.child;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The last bytes of a stream, in a ring. Any thread: one writes, others look. */
final class Tail {
    private final byte[] ring;
    private long written;

    Tail(int limit) {
        ring = new byte[limit];
    }

    synchronized void add(byte[] bytes, int length) {
        int kept = Math.min(length, ring.length);
        int skipped = length - kept;
        for (int i = 0; i < kept; i++) {
            ring[(int) ((written + skipped + i) % ring.length)] = bytes[skipped + i];
        }
        written += length;
    }

    /** How many bytes came before those that are kept. */
    synchronized long dropped() {
        return Math.max(0, written - ring.length);
    }

    /** For logs and terminals: a control character other than the end of a line and the tab becomes U+FFFD. */
    synchronized String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long i = dropped(); i < written; i++) {
            out.write(ring[(int) (i % ring.length)]);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
