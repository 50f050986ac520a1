package io.mainstay.lab.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this checkout lies. */
public final class Checkout {
    private Checkout() {}

    /** The folder with {@code bin/mainstay}: the property {@code mainstay.home}, or found upwards from here. */
    public static Path root() {
        Path start = Path.of(System.getProperty("mainstay.home", ""))
                .toAbsolutePath()
                .normalize();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("bin/mainstay"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no bin/mainstay in " + start + " or above (expected: a checkout)");
    }
}
