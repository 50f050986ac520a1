package io.mainstay.lab.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which program runs a virtual router. */
public enum Kind {
    /** The distribution's. In the foreground, log on the terminal, in detail. */
    KEEPALIVED {
        @Override
        String[] command(Path folder) {
            return new String[] {
                "keepalived",
                "-n",
                "-l",
                "-D",
                "-P",
                "-f",
                folder.resolve(file()).toString()
            };
        }
    },
    /** This checkout's. */
    MAINSTAY {
        @Override
        String[] command(Path folder) {
            List<String> argv = new ArrayList<>(List.of(
                    Checkout.root().resolve("bin/mainstay").toString(),
                    "run",
                    "-f",
                    folder.resolve(file()).toString()));
            if (Files.exists(folder.resolve(PROXY_FILE))) {
                argv.addAll(List.of("-f", folder.resolve(PROXY_FILE).toString()));
            }
            return argv.toArray(String[]::new);
        }
    };

    static final String PROXY_FILE = "proxy.conf";

    /** The command line for the files in a host's folder. */
    abstract String[] command(Path folder);

    /** Names process and log. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String file() {
        return "keepalived.conf";
    }
}
