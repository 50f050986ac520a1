package io.mainstay.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A node's configuration as the command line names it: a file, or several with commas between them. */
final class NodeFiles {
    private NodeFiles() {}

    /** A name with a comma in it is one file when that is there. */
    static List<Path> of(String node, CommandLine commandLine) {
        if (Files.exists(Path.of(node))) {
            return List.of(Path.of(node));
        }
        List<Path> files = Arrays.stream(node.split(","))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList();
        if (files.isEmpty()) {
            throw new ParameterException(
                    commandLine, "FILE: \"" + node + "\" names no file (expected: a.conf or a.conf,b.conf)");
        }
        return files;
    }
}
