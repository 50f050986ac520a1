package io.mainstay.conf.keepalived;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code $NAME=value} and what {@code $NAME}, {@code ${NAME}} and the built-in names stand for. */
final class Definitions {
    private static final Pattern DEFINITION = Pattern.compile("\\s*\\$([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Pattern USE = Pattern.compile(
            "\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)((?:\\s+[^}\\s]+)*)\\s*}|([A-Za-z_][A-Za-z0-9_]*)(?=\\s|$))");

    private final Map<String, String> values = new HashMap<>();
    private final Host host;
    private @Nullable String open;

    Definitions(Host host) {
        this.host = host;
    }

    /** Whether the line belongs to a definition; if so it has been taken. */
    boolean take(String line) {
        if (open != null) {
            append(open, line);
            return true;
        }
        Matcher m = DEFINITION.matcher(line);
        if (!m.matches()) {
            return false;
        }
        values.put(m.group(1), "");
        append(m.group(1), m.group(2));
        return true;
    }

    private void append(String name, String part) {
        boolean more = part.endsWith("\\");
        String text = more ? part.substring(0, part.length() - 1) : part;
        values.compute(name, (n, before) -> before == null || before.isEmpty() ? text : before + "\n" + text);
        open = more ? name : null;
    }

    /** The line with every defined name replaced once; names that are not defined stay as they are. */
    String substitute(String line, Line where) {
        if (line.indexOf('$') < 0) {
            return line;
        }
        return USE.matcher(line)
                .replaceAll(m -> Matcher.quoteReplacement(
                        value(m.group(1) == null ? m.group(3) : m.group(1), arguments(m.group(2)), where)
                                .orElse(m.group())));
    }

    private static String[] arguments(@Nullable String text) {
        return text == null || text.isBlank() ? new String[0] : text.strip().split("\\s+", -1);
    }

    private Optional<String> value(String name, String[] arguments, Line where) {
        return switch (name) {
            case "_PWD" ->
                Optional.of(String.valueOf(where.file().toAbsolutePath().getParent()));
            case "_INSTANCE" -> Optional.of("");
            case "_HASH" -> Optional.of(String.valueOf(Comments.HASH));
            case "_BANG" -> Optional.of(String.valueOf(Comments.BANG));
            case "_ENV" ->
                Optional.of(
                        arguments.length == 0 ? "" : host.variable(arguments[0]).orElse(""));
            case "_RANDOM" -> Optional.of(random(arguments));
            default -> Optional.ofNullable(values.get(name));
        };
    }

    private String random(String[] arguments) {
        int min = arguments.length > 1 ? number(arguments[0], 0) : 0;
        int max = number(arguments.length > 1 ? arguments[1] : arguments.length > 0 ? arguments[0] : "", 32767);
        return Integer.toString(host.random(Math.min(min, max), Math.max(min, max)));
    }

    private static int number(String text, int fallback) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : fallback;
    }
}
