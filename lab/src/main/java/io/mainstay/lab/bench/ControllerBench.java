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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the daemon itself costs: start to first advert (address owner, so no wait), then memory, idle processor time and how
 * late adverts are. Starts are measured one after the other, rest for as many daemons of a kind at once as there are rounds,
 * each on a network of its own: together they need a fiftieth of a processor. One thread.
 */
final class ControllerBench {
    private static final String VIP = "10.77.0.100";
    private static final int HOGS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Report report;
    private final Duration settle;
    private final Duration idle;
    private final Duration busy;

    ControllerBench(Report report, boolean smoke) {
        this.report = report;
        this.settle = Duration.ofSeconds(smoke ? 1 : 20);
        this.idle = Duration.ofSeconds(smoke ? 3 : 30);
        this.busy = Duration.ofSeconds(smoke ? 3 : 10);
    }

    /** Which daemon, with which settings before the instance. */
    private record Subject(String name, Kind kind, List<String> global) {}

    /** A daemon on a network of its own. */
    private record Started(Lab lab, Capture capture, Host host, Router router, long startMicros)
            implements AutoCloseable {
        static Started start(Subject subject) {
            Lab lab = Lab.open();
            Capture capture = lab.capture("ip proto 112");
            Host host = lab.host("n1", "10.77.0.11/24");
            long startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            Settings settings = new Settings("MASTER", 255, VIP, "", List.of(), subject.global());
            Router router = Router.start(subject.kind(), host, settings);
            Waiting.until("first advert", LIMIT, () -> !capture.frames().isEmpty());
            return new Started(lab, capture, host, router, startMicros);
        }

        double firstAdvertMillis() {
            return (capture.frames().getFirst().micros() - startMicros) / 1e3;
        }

        List<Long> pids() {
            HostProcess process = router.process();
            return Stream.concat(
                            Stream.of(process.pid()),
                            process.descendants().stream().map(ProcessHandle::pid))
                    .toList();
        }

        /** The longest time between two adverts from this one on. */
        double longestGapMillis(int from) {
            List<Long> at = capture.frames().stream()
                    .skip(from - 1L)
                    .map(Capture.Frame::micros)
                    .toList();
            return IntStream.range(1, at.size())
                            .mapToLong(i -> at.get(i) - at.get(i - 1))
                            .max()
                            .orElse(0)
                    / 1e3;
        }

        @Override
        public void close() {
            router.close();
            capture.close();
            lab.close();
        }
    }

    /** The programs take turns at starting. */
    void run(int rounds) {
        List<Subject> subjects = List.of(
                new Subject(Kind.KEEPALIVED.name(), Kind.KEEPALIVED, List.of()),
                new Subject(Kind.MAINSTAY.name(), Kind.MAINSTAY, List.of()),
                new Subject("MAINSTAY RR 50", Kind.MAINSTAY, List.of("global_defs {\n    vrrp_rt_priority 50\n}\n")));
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                try (Started one = Started.start(subject)) {
                    report.add("start to first advert [ms]", subject.name(), one.firstAdvertMillis());
                }
            }
        }
        subjects.forEach(subject -> rest(subject, rounds));
    }

    private void rest(Subject subject, int count) {
        List<Started> all = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                all.add(Started.start(subject));
            }
            pass(settle);
            idle(subject.name(), all);
            busy(subject.name(), all);
        } finally {
            all.forEach(Started::close);
        }
    }

    private void idle(String subject, List<Started> all) {
        List<Double> before = all.stream().map(s -> Usage.cpuSeconds(s.pids())).toList();
        long start = System.nanoTime();
        pass(idle);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (int i = 0; i < all.size(); i++) {
            List<Long> pids = all.get(i).pids();
            double used = Usage.cpuSeconds(pids) - before.get(i);
            report.add("processor, idle at 1 s adverts [%]", subject, used * 100 / seconds);
            report.add("resident [MB]", subject, Usage.residentMegabytes(pids));
        }
    }

    /** The longest time between two adverts, one second apart, while four loops want both processors. */
    private void busy(String subject, List<Started> all) {
        Host host = all.getFirst().host();
        List<Integer> before =
                all.stream().map(s -> s.capture().frames().size()).toList();
        List<HostProcess> hogs = IntStream.range(0, HOGS)
                .mapToObj(i -> host.start("hog" + i, "sh", "-c", "while :; do :; done"))
                .toList();
        pass(busy);
        hogs.forEach(HostProcess::close);
        for (int i = 0; i < all.size(); i++) {
            report.add(
                    "longest gap, " + HOGS + " busy loops [ms]",
                    subject,
                    all.get(i).longestGapMillis(before.get(i)));
        }
    }

    private static void pass(Duration span) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < span.toNanos()) {
            LockSupport.parkNanos(span.toNanos());
        }
    }
}
