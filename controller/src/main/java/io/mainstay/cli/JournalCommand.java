package io.mainstay.cli;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mainstay journal}. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the journal's last lines: every event and what was decided.",
            "The files themselves are in the state directory; mainstay replay reads those."
        })
final class JournalCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Option(names = "--follow", description = "Go on with what happens.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "How many, 0..10000 (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(names = "--all", description = "Also what happens every second: ticks and adverts that change nothing.")
    private boolean all;

    @Option(names = "--json", description = "Print the lines as they are.")
    private boolean json;

    @Override
    public Integer call() {
        return controller.ask(
                follow ? Controllers.FOR_EVER : Controllers.PATIENCE,
                ExitCode.OK,
                this::print,
                "v",
                1,
                "do",
                "journal",
                "lines",
                lines,
                "follow",
                follow,
                "all",
                all);
    }

    private int print(String line, Config entry, PrintWriter out) {
        out.println(json ? line : JournalPrinter.text(entry));
        return Controllers.MORE;
    }
}
