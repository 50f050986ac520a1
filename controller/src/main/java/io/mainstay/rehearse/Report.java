package io.mainstay.rehearse;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.mainstay.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A rehearsal's result for people and for programs. */
public final class Report {
    private Report() {}

    /** The time-line, then each address with who served it, its outages and splits. */
    public static List<String> text(Rehearsal.Result result) {
        List<String> lines = new ArrayList<>();
        result.events()
                .forEach(e -> lines.add(String.format(
                        Locale.ROOT,
                        "%12s  %-2s %s",
                        seconds(e.at()),
                        e.host().isEmpty() ? "**" : e.host(),
                        e.text())));
        if (result.unsaid() > 0) {
            lines.add("(" + result.unsaid() + " more events, not kept)");
        }
        result.holdings().forEach(h -> lines.addAll(text(h)));
        return lines;
    }

    private static List<String> text(Holding holding) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(holding.address() + ", served by");
        holding.spells()
                .forEach(s -> lines.add(String.format(
                        Locale.ROOT,
                        "%12s to %12s  %-9s %s s",
                        seconds(s.from()),
                        seconds(s.to()),
                        who(s),
                        seconds(s.from().until(s.to())))));
        lines.add("  served by nobody for " + seconds(holding.outage()) + " s in "
                + holding.outages().size() + " outage(s), on two hosts for " + seconds(holding.split()) + " s, moved "
                + holding.moves() + " time(s)");
        return lines;
    }

    private static String who(Holding.Spell spell) {
        return switch (spell.hosts().size()) {
            case 0 -> "NOBODY";
            case 1 -> spell.hosts().getFirst();
            default -> "SPLIT " + String.join("+", spell.hosts());
        };
    }

    /** How another run compares, in a sentence; for what-ifs. */
    public static String compare(String change, Rehearsal.Result as, Rehearsal.Result then) {
        return change + ": nobody serves for " + seconds(then.outage()) + " s instead of " + seconds(as.outage())
                + " s, " + then.moves() + " move(s) instead of " + as.moves()
                + (seconds(then.split()).equals(seconds(as.split()))
                        ? ""
                        : ", on two hosts for " + seconds(then.split()) + " s instead of " + seconds(as.split())
                                + " s");
    }

    /** The same as one JSON object; times are seconds. */
    public static String json(Rehearsal.Result result) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("events", result.events().stream().map(Report::map).toList());
        root.put("events_not_kept", result.unsaid());
        root.put("addresses", result.holdings().stream().map(Report::map).toList());
        return ConfigValueFactory.fromMap(root).render(ConfigRenderOptions.concise());
    }

    private static Map<String, Object> map(Rehearsal.Event event) {
        return Map.of("at", number(event.at()), "host", event.host(), "text", event.text());
    }

    private static Map<String, Object> map(Holding holding) {
        return Map.of(
                "address",
                holding.address(),
                "outage",
                number(holding.outage()),
                "split",
                number(holding.split()),
                "moves",
                holding.moves(),
                "served",
                holding.spells().stream()
                        .map(s -> Map.of("from", number(s.from()), "to", number(s.to()), "by", s.hosts()))
                        .collect(Collectors.toList()));
    }

    private static double number(Deadline at) {
        return number(Deadline.ORIGIN.until(at));
    }

    private static double number(Duration d) {
        return Math.round(d.toNanos() / 1e5) / 1e4;
    }

    private static String seconds(Deadline at) {
        return seconds(Deadline.ORIGIN.until(at));
    }

    private static String seconds(Duration d) {
        return String.format(Locale.ROOT, "%d.%03d", d.toSeconds(), d.toMillisPart());
    }
}
