package io.mainstay.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mainstay run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the controller in the foreground.",
            "SIGTERM and SIGINT release the addresses and stop the proxy; SIGHUP reads the configuration again."
        })
final class RunCommand implements Callable<Integer> {
    private final Runner runner;

    @Option(
            names = {"-f", "--use-file"},
            paramLabel = "FILE",
            description = "Configuration, in keepalived's syntax or HOCON; may be given several times"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/mainstay/mainstay.conf")
    private List<Path> files = List.of();

    @Option(names = "--strict", description = "Do not start when the configuration has warnings or errors.")
    private boolean strict;

    RunCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(files, strict);
    }
}
