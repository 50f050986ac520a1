package io.mainstay.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes use, from {@code proc(5)}. */
final class Usage {
    /** Ticks a second in {@code /proc/PID/stat}: USER_HZ, 100 on every architecture of Linux that has a JVM. */
    private static final double TICKS_PER_SECOND = 100;

    /** utime is field 14 and stime 15 of stat; the fields after the command's closing bracket begin with 3. */
    private static final int UTIME = 14 - 3;

    private Usage() {}

    /** Resident memory of all of them, MB (10^6 bytes). */
    static double residentMegabytes(List<Long> pids) {
        return pids.stream().mapToLong(Usage::residentKibibytes).sum() * 1024 / 1e6;
    }

    /** Processor time of all of them so far, seconds. */
    static double cpuSeconds(List<Long> pids) {
        return pids.stream().mapToDouble(Usage::cpuSeconds).sum();
    }

    private static long residentKibibytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS_PER_SECOND;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid, e);
        }
    }
}
