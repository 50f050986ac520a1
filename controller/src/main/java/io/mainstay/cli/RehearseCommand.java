package io.mainstay.cli;

import io.mainstay.conf.ConfigLoader;
import io.mainstay.conf.HostEnvironment;
import io.mainstay.conf.Loaded;
import io.mainstay.conf.PairCheck;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.text.Diagnostic.Severity;
import io.mainstay.net.IpAddress;
import io.mainstay.rehearse.Failure;
import io.mainstay.rehearse.Plan;
import io.mainstay.rehearse.Rehearsal;
import io.mainstay.rehearse.Report;
import io.mainstay.vrrp.router.RouterSpec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay rehearse}. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the configurations of two or more nodes through the real decisions in virtual time, with failures put in,",
            "and prints who serves which address when. Opens no socket and touches nothing.",
            "The nodes are called a, b, c in the order given. A node's configuration in several files is written with commas.",
            "",
            "A failure is ACTION NODE[:WHAT]@TIME. Actions: kill, poweroff, stop, start, freeze, thaw, cut, heal,",
            "down and up (an interface), fail and pass (a check by its name, or proxy).",
            "Without --fail: kill a@20s, start a@40s."
        },
        footer = {
            "",
            "Examples:",
            "  mainstay rehearse a.conf b.conf",
            "  mainstay rehearse a.conf b.conf --fail \"fail a:chk_mysql@20s\" --fail \"pass a:chk_mysql@1m\" --for 2m"
        })
final class RehearseCommand implements Callable<Integer> {
    private static final int MOST_NODES = 26;

    private final Function<ControllerConfig, List<RouterSpec>> specs;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "2..*", description = "One node's configuration each.")
    private List<String> nodes = List.of();

    @Option(names = "--fail", paramLabel = "FAILURE", description = "What is done to a node, and when; repeatable.")
    private List<String> failures = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Virtual time that passes; default: half a minute after the last failure.")
    private String length = "";

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            description = "Share of packets that the segment loses, 0..100 (${DEFAULT-VALUE}).")
    private double loss;

    @Option(names = "--seed", description = "Chooses which packets are lost (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    RehearseCommand(Function<ControllerConfig, List<RouterSpec>> specs) {
        this.specs = specs;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Failure> script = script();
        Rehearsal.Conditions conditions = conditions(script);
        List<Plan> plans = new ArrayList<>();
        List<PairCheck.Host> hosts = new ArrayList<>();
        for (String node : nodes) {
            Loaded loaded = ConfigLoader.load(NodeFiles.of(node, spec.commandLine()), new HostEnvironment());
            loaded.diagnostics().stream()
                    .filter(d -> d.severity() == Severity.ERROR)
                    .forEach(d -> spec.commandLine().getErr().println(d.position() + ": " + d.message()));
            ControllerConfig config = loaded.config();
            if (config == null) {
                return ExitCode.REFUSED;
            }
            hosts.add(new PairCheck.Host(node, config));
            plans.add(plan(node, plans.size(), config));
        }
        Rehearsal.Result result = Rehearsal.run(plans, script, conditions);
        if (json) {
            out.println(Report.json(result));
        } else {
            plans.forEach(p -> out.println(p.letter() + " = " + p.origin() + " " + p.addresses() + " "
                    + p.routers().stream().map(RehearseCommand::words).toList()));
            if (hosts.size() == 2) {
                PairCheck.compare(hosts.get(0), hosts.get(1))
                        .forEach(d -> out.println(d.position() + ": " + d.path() + ": " + d.message()));
            }
            out.println();
            Report.text(result).forEach(out::println);
            whatIf(plans, script, conditions, result).forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }

    private List<Failure> script() {
        List<String> wanted = failures.isEmpty() ? List.of("kill a@20s", "start a@40s") : failures;
        List<Failure> script = new ArrayList<>();
        for (String text : wanted) {
            Failure failure = said("--fail", () -> Failure.parse(text));
            if (failure.host().charAt(0) - 'a' >= nodes.size()) {
                throw refused("--fail: \"" + text + "\" names node " + failure.host() + " (expected: a.."
                        + letter(nodes.size() - 1) + ")");
            }
            script.add(failure);
        }
        return script;
    }

    private Rehearsal.Conditions conditions(List<Failure> script) {
        if (nodes.size() > MOST_NODES) {
            throw refused("FILE: " + nodes.size() + " nodes (expected: 2.." + MOST_NODES + ")");
        }
        if (!(loss >= 0 && loss <= 100)) {
            throw refused("--loss: " + loss + " (expected: 0..100)");
        }
        Duration last =
                script.stream().map(Failure::at).max(Duration::compareTo).orElse(Duration.ZERO);
        Duration until = length.isEmpty() ? last.plusSeconds(30) : said("--for", () -> Failure.duration(length));
        return new Rehearsal.Conditions(until, loss / 100, seed);
    }

    private <T> T said(String option, java.util.function.Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw refused(option + ": " + e.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String letter(int index) {
        return String.valueOf((char) ('a' + index));
    }

    /** The node's own addresses are nowhere in a configuration: later nodes get higher ones, as the report says. */
    private Plan plan(String node, int index, ControllerConfig config) {
        Map<String, Duration> trackers = new LinkedHashMap<>();
        config.trackers().forEach(t -> trackers.put(t.key(), foundAfter(t)));
        return new Plan(
                letter(index),
                node,
                specs.apply(config),
                trackers,
                config.proxy() != null,
                List.of(IpAddress.of("192.0.2." + (index + 1)), IpAddress.of("fe80::" + (index + 1))));
    }

    private static Duration foundAfter(TrackerConfig tracker) {
        return switch (tracker) {
            case TrackerConfig.Script s -> s.interval().multipliedBy(s.fall());
            case TrackerConfig.Process p -> Duration.ZERO;
            case TrackerConfig.File f -> Duration.ZERO;
            case TrackerConfig.Link l -> Duration.ZERO;
            case TrackerConfig.Proxy p -> Duration.ZERO;
        };
    }

    private static String words(RouterSpec r) {
        return r.name() + ": vrid " + r.vrid() + " on " + r.link() + ", priority " + r.priority() + ", every "
                + r.interval() + (r.preempt() ? "" : ", nopreempt")
                + (r.refused() == null ? "" : ", REFUSED: " + r.refused());
    }

    /** The setting that people argue about most, judged by this very script. */
    private static List<String> whatIf(
            List<Plan> plans, List<Failure> script, Rehearsal.Conditions conditions, Rehearsal.Result as) {
        boolean preempting = plans.stream()
                .flatMap(p -> p.routers().stream())
                .filter(r -> r.priority() < 255)
                .anyMatch(RouterSpec::preempt);
        List<Plan> other = plans.stream()
                .map(p -> new Plan(
                        p.letter(),
                        p.origin(),
                        p.routers().stream()
                                .map(r -> r.withPreempt(!preempting))
                                .toList(),
                        p.trackers(),
                        p.proxy(),
                        p.addresses()))
                .toList();
        Rehearsal.Result then = Rehearsal.run(other, script, conditions);
        String change = preempting ? "with nopreempt on all nodes" : "without nopreempt";
        return List.of("", "What if, " + Report.compare(change, as, then));
    }
}
