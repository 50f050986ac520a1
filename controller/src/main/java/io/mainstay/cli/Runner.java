package io.mainstay.cli;

import java.nio.file.Path;
import java.util.List;

/** Runs the controller in the foreground; the command line knows no more of it. */
@FunctionalInterface
public interface Runner {
    /**
     * Runs until it is told to stop.
     *
     * @param files the configuration
     * @param strict whether warnings are refused, too
     * @return an {@link ExitCode}
     */
    int run(List<Path> files, boolean strict);
}
