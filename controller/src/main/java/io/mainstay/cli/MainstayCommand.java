package io.mainstay.cli;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.vrrp.router.RouterSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mainstay}: the root of the command line. */
@Command(
        name = "mainstay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keeps a MySQL address alive on a pair of hosts.",
        subcommands = {HelpCommand.class, GenerateCompletion.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all is well",
            "1:check --strict: warnings; no controller answers; replay: differs",
            "2:the configuration is refused, or the command line is wrong",
            "3:run: another controller runs already",
            "4:a right is missing",
            "5:the controller refused an order, or it did not come to it",
            "6:decode, replay: the file is missing or cannot be read",
            "70:a bug"
        },
        footer = {
            "",
            "Examples:",
            "  mainstay check /etc/mainstay/mainstay.conf",
            "  mainstay run -f /etc/keepalived/keepalived.conf -f /etc/mainstay/proxy.conf",
            "  mainstay status",
            "  mainstay why VI_1",
            "  mainstay switchover VI_1",
            "  mainstay maintenance on"
        })
public final class MainstayCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    /**
     * The whole command line, ready to execute.
     *
     * @param runner runs the controller
     * @param specs a configuration in the core's words, for rehearsals
     */
    public static CommandLine commandLine(Runner runner, Function<ControllerConfig, List<RouterSpec>> specs) {
        return new CommandLine(new MainstayCommand())
                .addSubcommand(new RunCommand(runner))
                .addSubcommand(new CheckCommand())
                .addSubcommand(new RehearseCommand(specs))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new TableCommand.Routers())
                .addSubcommand(new TableCommand.Peers())
                .addSubcommand(new TableCommand.TrackerList())
                .addSubcommand(new WhyCommand())
                .addSubcommand(new JournalCommand())
                .addSubcommand(new SwitchoverCommand())
                .addSubcommand(new MaintenanceCommand())
                .addSubcommand(new ReloadCommand())
                .addSubcommand(new TraceCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new DecodeCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    PrintWriter err = commandLine.getErr();
                    err.println("mainstay: this is a bug: " + e);
                    e.printStackTrace(err);
                    return ExitCode.INTERNAL;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing (expected: run, check, status, why, …; see mainstay --help)");
    }
}
