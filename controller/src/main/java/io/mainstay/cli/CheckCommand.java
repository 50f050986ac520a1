package io.mainstay.cli;

import io.mainstay.conf.ConfigLoader;
import io.mainstay.conf.HostEnvironment;
import io.mainstay.conf.Loaded;
import io.mainstay.conf.PairCheck;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads configurations and prints everything there is to say about them, as file:line:col: path: message.",
            "Given the configurations of two nodes, it also compares them and says what would happen.",
            "A node's configuration in several files is written with commas: a.conf,proxy.conf"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "One node's configuration each.")
    private List<String> nodes = List.of();

    @Option(names = "--strict", description = "Exit with 1 when there are warnings.")
    private boolean strict;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Diagnostic> all = new ArrayList<>();
        List<PairCheck.Host> hosts = new ArrayList<>();
        for (String node : nodes) {
            Loaded loaded = ConfigLoader.load(NodeFiles.of(node, spec.commandLine()), new HostEnvironment());
            all.addAll(loaded.diagnostics());
            ControllerConfig config = loaded.config();
            if (config != null) {
                hosts.add(new PairCheck.Host(node, config));
            }
        }
        if (nodes.size() == 2 && hosts.size() == 2) {
            all.addAll(PairCheck.compare(hosts.get(0), hosts.get(1)));
        }
        all.forEach(d -> out.println(d.position() + ": " + (d.path().isEmpty() ? "" : d.path() + ": ")
                + severity(d.severity()) + d.message()));
        out.flush();
        return verdict(all);
    }

    private int verdict(List<Diagnostic> all) {
        boolean errors = all.stream().anyMatch(d -> d.severity() == Severity.ERROR);
        boolean warnings = all.stream().anyMatch(d -> d.severity() == Severity.WARNING);
        if (errors) {
            return ExitCode.REFUSED;
        }
        return strict && warnings ? ExitCode.WARNINGS : ExitCode.OK;
    }

    /** The form is file:line:col: path: message; what it means stands in front of the message's own words. */
    private static String severity(Severity severity) {
        return switch (severity) {
            case ERROR -> "error: ";
            case WARNING -> "warning: ";
            case NOTE -> "note: ";
        };
    }
}
