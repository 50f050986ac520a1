package io.mainstay.lab.demo;

import io.mainstay.lab.Host;
import io.mainstay.lab.Lab;
import io.mainstay.lab.Waiting;
import io.mainstay.lab.client.RowWriter;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.MariaDb;
import io.mainstay.lab.server.ProxyText;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Two nodes, two databases and a client that writes without pause, while one thing after the other breaks. One thread. */
final class Demo implements AutoCloseable {
    private static final String VIP = "10.77.0.100";

    /** Longer than any step may take; the whole ends in less than two minutes. */
    private static final Duration LIMIT = Duration.ofSeconds(25);

    /** Of each log that is shown. */
    private static final int LOG_LINES = 25;

    private final Consumer<String> out;
    private final Lab lab;
    private final Host n1;
    private final Host n2;
    private final Host client;
    private final MariaDb primary;
    private final Router first;
    private final Router second;
    private final RowWriter rows;

    private Demo(Consumer<String> out, Lab lab) {
        this.out = out;
        this.lab = lab;
        this.n1 = lab.host("n1", "10.77.0.11/24");
        this.n2 = lab.host("n2", "10.77.0.12/24");
        this.client = lab.host("client", "10.77.0.31/24");
        say("hosts n1, n2, client, db1, db2 are up; starting MariaDB, primary and replica");
        this.primary = MariaDb.start(lab.host("db1", "10.77.0.21/24"), 1);
        MariaDb replica = MariaDb.start(lab.host("db2", "10.77.0.22/24"), 2);
        primary.becomePrimary();
        replica.follow(primary);
        say("starting mainstay on n1 (priority 110) and n2 (priority 100)");
        this.first = node(n1, 110);
        this.second = node(n2, 100);
        this.rows = RowWriter.start(client, VIP + ":" + ProxyText.WRITE_PORT, MariaDb.APP_USER, MariaDb.APP_PASSWORD);
    }

    /** Brings everything up; takes it down again when that fails. */
    static Demo open(Consumer<String> out) {
        Lab lab = Lab.open();
        try {
            return new Demo(out, lab);
        } catch (AssertionError | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The events, each until rows are acknowledged again. */
    void run() {
        awaitMaster(n1);
        rows.awaitProgress(LIMIT);
        say("%s is on n1, the client writes through it".formatted(VIP));
        heading();
        event("proxy on n1 killed (kill -9)", this::killProxy, () -> {});
        event("address moved back to n1", () -> {}, () -> awaitMaster(n1));
        event("mainstay and proxy on n1 killed (kill -9)", first::killAll, () -> awaitMaster(n2));
        event("mainstay on n1 started again: moves back", first::restart, () -> awaitMaster(n1));
        event("cable of n1 cut", () -> lab.cut(n1), () -> awaitOn(n2));
        event("cable of n1 back: moves back", () -> lab.restore(n1), () -> awaitMaster(n1));
        event("mainstay on n1 stopped (SIGTERM)", first::stop, () -> awaitMaster(n2));
    }

    /** Counts what is lost. @return true when nothing is */
    boolean report() {
        rows.stop();
        int lost = rows.countLost(client, primary.host().address() + ":3306");
        say("%d rows acknowledged, %d lost; the client had %d errors and connected again each time"
                .formatted(rows.acknowledgedCount(), lost, rows.errorCount()));
        return lost == 0;
    }

    /** The last lines of both nodes, for when something went wrong. */
    void showLogs() {
        for (Router node : List.of(first, second)) {
            say("the last lines of mainstay on " + node.host().name());
            List<String> lines = node.process().output().lines().toList();
            lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).forEach(out);
        }
    }

    void explainTheHosts() {
        say("logs and configurations: " + lab.folder());
        for (Host host : new Host[] {n1, n2, client}) {
            say("a shell on %s: %s bash".formatted(host.name(), host.enterCommand()));
        }
        say("Enter or Ctrl-C ends the lab");
    }

    @Override
    public void close() {
        rows.close();
        lab.close();
    }

    private Router node(Host host, int priority) {
        return Router.start(
                Kind.MAINSTAY,
                host,
                Settings.of(priority, VIP).withPassword("s3cret"),
                ProxyText.of("10.77.0.21", "10.77.0.22"));
    }

    private void killProxy() {
        first.process().descendants().stream()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch("io.mainstay.proxy.ProxyMain"::equals))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no proxy runs below mainstay on n1"))
                .destroyForcibly();
    }

    private void event(String name, Runnable act, Runnable settled) {
        rows.mark();
        act.run();
        settled.run();
        rows.awaitProgress(LIMIT);
        long millis = rows.outage().toMillis();
        out.accept("  %-45s %8d ms   %-3s %9d"
                .formatted(name, millis, n1.has(VIP) ? "n1" : "n2", rows.acknowledgedCount()));
    }

    private void heading() {
        out.accept("  %-45s %11s   %-3s %9s".formatted("event", "outage", "on", "rows"));
    }

    /** On one host and not on the other. */
    private void awaitMaster(Host host) {
        Host other = host == n1 ? n2 : n1;
        Waiting.until(VIP + " on " + host.name() + " alone", LIMIT, () -> host.has(VIP) && !other.has(VIP));
    }

    private void awaitOn(Host host) {
        Waiting.until(VIP + " on " + host.name(), LIMIT, () -> host.has(VIP));
    }

    private void say(String sentence) {
        out.accept("demo: " + sentence);
    }
}
