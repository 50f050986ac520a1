package io.mainstay.controller;

import io.mainstay.cli.Version;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.conf.model.MetricsConfig;
import io.mainstay.control.ControlServer;
import io.mainstay.control.SocketInUseException;
import io.mainstay.control.StatusReport;
import io.mainstay.control.WhyReport;
import io.mainstay.journal.Journal;
import io.mainstay.metrics.HttpServer;
import io.mainstay.metrics.MetricsText;
import io.mainstay.metrics.Pages;
import io.mainstay.notify.HookResult;
import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;
import io.mainstay.vrrp.router.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All through which operators see the loop and speak to it: the journal, the control socket, metrics, and the orders
 * that outlive the program. Wired here; none of it can hold the loop up or end it.
 */
final class Operations implements AutoCloseable {
    private final GlobalConfig global;
    private final Log log;
    private final Timeline timeline;
    private final Optional<Journal> journal;
    private final Witness witness;
    private final OrdersFile orders;
    private final Deque<AutoCloseable> servers = new ArrayDeque<>();

    /** The configuration as it runs. */
    record Running(ControllerConfig config, Instant loaded) {}

    /** With what holds from start to end; the journal is open. */
    Operations(GlobalConfig global, Log log, Timeline timeline) {
        this.global = global;
        this.log = log;
        this.timeline = timeline;
        Path state = Path.of(global.stateDirectory());
        journal = global.journal() ? Optional.of(Journal.open(state, log::journal)) : Optional.empty();
        witness = new Witness(journal);
        orders = new OrdersFile(state);
    }

    Witness witness() {
        return witness;
    }

    /** A hook has ended. */
    void told(HookResult r) {
        journal.ifPresent(j -> j.event(
                "hook",
                r.transition().name(),
                r.hook() + " for " + r.transition().state() + " #"
                        + r.transition().cause().sequence() + ": " + r.result().describe()));
    }

    /** Orders of an earlier life; what cannot be read holds no longer, and is told. */
    List<Input.Maintenance> earlierOrders() {
        try {
            List<Input.Maintenance> loaded = orders.load();
            loaded.forEach(log::maintenance);
            return loaded;
        } catch (IOException e) {
            log.ordersUnreadable(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /**
     * Opens control socket and metrics. Without either all goes on; with another controller behind the socket nothing
     * does: both would hold the addresses.
     */
    void open(Loop loop, Services services, Mailbox mailbox, List<Path> files, Supplier<Running> running)
            throws SocketInUseException {
        Administration administration = new Administration(new Administration.Parts(
                loop::snapshot,
                timeline::now,
                snapshot -> StatusReport.json(snapshot, surroundings(services, files)),
                () -> background(running.get(), services),
                mailbox,
                witness,
                journal,
                orders,
                new Rereading(files, () -> running.get().config(), mailbox)));
        control(administration);
        metrics(loop, services);
    }

    private void control(Administration administration) throws SocketInUseException {
        try {
            ControlServer server =
                    new ControlServer(Path.of(global.controlSocket()), administration, log::requestFailed);
            server.start();
            servers.add(server);
        } catch (SocketInUseException e) {
            throw e;
        } catch (IOException e) {
            log.noControlSocket(String.valueOf(e.getMessage()));
        }
    }

    private void metrics(Loop loop, Services services) {
        MetricsConfig place = global.metrics();
        if (place == null) {
            return;
        }
        Pages pages = new Pages(
                loop::snapshot,
                timeline::now,
                snapshot -> new MetricsText.Around(
                        Version.text(),
                        timeline.now(),
                        services.readings(),
                        services.hookCounts(),
                        counters(services)));
        try {
            HttpServer server = new HttpServer(place.address(), place.port(), pages, log::requestFailed);
            server.start();
            servers.add(server);
        } catch (IOException e) {
            log.noMetrics(String.valueOf(e.getMessage()));
        }
    }

    private StatusReport.Surroundings surroundings(Services services, List<Path> files) {
        return new StatusReport.Surroundings(
                Version.text(),
                ProcessHandle.current().pid(),
                files.stream().map(Path::toString).toList(),
                services.readings(),
                services.hookResults(),
                counters(services));
    }

    private Map<String, Long> counters(Services services) {
        Map<String, Long> counters = new LinkedHashMap<>(services.counters());
        journal.ifPresent(j -> counters.putAll(j.counters()));
        return counters;
    }

    private WhyReport.Background background(Running running, Services services) {
        return new WhyReport.Background(running.config(), running.loaded(), services.readings(), wall());
    }

    /** The wall clock as it stands now tells when an instant of the loop's was. */
    private Function<Deadline, Instant> wall() {
        Instant wall = Instant.now();
        Deadline now = timeline.now();
        return at -> wall.plus(now.until(at)).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Nobody is answered any more; the journal goes on until {@link #close}. */
    void closeServers() {
        for (AutoCloseable server : servers) {
            try {
                server.close();
            } catch (Exception e) {
                log.requestFailed(String.valueOf(e.getMessage()));
            }
        }
        servers.clear();
    }

    @Override
    public void close() {
        closeServers();
        journal.ifPresent(Journal::close);
    }
}
