package io.mainstay.vrrp.router;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An exception in one line, with as much of its trace as finds the place. */
final class BugText {
    /** How many frames are named. */
    private static final int FRAMES = 4;

    private BugText() {}

    static String of(RuntimeException bug) {
        String trace = Arrays.stream(bug.getStackTrace())
                .filter(f -> f.getClassName().startsWith("io.mainstay."))
                .limit(FRAMES)
                .map(f -> f.getFileName() + ":" + f.getLineNumber())
                .collect(Collectors.joining(" < "));
        return trace.isEmpty() ? bug.toString() : bug + " at " + trace;
    }
}
