package io.mainstay.cli;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mainstay switchover}. */
@Command(
        name = "switchover",
        mixinStandardHelpOptions = true,
        description = {
            "Has this host, which must be master of the instance, hand its addresses over.",
            "It keeps them and advertises priority 1 until a backup takes over, so nothing is lost when none is there.",
            "Afterwards it does not take them back while the other one is well, whatever their priorities, until that",
            "one resigns, falls silent or lowers its priority, or this is cancelled, or the program starts anew."
        })
final class SwitchoverCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Parameters(paramLabel = "INSTANCE", description = "The instance.")
    @SuppressWarnings("NullAway.Init") // required
    private String instance;

    @ArgGroup(multiplicity = "0..1")
    private @Nullable Way way;

    /** What excludes one another. */
    private static final class Way {
        @Option(
                names = "--force",
                description = {
                    "Resign at once, for backups that do not preempt. When nobody takes over, this host has the",
                    "addresses again after its master-down time: an outage of about three advert_int and a half."
                })
        private boolean force;

        @Option(names = "--cancel", description = "Take a switchover back: the election alone decides again.")
        private boolean cancel;
    }

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description = "Who should take over; another one that does is exit status 5. Priorities decide, not this.")
    private @Nullable String to;

    @Option(names = "--dry-run", description = "Only tell what would happen and what is known.")
    private boolean dryRun;

    @Override
    public Integer call() {
        List<Object> request = new ArrayList<>(List.of("v", 1, "do", "switchover", "instance", instance));
        request.addAll(List.of("dryRun", dryRun, "force", way != null && way.force));
        request.addAll(List.of("cancel", way != null && way.cancel));
        if (to != null) {
            request.addAll(List.of("to", to));
        }
        // an offer lasts as long as a backup may take: minutes with a long advert_int
        return controller.ask(
                Controllers.FOR_EVER, dryRun ? ExitCode.OK : ExitCode.NOT_DONE, this::print, request.toArray());
    }

    private int print(String line, Config answer, PrintWriter out) {
        out.println(answer.getString("text"));
        if (!answer.hasPath("result")) {
            return Controllers.MORE;
        }
        return switch (answer.getString("result")) {
            case "done", "cancelled" -> ExitCode.OK;
            default -> ExitCode.NOT_DONE;
        };
    }
}
