package io.mainstay.conf.hocon;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Position;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Includes of files and of nothing else: a controller that starts at boot waits for no network, and its configuration
 * is what the administrator of this host wrote. One reading of a configuration owns one.
 */
final class FileIncluder implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    /** The most includes of one reading; a loop ends here at the latest. */
    static final int LIMIT = 200;

    private final @Nullable Path folder;
    private final Lines lines;
    private final Diagnostics findings;
    private int count;

    FileIncluder(@Nullable Path folder, Lines lines, Diagnostics findings) {
        this.folder = folder;
        this.lines = lines;
        this.findings = findings;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this; // the library's own would look on the class path
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return includeFile(context, new File(what));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        File file = folder == null || what.isAbsolute()
                ? what
                : folder.resolve(what.toPath()).toFile();
        if (++count > LIMIT) {
            return refuse(what.getPath(), "include: more than " + LIMIT + " files; does one include itself?");
        }
        if (!file.isFile() || file.length() > HoconReader.MAX_LENGTH) {
            return refuse(
                    file.getPath(),
                    "include: " + (file.isFile() ? file.length() + " bytes" : "no such file") + " (expected: a file of "
                            + HoconReader.MAX_LENGTH + " bytes at most)");
        }
        try {
            lines.add(file.getPath(), Files.readString(file.toPath()));
        } catch (IOException e) {
            return refuse(file.getPath(), "include: cannot be read as UTF-8: " + e.getMessage());
        }
        return parse(file);
    }

    private ConfigObject parse(File file) {
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setAllowMissing(false)
                .setIncluder(this);
        return ConfigFactory.parseFile(file, options).root();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refuse(what.toString(), "include: a URL (expected: a file)");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return refuse(what, "include: a resource of the class path (expected: a file)");
    }

    private ConfigObject refuse(String what, String message) {
        findings.error(new Position(what, 0, 0), "", message);
        return ConfigFactory.empty().root();
    }
}
