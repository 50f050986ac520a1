package io.mainstay.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All figures of a run, by what was measured and on what. One thread. */
final class Report {
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    /**
     * Adds one figure.
     *
     * @param what with its unit, {@code SIGTERM outage [ms]}
     * @param subject the program
     */
    void add(String what, String subject, double value) {
        figures.computeIfAbsent(what, key -> new LinkedHashMap<>())
                .computeIfAbsent(subject, key -> new ArrayList<>())
                .add(value);
    }

    /** One line a figure and program: median, smallest, largest, how many. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%-44s %-12s %10s %10s %10s %4s%n", "figure", "program", "median", "min", "max", "n"));
        figures.forEach((what, subjects) -> subjects.forEach((subject, values) -> table.append(String.format(
                Locale.ROOT,
                "%-44s %-12s %10.2f %10.2f %10.2f %4d%n",
                what,
                subject,
                median(values),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow(),
                values.size()))));
        return table.toString();
    }

    /** Every single figure, with the machine it was taken on. */
    String json() {
        List<String> rows = new ArrayList<>();
        figures.forEach((what, subjects) -> subjects.forEach((subject, values) -> rows.add(String.format(
                Locale.ROOT,
                "    {\"figure\": \"%s\", \"program\": \"%s\", \"median\": %.3f, \"values\": %s}",
                what,
                subject,
                median(values),
                values))));
        return String.format(
                Locale.ROOT,
                "{%n  \"java\": \"%s\", \"kernel\": \"%s\", \"processors\": %d,%n  \"figures\": [%n%s%n  ]%n}%n",
                Runtime.version(),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                String.join(",\n", rows));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
