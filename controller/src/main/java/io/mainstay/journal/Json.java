package io.mainstay.journal;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts and numbers as JSON, in the order they have; and objects back. Pure. */
final class Json {
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private Json() {}

    static String write(Map<String, ? extends @Nullable Object> object) {
        StringBuilder out = new StringBuilder();
        value(object, out);
        return out.toString();
    }

    /** @throws IllegalArgumentException when the line is no JSON object */
    static Map<String, Object> read(String line) {
        try {
            return ConfigFactory.parseString(line, JSON).root().unwrapped();
        } catch (ConfigException e) {
            throw new IllegalArgumentException("no JSON object: " + e.getMessage(), e);
        }
    }

    /** The object on a line; empty where there is none. */
    static Optional<Map<String, Object>> parse(String line) {
        try {
            return Optional.of(read(line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void value(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> object(map, out);
            case List<?> list -> list(list, out);
            case Number number -> out.append(number);
            case Boolean flag -> out.append(flag);
            default -> text(value.toString(), out);
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<?, ?> entry = i.next();
            text(String.valueOf(entry.getKey()), out);
            out.append(':');
            value(entry.getValue(), out);
            out.append(i.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static void list(List<?> list, StringBuilder out) {
        out.append('[');
        for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
            value(i.next(), out);
            out.append(i.hasNext() ? "," : "");
        }
        out.append(']');
    }

    /** RFC 8259 7. */
    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
