package io.mainstay.metrics;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes Prometheus' text format, version 0.0.4. One thread. */
final class Exposition {
    private final Map<String, StringBuilder> families = new LinkedHashMap<>();
    private final Set<String> series = new HashSet<>();

    /** A value that only grows. */
    void counter(String name, String help, long value, String... labels) {
        add(name, "counter", help, Long.toString(value), labels);
    }

    /** A value that comes and goes. */
    void gauge(String name, String help, double value, String... labels) {
        add(name, "gauge", help, number(value), labels);
    }

    /** Labels are keys and values in turn; the same series a second time is left out, as the format wants. */
    private void add(String name, String type, String help, String value, String... labels) {
        StringBuilder line = new StringBuilder(name);
        for (int i = 0; i < labels.length; i += 2) {
            line.append(i == 0 ? "{" : ",").append(labels[i]).append("=\"");
            line.append(escaped(labels[i + 1])).append(i + 2 == labels.length ? "\"}" : "\"");
        }
        if (series.add(line.toString())) {
            families.computeIfAbsent(
                            name,
                            n -> new StringBuilder("# HELP " + n + " " + help + "\n# TYPE " + n + " " + type + "\n"))
                    .append(line)
                    .append(' ')
                    .append(value)
                    .append('\n');
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
