package io.mainstay.conf.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads HOCON in keepalived's vocabulary. How values become statements is written at {@link Statements}. Includes are
 * files only, relative to the including file's folder; nothing is fetched from a network or a class path. Pure but for
 * those includes; any thread.
 */
public final class HoconReader {
    /** The longest text that is read, in characters: a hundred times what a pair of hosts needs. */
    public static final int MAX_LENGTH = 1 << 20;

    /** How deep braces and brackets may nest; the HOCON library recurses, and a thread's stack is finite. */
    public static final int MAX_DEPTH = 100;

    private HoconReader() {}

    /** Reads a text that uses no variables but its own; see the other form. */
    public static @Nullable Node read(String file, String text, Diagnostics findings) {
        return read(file, text, Map.of(), findings);
    }

    /**
     * Reads a text.
     *
     * @param file the file's name, for positions and as the place that includes are relative to
     * @param environment what {@code ${NAME}} means where the text itself does not say
     * @return a node named "" whose children are the statements; null when the text cannot be read, and then an error
     *     says why
     */
    public static @Nullable Node read(String file, String text, Map<String, String> environment, Diagnostics findings) {
        Position start = new Position(file, 0, 0);
        if (text.length() > MAX_LENGTH) {
            findings.error(start, "", text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
            return null;
        }
        if (depth(text) > MAX_DEPTH) {
            findings.error(start, "", "braces nest " + depth(text) + " deep (expected: at most " + MAX_DEPTH + ")");
            return null;
        }
        try {
            Lines lines = new Lines();
            lines.add(file, text);
            FileIncluder includer =
                    new FileIncluder(Path.of(file).toAbsolutePath().getParent(), lines, findings);
            Config raw = ConfigFactory.parseString(text, options(file, includer));
            return new Statements(file, lines).root(resolve(raw, environment), raw);
        } catch (ConfigException e) {
            findings.error(position(file, e.origin()), "", message(e));
            return null;
        }
    }

    private static ConfigParseOptions options(String file, FileIncluder includer) {
        return ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(file)
                .setIncluder(includer);
    }

    private static Config resolve(Config raw, Map<String, String> environment) {
        Config names =
                ConfigValueFactory.fromMap(environment, "the environment").toConfig();
        return raw.resolveWith(raw.withFallback(names), ConfigResolveOptions.noSystem());
    }

    /** The deepest nesting, quotes and comments disregarded: too many is refused, and no file needs as many. */
    static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }

    static Position position(String file, @Nullable ConfigOrigin origin) {
        if (origin == null) {
            return new Position(file, 0, 0);
        }
        String name = origin.filename() == null ? file : origin.filename();
        return new Position(name, Math.max(0, origin.lineNumber()), 0);
    }

    /** The library's words without the place in front, which the position says already. */
    private static String message(ConfigException e) {
        String text = String.valueOf(e.getMessage());
        String place = e.origin() == null ? "" : e.origin().description() + ": ";
        return (text.startsWith(place) ? text.substring(place.length()) : text).replaceAll("\\s*\\R\\s*", " ");
    }
}
