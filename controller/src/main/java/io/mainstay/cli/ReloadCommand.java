package io.mainstay.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mainstay reload}. */
@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Has the controller read its files again, and prints what differs and what that does to each instance.",
            "With an error in them nothing changes."
        })
final class ReloadCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Option(names = "--dry-run", description = "Only tell.")
    private boolean dryRun;

    @Override
    public Integer call() {
        return controller.ask(
                Controllers.PATIENCE,
                ExitCode.NOT_DONE,
                ReloadCommand::print,
                "v",
                1,
                "do",
                "reload",
                "dryRun",
                dryRun);
    }

    private static int print(String line, Config answer, PrintWriter out) {
        List<String> differences = answer.getStringList("differences");
        out.println(differences.isEmpty() ? "nothing differs" : String.join(System.lineSeparator(), differences));
        ConfigObject effects = answer.getObject("effects");
        out.println(answer.getBoolean("dryRun") ? "a reload now would do this:" : "done:");
        effects.keySet().stream()
                .sorted()
                .forEach(name -> effects.toConfig()
                        .getStringList(com.typesafe.config.ConfigUtil.quoteString(name))
                        .forEach(effect -> out.println("  " + name + ": " + StatusPrinter.printable(effect))));
        return ExitCode.OK;
    }
}
