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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the daemon itself costs: start to first advert (address owner, so no wait), memory, idle processor time, how late adverts are. One thread. */
final class ControllerBench {
    private static final String VIP = "10.77.0.100";
    private static final int HOGS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Report report;
    private final Duration settle;
    private final Duration idle;

    ControllerBench(Report report, boolean smoke) {
        this.report = report;
        this.settle = Duration.ofSeconds(smoke ? 1 : 15);
        this.idle = Duration.ofSeconds(smoke ? 3 : 15);
    }

    /** The programs take turns. */
    void run(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : Kind.values()) {
                round(kind, kind.name(), List.of());
            }
            round(Kind.MAINSTAY, "MAINSTAY RR 50", List.of("global_defs {\n    vrrp_rt_priority 50\n}\n"));
        }
    }

    private void round(Kind kind, String subject, List<String> global) {
        try (Lab lab = Lab.open();
                Capture capture = lab.capture("ip proto 112")) {
            Host n1 = lab.host("n1", "10.77.0.11/24");
            long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            try (Router router = Router.start(kind, n1, new Settings("MASTER", 255, VIP, "", List.of(), global))) {
                Waiting.until("first advert", LIMIT, () -> !capture.frames().isEmpty());
                long firstMicros = capture.frames().getFirst().micros();
                report.add("start to first advert [ms]", subject, (firstMicros - startMicros) / 1e3);
                idle(subject, router.process());
                hogged(subject, n1, capture);
            }
        }
    }

    private void idle(String subject, HostProcess process) {
        List<Long> pids = Stream.concat(
                        Stream.of(process.pid()), process.descendants().stream().map(ProcessHandle::pid))
                .toList();
        rest(settle);
        double before = Usage.cpuSeconds(pids);
        long start = System.nanoTime();
        rest(idle);
        double used = Usage.cpuSeconds(pids) - before;
        report.add("processor, idle at 1 s adverts [%]", subject, used * 1e11 / (System.nanoTime() - start));
        report.add("resident [MB]", subject, Usage.residentMegabytes(pids));
    }

    /** The longest time between two adverts, one second apart, while four loops want both processors. */
    private void hogged(String subject, Host host, Capture capture) {
        List<HostProcess> hogs = IntStream.range(0, HOGS)
                .mapToObj(i -> host.start("hog" + i, "sh", "-c", "while :; do :; done"))
                .toList();
        int before = capture.frames().size();
        rest(idle);
        hogs.forEach(HostProcess::close);
        List<Long> at = capture.frames().stream()
                .skip(before - 1L)
                .map(Capture.Frame::micros)
                .toList();
        double longest = IntStream.range(1, at.size())
                .mapToLong(i -> at.get(i) - at.get(i - 1))
                .max()
                .orElse(0);
        report.add("longest gap, " + HOGS + " busy loops [ms]", subject, longest / 1e3);
    }

    private static void rest(Duration span) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < span.toNanos()) {
            LockSupport.parkNanos(span.toNanos());
        }
    }
}
