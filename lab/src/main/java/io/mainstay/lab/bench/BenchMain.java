package io.mainstay.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entry of {@code lab/bench}. Exit status 0: figures taken; 64: usage. What the figures should be is not judged here. */
public final class BenchMain {
    private static final int ROUNDS = 10;
    private static final String USAGE =
            "usage: lab/bench failover|takeover|proxykill|controller|proxy [--smoke] [--rounds N] [--json FILE]"
                    + " [--workload oltp_point_select|oltp_read_only]";

    private BenchMain() {}

    /** Measures, prints the table and writes the JSON. */
    public static void main(String[] args) throws IOException {
        List<String> rest = new ArrayList<>(List.of(args));
        boolean smoke = rest.remove("--smoke");
        String json = option(rest, "--json", "");
        String workload = option(rest, "--workload", "oltp_point_select");
        int rounds = Integer.parseInt(option(rest, "--rounds", smoke ? "1" : Integer.toString(ROUNDS)));
        if (rest.size() != 1 || rounds < 1) {
            usage();
        }
        Report report = new Report();
        switch (rest.getFirst()) {
            case "failover" -> new FailoverBench(report).run(rounds);
            case "takeover" -> new TakeoverBench(report).run(rounds);
            case "proxykill" -> new ProxyKillBench(report).run(rounds);
            case "controller" -> new ControllerBench(report, smoke).run(rounds);
            case "proxy" -> new ProxyBench(report, workload, smoke).run(rounds);
            default -> usage();
        }
        System.out.print(report.table());
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), report.json());
        }
    }

    private static String option(List<String> args, String name, String otherwise) {
        int at = args.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 >= args.size()) {
            usage();
        }
        args.remove(at);
        return args.remove(at);
    }

    private static void usage() {
        System.err.println(USAGE);
        System.exit(64);
    }
}
