package io.mainstay.lab.bench;

import io.mainstay.lab.Host;
import io.mainstay.lab.HostProcess;
import io.mainstay.lab.Lab;
import io.mainstay.lab.Outcome;
import io.mainstay.lab.Waiting;
import io.mainstay.lab.server.HaProxy;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.MariaDb;
import io.mainstay.lab.server.ProxyText;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Queries by sysbench, point selects for example, through Mainstay's proxy with one event loop and through HAProxy in TCP mode with one thread,
 * on the same database. One thread.
 */
final class ProxyBench {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int WARM_UPS = 2;

    /** A login per connection each: a runtime compiles what it has done some thousand times. */
    private static final int WARM_UP_LOGINS = 12;

    private static final Pattern QUERIES = Pattern.compile("queries:\\s+(\\d+)\\s+\\(([0-9.]+) per sec");

    /** How often a run that failed is tried again. */
    private static final int REPEATS = 3;

    private static final int SHORTEST_SECONDS = 1;

    private final Report report;
    private final String workload;
    private final List<Integer> connections;
    private final int seconds;

    /**
     * Ready to {@link #run}.
     *
     * @param workload one of sysbench's read-only ones: {@code oltp_point_select}, {@code oltp_read_only}
     */
    ProxyBench(Report report, String workload, boolean smoke) {
        this.report = report;
        this.workload = workload;
        this.connections = smoke ? List.of(4) : List.of(1, 16, 64, 256);
        this.seconds = smoke ? 2 : 5;
    }

    /** One database and both proxies for all rounds; the proxies take turns. */
    void run(int rounds) {
        try (Lab lab = Lab.open()) {
            Host client = lab.host("client", "10.77.0.31/24");
            Host n1 = lab.host("n1", "10.77.0.11/24");
            Host n2 = lab.host("n2", "10.77.0.12/24");
            try (MariaDb database = MariaDb.start(lab.host("db1", "10.77.0.21/24"), 1);
                    Router mainstay = Router.start(
                            Kind.MAINSTAY,
                            n1,
                            Settings.of(100, "10.77.0.100"),
                            ProxyText.of("10.77.0.21", "10.77.0.22", 1));
                    HaProxy haproxy = HaProxy.start(n2, ProxyText.WRITE_PORT, List.of("10.77.0.21:3306"))) {
                database.becomePrimary();
                awaitAnswer(client, n1);
                awaitAnswer(client, n2);
                sysbench(client, n2, 1, seconds, "prepare");
                warmUp(client, n1, n2);
                for (int round = 0; round < rounds; round++) {
                    connections.forEach(count -> {
                        measure("MAINSTAY", client, n1, mainstay.process(), count);
                        measure("HAPROXY", client, n2, haproxy.process(), count);
                    });
                }
            }
        }
    }

    /** A proxy runs for months; the first seconds of its compiler are no figure. */
    private void warmUp(Host client, Host... proxies) {
        for (int i = 0; i < WARM_UPS; i++) {
            for (Host proxy : proxies) {
                sysbench(client, proxy, connections.getLast(), seconds, "run");
            }
        }
        for (int i = 0; i < WARM_UP_LOGINS; i++) {
            for (Host proxy : proxies) {
                sysbench(client, proxy, connections.getLast(), SHORTEST_SECONDS, "run");
            }
        }
    }

    private void measure(String program, Host client, Host proxy, HostProcess process, int count) {
        double before = Usage.cpuSeconds(pids(process));
        Outcome run = trySysbench(client, proxy, count, seconds, "run");
        for (int i = 0; i < REPEATS && run.status() != 0; i++) {
            report.add("failed runs, repeated [connections]", program, count);
            awaitAnswer(client, proxy); // a program that restarted its proxy under our load has to say so in the table
            before = Usage.cpuSeconds(pids(process));
            run = trySysbench(client, proxy, count, seconds, "run");
        }
        Matcher queries = QUERIES.matcher(run.orThrow());
        if (!queries.find()) {
            throw new IllegalStateException("sysbench told no figure for " + program);
        }
        double used = Usage.cpuSeconds(pids(process)) - before;
        report.add("queries a second, %d connections".formatted(count), program, Double.parseDouble(queries.group(2)));
        report.add(
                "CPU [s] per 100,000 queries, %d connections".formatted(count),
                program,
                used * 100_000 / Long.parseLong(queries.group(1)));
        report.add("resident [MB], %d connections".formatted(count), program, Usage.residentMegabytes(pids(process)));
    }

    private static List<Long> pids(HostProcess process) {
        return Stream.concat(
                        Stream.of(process.pid()), process.descendants().stream().map(ProcessHandle::pid))
                .toList();
    }

    private void sysbench(Host client, Host proxy, int count, int span, String act) {
        Outcome run = trySysbench(client, proxy, count, span, act);
        for (int i = 0; i < REPEATS && run.status() != 0; i++) {
            awaitAnswer(client, proxy);
            run = trySysbench(client, proxy, count, span, act);
        }
        run.orThrow();
    }

    private Outcome trySysbench(Host client, Host proxy, int count, int span, String act) {
        return client.exec(
                "sysbench",
                workload,
                "--mysql-host=" + proxy.address(),
                "--mysql-port=" + ProxyText.WRITE_PORT,
                "--mysql-user=" + MariaDb.APP_USER,
                "--mysql-password=" + MariaDb.APP_PASSWORD,
                "--mysql-db=app",
                "--mysql-ssl=off",
                "--table-size=10000",
                "--create_secondary=off",
                "--threads=" + count,
                "--time=" + span,
                act);
    }

    /** Until the database answers a client through this proxy's own address. */
    static void awaitAnswer(Host client, Host proxy) {
        Waiting.until(
                "database through " + proxy.name(),
                LIMIT,
                () -> client.exec(
                                        "mariadb-admin",
                                        "--no-defaults",
                                        "-h" + proxy.address(),
                                        "-P" + ProxyText.WRITE_PORT,
                                        "-u" + MariaDb.APP_USER,
                                        "-p" + MariaDb.APP_PASSWORD,
                                        "ping")
                                .status()
                        == 0);
    }
}
