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
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the controller is, and how it is asked; a part of every command that does so. */
final class Controllers {
    /** How long a controller may take for one line; a healthy one takes milliseconds. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** As long as it takes. */
    static final Duration FOR_EVER = Duration.ZERO;

    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-s", "--socket"},
            paramLabel = "PATH",
            description = "The controller's socket (default: ${DEFAULT-VALUE}).",
            defaultValue = GlobalConfig.CONTROL_SOCKET)
    @SuppressWarnings("NullAway.Init") // has a default
    private Path socket;

    /** What becomes of an answer. */
    interface Answers {
        /** Takes a line; an {@link ExitCode}, or {@link #MORE}. */
        int line(String json, Config line, PrintWriter out);
    }

    /** The answer goes on. */
    static final int MORE = -1;

    /**
     * Asks; what goes wrong is printed.
     *
     * @param patience for each line
     * @param atEnd the exit status when the answer ends before a line has given one
     * @return an {@link ExitCode}
     */
    int ask(Duration patience, int atEnd, Answers answers, Object... request) {
        PrintWriter err = spec.commandLine().getErr();
        Taker taker = new Taker(answers);
        try {
            ControlClient.follow(socket, ChannelCodec.json(request), patience, taker);
            return taker.result == MORE ? atEnd : taker.result;
        } catch (IOException e) {
            err.println("mainstay: no controller answers at " + socket + ": " + e.getMessage());
            return ExitCode.WARNINGS;
        } catch (ConfigException e) {
            err.println("mainstay: the answer at " + socket + " is not understood: " + e.getMessage());
            return ExitCode.WARNINGS;
        }
    }

    /** Takes lines until one ends it. */
    private final class Taker implements Predicate<String> {
        private final Answers answers;
        private int result = MORE;

        Taker(Answers answers) {
            this.answers = answers;
        }

        @Override
        public boolean test(String json) {
            PrintWriter out = spec.commandLine().getOut();
            Config line = ConfigFactory.parseString(json, JSON);
            if (line.hasPath("error") && !line.hasPath("n")) {
                spec.commandLine().getErr().println("mainstay: " + line.getString("error"));
                result = ExitCode.NOT_DONE;
            } else {
                result = answers.line(json, line, out);
            }
            out.flush();
            return result == MORE && !out.checkError();
        }
    }
}
