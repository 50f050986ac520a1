package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.METRICS;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys of {@code metrics}. */
public final class MetricsKeys {
    public static final Key BIND = key(
                    METRICS,
                    "bind",
                    Type.WORD,
                    "",
                    "ADDRESS:PORT or *:PORT where metrics (/metrics) and health (/health/live, /health/ready,"
                            + " /health/master) are served over HTTP. Required. Anybody who reaches the port can read"
                            + " them: 127.0.0.1:9650 is a good choice.")
            .restart();

    private MetricsKeys() {}

    static List<Key> all() {
        return List.of(BIND);
    }
}
