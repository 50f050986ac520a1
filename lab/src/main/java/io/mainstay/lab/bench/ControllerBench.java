package io.mainstay.lab.bench;

import io.mainstay.lab.Capture;
import io.mainstay.lab.Host;
import io.mainstay.lab.HostProcess;
import io.mainstay.lab.Lab;
import io.mainstay.lab.Waiting;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What the daemon itself costs: start to first advert (address owner, so no wait), memory, idle processor time. One thread. */
final class ControllerBench {
    private static final String VIP = "10.77.0.100";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Report report;
    private final Duration idle;

    ControllerBench(Report report, boolean smoke) {
        this.report = report;
        this.idle = Duration.ofSeconds(smoke ? 3 : 30);
    }

    /** The programs take turns. */
    void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : Kind.values()) {
                round(kind);
            }
        }
    }

    private void round(Kind kind) {
        try (Lab lab = Lab.open();
                Capture capture = lab.capture("ip proto 112")) {
            Host n1 = lab.host("n1", "10.77.0.11/24");
            long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            try (Router router = Router.start(kind, n1, new Settings("MASTER", 255, VIP, "", List.of(), List.of()))) {
                Waiting.until("first advert", LIMIT, () -> !capture.frames().isEmpty());
                long firstMicros = capture.frames().getFirst().micros();
                report.add("start to first advert [ms]", kind.name(), (firstMicros - startMicros) / 1e3);
                idle(kind, router.process());
            }
        }
    }

    private void idle(Kind kind, HostProcess process) {
        List<Long> pids = Stream.concat(
                        Stream.of(process.pid()), process.descendants().stream().map(ProcessHandle::pid))
                .toList();
        double before = Usage.cpuSeconds(pids);
        long start = System.nanoTime();
        while (System.nanoTime() - start < idle.toNanos()) {
            LockSupport.parkNanos(idle.toNanos());
        }
        double used = Usage.cpuSeconds(pids) - before;
        report.add("processor, idle at 1 s adverts [%]", kind.name(), used * 1e11 / (System.nanoTime() - start));
        report.add("resident [MB]", kind.name(), Usage.residentMegabytes(pids));
    }
}
