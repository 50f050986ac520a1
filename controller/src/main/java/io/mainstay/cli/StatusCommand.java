package io.mainstay.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
            String answer = ControlClient.ask(socket, ChannelCodec.json("v", 1, "command", "status"));
            if (json) {
                out.println(answer);
            } else {
                Config status = ConfigFactory.parseString(answer);
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
