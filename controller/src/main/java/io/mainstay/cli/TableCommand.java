package io.mainstay.cli;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Parts of the status as tables, one line a thing: {@code routers}, {@code peers}, {@code trackers}. */
abstract class TableCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // made by picocli
    private Controllers controller;

    @Override
    public final Integer call() {
        return controller.ask(
                Controllers.PATIENCE,
                ExitCode.WARNINGS,
                (json, status, out) -> {
                    print(status, out);
                    return ExitCode.OK;
                },
                "v",
                1,
                "do",
                "status");
    }

    abstract void print(Config status, PrintWriter out);

    /** {@code mainstay routers}. */
    @Command(
            name = "routers",
            mixinStandardHelpOptions = true,
            description = "Lists the instances: name, state, since when, priority, interface, VRID, order, reason.")
    static final class Routers extends TableCommand {
        @Override
        void print(Config status, PrintWriter out) {
            for (Config i : status.getConfigList("instances")) {
                String order = i.getString("order");
                out.printf(
                        "%-16s %-6s %10s  priority %3d  %s vrid %d%s: %s%n",
                        i.getString("name"),
                        i.getString("state"),
                        StatusPrinter.duration(i.getLong("sinceMillis")),
                        i.getInt("priority"),
                        i.getString("interface"),
                        i.getInt("vrid"),
                        order.isEmpty() ? "" : "  [" + StatusPrinter.printable(order) + "]",
                        StatusPrinter.printable(i.getString("reason")));
            }
        }
    }

    /** {@code mainstay peers}. */
    @Command(
            name = "peers",
            mixinStandardHelpOptions = true,
            description = "Lists the other routers heard, instance by instance, and why one is not understood.")
    static final class Peers extends TableCommand {
        @Override
        void print(Config status, PrintWriter out) {
            for (Config i : status.getConfigList("instances")) {
                for (Config p : i.getConfigList("peers")) {
                    String rejected = p.getString("rejectedBecause");
                    out.printf(
                            "%-16s %-15s heard %s ago, %s, %d taken, %d not%s%n",
                            i.getString("name"),
                            p.getString("source"),
                            StatusPrinter.duration(p.getLong("lastHeardMillisAgo")),
                            rejected.isEmpty()
                                    ? "priority " + p.getInt("priority")
                                    : "NOT UNDERSTOOD (" + rejected + ")",
                            p.getLong("accepted"),
                            p.getLong("rejected"),
                            p.getString("detail").isEmpty()
                                    ? ""
                                    : ": " + StatusPrinter.printable(p.getString("detail")));
                }
            }
        }
    }

    /** {@code mainstay trackers}. */
    @Command(
            name = "trackers",
            mixinStandardHelpOptions = true,
            description = "Lists the checks: verdict, when they looked last, how often, and what they said.")
    static final class TrackerList extends TableCommand {
        @Override
        void print(Config status, PrintWriter out) {
            for (Config t : status.getConfigList("trackers")) {
                out.printf(
                        "%-24s %-5s at %s, %d run(s), %d failed, %d timed out%s: %s%n",
                        t.getString("tracker"),
                        t.getString("verdict"),
                        t.getString("at"),
                        t.getLong("runs"),
                        t.getLong("failures"),
                        t.getLong("timeouts"),
                        t.getString("riseFall").isEmpty() ? "" : ", " + t.getString("riseFall"),
                        StatusPrinter.printable(t.getString("detail")));
            }
        }
    }
}
