package io.mainstay.proxy.monitor;

import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks one server again and again. Everything but {@link #health} belongs to one event loop. */
final class ServerMonitor {
    /** Between the end of a check and the start of the next, at least. */
    private static final Duration MIN_PAUSE = Duration.ofMillis(10);

    private final Server server;
    private final Check check;
    private final EventLoop loop;
    private final Probe probe;
    private final Consumer<ServerHealth> report;
    private final double spread;
    private RiseFall counter;
    private CheckResult.@Nullable Pass lastPass;
    private volatile ServerHealth health;
    private @Nullable Future<?> next;
    private @Nullable Future<?> limit;
    private long startedNanos;
    private long checks;
    private boolean running;
    private boolean closed;

    /**
     * A monitor that does nothing yet.
     *
     * @param before the monitor of the same address under an earlier configuration; null for none
     * @param spread 0..1, the part of the interval between the first check and the second
     */
    ServerMonitor(
            Server server,
            Check check,
            EventLoop loop,
            Names names,
            @Nullable ServerMonitor before,
            double spread,
            Consumer<ServerHealth> report) {
        this.server = server;
        this.check = check;
        this.loop = loop;
        this.spread = spread;
        this.report = report;
        this.probe = Probes.of(server, check, loop, names, this::checkNow);
        this.counter = RiseFall.unknown(check.rise(), check.fall());
        this.health = new ServerHealth(server.name(), false, false, false, "UNKNOWN", "INI", "not checked yet", 0);
        if (before != null) {
            inherit(before.health);
        }
    }

    /** A changed check does not make a good server unknown: its last verdict stands until the first new answer. */
    private void inherit(ServerHealth earlier) {
        if (earlier.up()) {
            counter = new RiseFall(check.rise(), check.fall(), check.rise() + check.fall() - 1, true);
            lastPass = new CheckResult.Pass(
                    CheckStatus.valueOf(earlier.check()), earlier.writable(), earlier.readable(), earlier.detail());
        } else if (!earlier.check().equals("INI")) {
            counter = new RiseFall(check.rise(), check.fall(), 0, true);
        }
        health = earlier;
    }

    /** What is known now; any thread. */
    ServerHealth health() {
        return health;
    }

    /** Whether this monitor does for the other configuration too. */
    boolean serves(Server other, Check otherCheck) {
        return sameAddress(other) && check.equals(otherCheck);
    }

    /** Whether its verdict is about that server. */
    boolean sameAddress(Server other) {
        return server.name().equals(other.name())
                && server.host().equals(other.host())
                && server.port() == other.port();
    }

    /** Starts the first check at once. Any thread. */
    void start() {
        loop.execute(this::begin);
    }

    /** Stops; nothing is reported any more. Any thread. */
    void close() {
        loop.execute(() -> {
            closed = true;
            cancel(next);
            cancel(limit);
            probe.close();
        });
    }

    private void checkNow() {
        if (!running && !closed) {
            cancel(next);
            next = loop.schedule(this::begin, MIN_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void begin() {
        if (closed || running) {
            return;
        }
        running = true;
        startedNanos = System.nanoTime();
        long number = ++checks;
        limit = loop.schedule(() -> overdue(number), check.timeout().toNanos(), TimeUnit.NANOSECONDS);
        probe.check(result -> finished(number, result));
    }

    private void overdue(long number) {
        if (running && number == checks) {
            finished(number, probe.giveUp());
        }
    }

    private void finished(long number, CheckResult result) {
        if (closed || !running || number != checks) {
            return;
        }
        running = false;
        cancel(limit);
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        conclude(result, took);
        next = loop.schedule(this::begin, pause(took).toNanos(), TimeUnit.NANOSECONDS);
    }

    private Duration pause(Duration took) {
        Duration whole = counter.interval(check.inter(), check.fastinter(), check.downinter());
        Duration wanted = checks == 1 ? Duration.ofNanos((long) (whole.toNanos() * spread)) : whole;
        Duration left = wanted.minus(took);
        return left.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : left;
    }

    private void conclude(CheckResult result, Duration took) {
        if (result instanceof CheckResult.Pass pass) {
            lastPass = pass;
        }
        counter = counter.after(result instanceof CheckResult.Pass);
        CheckResult.Pass answer = lastPass;
        boolean up = counter.up();
        health = new ServerHealth(
                server.name(),
                up,
                up && answer != null && answer.writable(),
                up && answer != null && answer.readable(),
                counter.status(),
                result.status().name(),
                result.detail(),
                took.toMillis());
        report.accept(health);
    }

    private static void cancel(@Nullable Future<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
