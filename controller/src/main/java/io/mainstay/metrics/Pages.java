package io.mainstay.metrics;

import io.mainstay.control.Snapshot;
import io.mainstay.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What stands at which path. Any thread. */
public final class Pages {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";
    private static final String MASTER = "/health/master";

    private static final Map<Integer, String> WORDS = Map.of(
            200, "OK", 400, "Bad Request", 404, "Not Found", 405, "Method Not Allowed", 503, "Service Unavailable");

    private final Supplier<Snapshot> snapshot;
    private final Supplier<Deadline> now;
    private final Function<Snapshot, MetricsText.Around> around;

    /** Over what is there when somebody asks. */
    public Pages(Supplier<Snapshot> snapshot, Supplier<Deadline> now, Function<Snapshot, MetricsText.Around> around) {
        this.snapshot = snapshot;
        this.now = now;
        this.around = around;
    }

    /** The answer to a request's first line, head and all (RFC 9112). */
    byte[] answer(String requestLine) {
        String[] words = requestLine.strip().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return page(400, TEXT_TYPE, "no HTTP request\n", true);
        }
        if (!words[0].equals("GET") && !words[0].equals("HEAD")) {
            return page(405, TEXT_TYPE, words[0] + " (expected: GET)\n", true);
        }
        return page(words[1].split("\\?", 2)[0], words[0].equals("GET"));
    }

    private byte[] page(String path, boolean body) {
        Snapshot s = snapshot.get();
        if (path.equals("/metrics")) {
            return page(200, METRICS_TYPE, MetricsText.of(s, around.apply(s)), body);
        }
        if (path.equals("/health/live")) {
            return health(Health.live(s, now.get()), body);
        }
        if (path.equals("/health/ready")) {
            return health(Health.ready(s, now.get()), body);
        }
        if (path.equals(MASTER) || path.startsWith(MASTER + "/")) {
            String name = path.length() > MASTER.length() ? path.substring(MASTER.length() + 1) : "";
            return health(Health.master(s, now.get(), name), body);
        }
        return page(404, TEXT_TYPE, "/metrics, /health/live, /health/ready, /health/master[/INSTANCE]\n", body);
    }

    private static byte[] health(Health health, boolean body) {
        return page(health.well() ? 200 : 503, TEXT_TYPE, health.text() + "\n", body);
    }

    private static byte[] page(int status, String type, String text, boolean body) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + WORDS.get(status) + "\r\nContent-Type: " + type
                + "\r\nContent-Length: " + content.length + "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        return (head + (body ? text : "")).getBytes(StandardCharsets.UTF_8);
    }
}
