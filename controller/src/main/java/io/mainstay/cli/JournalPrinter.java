package io.mainstay.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines of a journal for people. Pure. */
final class JournalPrinter {
    private JournalPrinter() {}

    static String text(Config line) {
        if (line.hasPath("lost")) {
            return "(" + line.getLong("lost") + " lines were lost here)";
        }
        String head = (line.hasPath("w") ? line.getString("w") : "") + " #" + line.getLong("n") + " ";
        if (line.hasPath("event")) {
            return head + line.getString("event") + " " + line.getString("about") + ": "
                    + StatusPrinter.printable(line.getString("text"));
        }
        if (line.hasPath("checkpoint")) {
            return head + "all that is known";
        }
        String what = line.hasPath("tick")
                ? "Tick"
                : line.hasPath("again") ? "packet as in #" + line.getLong("again") : input(line.getObject("in"));
        return head + what + (line.hasPath("out") ? outputs(line) : "");
    }

    private static String input(ConfigObject in) {
        String kind = in.toConfig().getString("\"@\"");
        String rest = in.entrySet().stream()
                .filter(e -> !e.getKey().equals("@"))
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + value(e.getValue()))
                .collect(Collectors.joining(" "));
        return StatusPrinter.printable(rest.isEmpty() ? kind : kind + " " + rest);
    }

    private static String value(ConfigValue value) {
        return value.unwrapped() instanceof String text ? text : value.render(ConfigRenderOptions.concise());
    }

    private static String outputs(Config line) {
        return line.getList("out").stream()
                .map(o -> "\n    "
                        + StatusPrinter.printable(
                                o instanceof ConfigObject c ? output(c.toConfig()) : String.valueOf(o.unwrapped())))
                .collect(Collectors.joining());
    }

    private static String output(Config out) {
        return out.hasPath("note")
                ? out.getString("router") + ": " + out.getString("note")
                : out.getString("router") + " " + out.getString("from") + " -> " + out.getString("to") + ": "
                        + out.getString("reason") + " (priority " + out.getInt("priority") + ")";
    }
}
