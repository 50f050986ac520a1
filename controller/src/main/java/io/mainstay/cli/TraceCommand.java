package io.mainstay.cli;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mainstay trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = "Prints the adverts that the controller sends and receives, as they come, until interrupted.")
final class TraceCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "End after so many; 0 for no end (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    private int seen;

    @Override
    public Integer call() {
        return controller.ask(Controllers.FOR_EVER, ExitCode.OK, this::print, "v", 1, "do", "trace");
    }

    private int print(String line, Config advert, PrintWriter out) {
        String text = advert.hasPath("lost")
                ? "(" + advert.getLong("lost") + " were too fast to be shown)"
                : advert.getString("at") + " " + advert.getString("direction") + " "
                        + StatusPrinter.printable(advert.getString("text"));
        out.println(json ? line : text);
        seen++;
        return count > 0 && seen >= count ? ExitCode.OK : Controllers.MORE;
    }
}
