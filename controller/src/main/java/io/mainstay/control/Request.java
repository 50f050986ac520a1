package io.mainstay.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.Optional;

/**
 * One request, read: {@code {"v":1,"do":"why","instance":"VI_1"}}.
 *
 * @param act what is to be done
 * @param arguments the whole object
 */
public record Request(String act, Config arguments) {
    /** The version of the protocol. */
    public static final int VERSION = 1;

    /** HOCON would let a request include files. */
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    /**
     * Reads a line. {@code command} is what {@code do} was called at first.
     *
     * @throws RefusedException when it is no request
     */
    static Request read(String line) throws RefusedException {
        try {
            Config all = ConfigFactory.parseString(line, JSON);
            int version = all.hasPath("v") ? all.getInt("v") : VERSION;
            if (version != VERSION) {
                throw new RefusedException("v: " + version + " (expected: " + VERSION + ")");
            }
            return new Request(all.getString(all.hasPath("do") ? "do" : "command"), all);
        } catch (ConfigException e) {
            throw new RefusedException("request: " + e.getMessage() + " (expected: {\"v\":1,\"do\":\"status\"})", e);
        }
    }

    /** An argument that may be left out. */
    public Optional<String> text(String key) throws RefusedException {
        try {
            return arguments.hasPath(key) ? Optional.of(arguments.getString(key)) : Optional.empty();
        } catch (ConfigException e) {
            throw new RefusedException(key + ": no text", e);
        }
    }

    /** A switch; off when it is left out. */
    public boolean flag(String key) throws RefusedException {
        try {
            return arguments.hasPath(key) && arguments.getBoolean(key);
        } catch (ConfigException e) {
            throw new RefusedException(key + ": neither true nor false", e);
        }
    }

    /** A whole number within bounds. */
    public int number(String key, int fallback, int min, int max) throws RefusedException {
        try {
            int number = arguments.hasPath(key) ? arguments.getInt(key) : fallback;
            if (number < min || number > max) {
                throw new RefusedException(key + ": " + number + " (expected: " + min + ".." + max + ")");
            }
            return number;
        } catch (ConfigException e) {
            throw new RefusedException(key + ": no whole number (expected: " + min + ".." + max + ")", e);
        }
    }
}
