package io.mainstay.lab.server;

import java.util.Locale;

/** Which program runs a virtual router. */
public enum Kind {
    /** The distribution's. In the foreground, log on the terminal, in detail. */
    KEEPALIVED {
        @Override
        String[] command(String file) {
            return new String[] {"keepalived", "-n", "-l", "-D", "-P", "-f", file};
        }
    },
    /** This checkout's. */
    MAINSTAY {
        @Override
        String[] command(String file) {
            return new String[] {Checkout.root().resolve("bin/mainstay").toString(), "run", "-f", file};
        }
    };

    abstract String[] command(String file);

    /** Names process and log. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String file() {
        return "keepalived.conf";
    }
}
