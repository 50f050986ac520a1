package io.mainstay.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TailTest {
    @Test
    void controlCharactersCannotReachATerminalOrForgeALine() {
        assertEquals("a\uFFFD[2Jb\uFFFDc\nd\te\uFFFD\uFFFDf", text("a\u001b[2Jb\rc\nd\te\u0000\u009bf\n"));
    }

    @Test
    void onlyTheLastBytesAreKept() {
        Tail tail = new Tail(4);
        add(tail, "abc");
        add(tail, "def");
        assertEquals("cdef", tail.text());
        assertEquals(2, tail.dropped());
    }

    private static String text(String written) {
        Tail tail = new Tail(100);
        add(tail, written);
        return tail.text();
    }

    private static void add(Tail tail, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tail.add(bytes, bytes.length);
    }
}
