package io.mainstay.cli;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mainstay why}. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Tells why an instance is what it is: the facts behind its state and its priority, each with its time,",
            "its source, and the place in the configuration."
        })
final class WhyCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Parameters(paramLabel = "INSTANCE", arity = "0..1", description = "One instance; all without it.")
    private @Nullable String instance;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        List<Object> request = new ArrayList<>(List.of("v", 1, "do", "why"));
        if (instance != null) {
            request.addAll(List.of("instance", instance));
        }
        return controller.ask(Controllers.PATIENCE, ExitCode.WARNINGS, this::print, request.toArray());
    }

    private int print(String line, Config answer, PrintWriter out) {
        if (json) {
            out.println(line);
            return ExitCode.OK;
        }
        for (Config i : answer.getConfigList("instances")) {
            out.printf("%s is %s with priority %d%n", i.getString("name"), i.getString("state"), i.getInt("priority"));
            for (Config f : i.getConfigList("facts")) {
                String at = f.getString("at");
                String where = f.getString("where");
                out.printf(
                        "  %-24s  %s: %s%s%n",
                        at.isEmpty() ? "now" : at,
                        f.getString("source"),
                        StatusPrinter.printable(f.getString("fact")),
                        where.isEmpty() ? "" : "  [" + where + "]");
            }
        }
        return ExitCode.OK;
    }
}
