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

/** {@code mainstay maintenance}. */
@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description = {
            "on: stay backup until told otherwise, over restarts too; a master resigns. off: take part again.",
            "Checks go on, and adverts are listened to. With both hosts in maintenance nobody holds the addresses."
        })
final class MaintenanceCommand implements Callable<Integer> {
    /** What may be said. */
    enum Switch {
        ON,
        OFF
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Parameters(index = "0", paramLabel = "on|off", description = "Whether.")
    @SuppressWarnings("NullAway.Init") // required
    private Switch on;

    @Parameters(
            index = "1",
            paramLabel = "INSTANCE",
            arity = "0..1",
            description = "One instance; without it all, and those that a reload adds.")
    private @Nullable String instance;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Shown in status and why.")
    private @Nullable String reason;

    @Override
    public Integer call() {
        List<Object> request = new ArrayList<>(List.of("v", 1, "do", "maintenance", "on", on == Switch.ON));
        if (instance != null) {
            request.addAll(List.of("instance", instance));
        }
        if (reason != null) {
            request.addAll(List.of("reason", reason));
        }
        return controller.ask(Controllers.PATIENCE, ExitCode.NOT_DONE, this::print, request.toArray());
    }

    private int print(String line, Config answer, PrintWriter out) {
        String warning = answer.getString("warning");
        out.println(answer.getString("text"));
        if (!warning.isEmpty()) {
            out.println("warning: " + warning);
        }
        return warning.isEmpty() ? ExitCode.OK : ExitCode.WARNINGS;
    }
}
