package io.mainstay.controller;

import io.mainstay.child.Signals;
import io.mainstay.cli.ExitCode;
import io.mainstay.cli.Version;
import io.mainstay.conf.ConfigDiff;
import io.mainstay.conf.ConfigLoader;
import io.mainstay.conf.HostEnvironment;
import io.mainstay.conf.Loaded;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostic.Severity;
import io.mainstay.control.SocketInUseException;
import io.mainstay.linux.libc.Capabilities;
import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.Scheduling;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Addresses;
import io.mainstay.linux.link.KernelMonitor;
import io.mainstay.linux.link.Links;
import io.mainstay.linux.link.NetlinkSocket;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.raw.Announcer;
import io.mainstay.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Wires the program; read from top to bottom it is the tour. One loop on the main thread speaks VRRP; everything that
 * can wait (checks, hooks, the proxy's supervision, questions of operators, reading a configuration) has threads of its
 * own and reaches the loop through its mailbox.
 */
final class Controller {
    private final Log log = new Log();
    private final List<Path> files;
    private final AtomicBoolean reloadWaits = new AtomicBoolean();
    private volatile ControllerConfig config;
    private volatile Instant loaded = Instant.now();

    private Controller(List<Path> files, ControllerConfig config) {
        this.files = files;
        this.config = config;
    }

    /** Reads the configuration, looks for the rights that are needed, and runs until told to stop. */
    static int run(List<Path> files, boolean strict) {
        Log log = new Log();
        Loaded loaded = load(files);
        loaded.diagnostics().forEach(log::finding);
        Severity worst = strict ? Severity.WARNING : Severity.ERROR;
        boolean refused = strict
                && loaded.diagnostics().stream().anyMatch(d -> d.severity().compareTo(worst) >= 0);
        ControllerConfig config = loaded.config();
        if (config == null || refused) {
            return ExitCode.REFUSED;
        }
        if (config.routers().stream().noneMatch(r -> r.refused() == null)) {
            log.nothingToRun();
            return ExitCode.REFUSED;
        }
        Optional<String> missing = missingRights();
        if (missing.isPresent()) {
            log.missing(missing.get());
            return ExitCode.PERMISSION;
        }
        try {
            return new Controller(files, config).serve();
        } catch (SocketInUseException e) {
            log.failed(String.valueOf(e.getMessage()));
            return ExitCode.ALREADY_RUNNING;
        } catch (SystemCallException e) {
            log.failed(String.valueOf(e.getMessage()));
            return e.errno().isDenied() ? ExitCode.PERMISSION : ExitCode.INTERNAL;
        } catch (IOException e) {
            log.failed(String.valueOf(e.getMessage()));
            return ExitCode.INTERNAL;
        }
    }

    private static Loaded load(List<Path> files) {
        return ConfigLoader.load(files, new HostEnvironment());
    }

    private static Optional<String> missingRights() {
        try {
            Set<Capability> missing = Capabilities.effective().missingForVrrp();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(missing.stream().map(Enum::name).sorted().collect(Collectors.joining(" and ")));
        } catch (IOException e) {
            return Optional.empty(); // no /proc: the first system call will tell
        }
    }

    private int serve() throws IOException {
        schedule(config.global());
        LibC libc = LibC.load();
        try (Poller poller = new Poller(libc);
                KernelMonitor monitor = KernelMonitor.open(libc);
                NetlinkSocket netlink = NetlinkSocket.open(libc);
                Announcer announcer = Announcer.open(libc)) {
            LinkTable linkTable = new LinkTable();
            Addresses addresses = new Addresses(netlink);
            Mailbox mailbox = new Mailbox(poller::wakeUp);
            poller.add(monitor.descriptor(), monitor);
            Timeline timeline = new SystemTimeline();
            try (Operations operations = new Operations(config.global(), log, timeline);
                    Edge edge = new Edge(libc, poller, addresses, announcer, linkTable, log);
                    Services services = new Services(config, kill(libc), mailbox, operations::told)) {
                Loop loop = new Loop(
                        new Loop.Parts(
                                timeline,
                                poller,
                                monitor,
                                new Links(netlink),
                                addresses,
                                linkTable,
                                edge,
                                mailbox,
                                operations.witness(),
                                log),
                        SpecBuilder.of(config.routers()),
                        services::stateChanged,
                        reload -> adopt(reload, services),
                        new Departures(services::release),
                        new Loop.Groups(services::groupChanged, startDelay(config.global())));
                edge.configure(config);
                announcer.warmUp();
                addresses.warmUp();
                return live(loop, services, mailbox, operations);
            }
        }
    }

    /** The longer of both delays, as in keepalived. */
    private Duration startDelay(GlobalConfig global) {
        Duration afterBoot =
                global.delayAfterBoot().minus(global.delayAfterBoot().isZero() ? Duration.ZERO : uptime());
        Duration delay = afterBoot.compareTo(global.startupDelay()) > 0 ? afterBoot : global.startupDelay();
        if (!delay.isZero()) {
            log.listeningOnly(delay.toMillis() + " ms");
        }
        return delay;
    }

    /** proc(5): seconds since the boot; without it the delay counts from now on. */
    private static Duration uptime() {
        try {
            String seconds = Files.readString(Path.of("/proc/uptime")).split("[ .]", 2)[0];
            return Duration.ofSeconds(Long.parseLong(seconds));
        } catch (IOException | NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    /** kill(2) for the children; the interface counts groups as negative numbers, as the call itself does. */
    private static Signals kill(LibC libc) {
        io.mainstay.linux.libc.Signals signals = new io.mainstay.linux.libc.Signals(libc);
        return (signal, pid) -> {
            try {
                return pid < 0 ? signals.group((int) -pid, signal) : signals.process((int) pid, signal);
            } catch (SystemCallException e) {
                return true; // EPERM: there is somebody, and he is not ours to signal
            }
        };
    }

    private int live(Loop loop, Services services, Mailbox mailbox, Operations operations) throws IOException {
        PosixSignals.on("TERM", () -> mailbox.stop("SIGTERM"));
        PosixSignals.on("INT", () -> mailbox.stop("SIGINT"));
        PosixSignals.on("HUP", () -> requestReload(services, mailbox));
        operations.open(loop, services, mailbox, files, () -> new Operations.Running(config, loaded));
        log.started(Version.text(), names(), config.routers().size());
        try {
            loop.order(operations.earlierOrders());
            services.start();
            String reason = run(loop);
            log.stopping(reason);
            loop.release(reason, services::sayGoodbye);
            return mailbox.stopReason().isPresent() ? ExitCode.OK : ExitCode.INTERNAL;
        } finally {
            services.stop();
            operations.closeServers();
            log.stopped();
        }
    }

    /** What the kernel no longer allows ends the loop; what it holds is given back in order all the same. */
    private String run(Loop loop) {
        try {
            return loop.run();
        } catch (SystemCallException e) {
            log.failed(String.valueOf(e.getMessage()));
            return "the kernel refused: " + e.getMessage();
        }
    }

    private List<String> names() {
        return files.stream().map(Path::toString).toList();
    }

    private void schedule(GlobalConfig global) {
        LibC libc = LibC.load();
        Scheduling scheduling = new Scheduling(libc);
        try {
            if (global.lockMemory()) {
                scheduling.lockMemory();
                log.scheduling("memory locked");
            }
            if (global.realtimePriority() > 0) {
                int threads = scheduling.roundRobin(global.realtimePriority());
                log.scheduling("SCHED_RR " + global.realtimePriority() + " for " + threads + " thread(s)");
            }
        } catch (IOException e) {
            log.schedulingFailed(String.valueOf(e.getMessage()));
        }
    }

    /** One reload waits at most: it reads what the files hold when its turn comes. */
    private void requestReload(Services services, Mailbox mailbox) {
        if (reloadWaits.compareAndSet(false, true)) {
            services.background(() -> {
                reloadWaits.set(false);
                reload(mailbox);
            });
        }
    }

    /** On a thread of the services: a configuration may be long. The loop learns of it only when it is whole. */
    private void reload(Mailbox mailbox) {
        log.reloading();
        Loaded loaded = load(files);
        loaded.diagnostics().forEach(log::finding);
        long errors = loaded.diagnostics().stream()
                .map(Diagnostic::severity)
                .filter(s -> s == Severity.ERROR)
                .count();
        ControllerConfig fresh = loaded.config();
        if (errors > 0 || fresh == null) {
            log.reloadRefused((int) Math.max(errors, 1));
            return;
        }
        mailbox.put(new Reload(fresh));
    }

    /** On the loop, before the routers take it: the rest follows on the services' own threads. */
    private void adopt(Reload reload, Services services) {
        log.reloaded(ConfigDiff.between(config, reload.config()).stream()
                .map(Object::toString)
                .toList());
        config = reload.config();
        loaded = Instant.now();
        services.expect(reload.config());
        services.background(() -> services.reconfigure(reload.config()));
    }
}
