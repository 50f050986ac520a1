package io.mainstay.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes scripts for tests, and looks for what they leave behind. */
public final class Scripts {
    private Scripts() {}

    /** An executable bash script that everyone may run. */
    public static String write(Path directory, String name, String body) throws IOException {
        Path file = directory.resolve(name);
        Path draft = directory.resolve(name + ".draft");
        Files.writeString(draft, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(draft, file);
        return file.toString();
    }

    /** Whether any process of this group runs; zombies do not. */
    public static boolean groupRuns(long group) {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (runsIn(process, group)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean runsIn(Path process, long group) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return !fields[0].equals("Z") && Long.parseLong(fields[2]) == group;
        } catch (IOException e) {
            return false;
        }
    }
}
