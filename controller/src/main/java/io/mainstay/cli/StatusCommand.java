package io.mainstay.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mainstay status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Tells who holds each address and why: state, trackers, peers heard and why they are not understood,",
            "timers, proxy and databases."
        })
final class StatusCommand implements Callable<Integer> {
    /** How long a controller may take to answer; a healthy one takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-s", "--socket"},
            paramLabel = "PATH",
            description = "The controller's socket (default: ${DEFAULT-VALUE}).",
            defaultValue = GlobalConfig.CONTROL_SOCKET)
    @SuppressWarnings("NullAway.Init") // has a default
    private Path socket;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            String answer = ControlClient.ask(socket, ChannelCodec.json("v", 1, "command", "status"), PATIENCE);
            Config status = ConfigFactory.parseString(
                    answer, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
            if (status.hasPath("error")) {
                err.println("mainstay: the controller at " + socket + " cannot answer: " + status.getString("error"));
                return ExitCode.WARNINGS;
            }
            if (json) {
                status.getInt("v"); // an answer that is none is not passed on
                out.println(answer);
            } else {
                StatusPrinter.print(status, out);
            }
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("mainstay: no controller answers at " + socket + ": " + e.getMessage());
            return ExitCode.WARNINGS;
        } catch (ConfigException e) {
            err.println("mainstay: the answer at " + socket + " is not understood: " + e.getMessage());
            return ExitCode.WARNINGS;
        }
    }
}
