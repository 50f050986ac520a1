package io.mainstay.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.control.Snapshot;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import io.mainstay.trackers.Reading;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import io.mainstay.vrrp.track.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private static final int ANY_PORT = 0;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private RouterTable table = RouterTable.EMPTY;
    private Deadline now = Deadline.ORIGIN;
    private Deadline turned = Deadline.ORIGIN;

    private void give(Input input) {
        table = table.apply(input, now).table();
        turned = now;
    }

    private void begin() {
        VirtualAddress address = new VirtualAddress(Cidr.of("10.9.0.100/24"), "eth0", null, 0, null, true, true);
        give(new Input.Reconfigured(List.of(new RouterSpec(
                "VI_\"1",
                "eth0",
                new Vrid(51),
                2,
                100,
                Centis.ofSeconds(1),
                true,
                Authentication.NONE,
                List.of(address),
                null,
                Wire.multicast(IpAddress.of("224.0.0.18")),
                3,
                false,
                true,
                Parameters.Announcements.DEFAULT,
                List.of(),
                null))));
        give(new Input.LinksReported(
                List.of(new LinkView(new LinkIndex(2), "eth0", true, List.of(Cidr.of("10.9.0.2/24"))))));
        give(new Input.Started());
    }

    private void becomeMaster() {
        for (int i = 0; i < 5; i++) {
            now = now.plus(Duration.ofMillis(900));
            give(new Input.Tick());
        }
    }

    private Snapshot snapshot() {
        return new Snapshot(
                table,
                turned,
                Optional.empty(),
                Map.of("10.9.0.100/24 dev eth0", true),
                Map.of("loop_turns", 7L, "loop_latest_micros", 1_500L),
                Map.of());
    }

    private HttpServer server() throws IOException {
        Reading reading = new Reading(
                "script chk",
                Verdict.DOWN,
                "exit 1",
                Instant.EPOCH,
                new Reading.Counts(5, 2, 1, Duration.ofMillis(250), 0),
                "");
        Pages pages = new Pages(
                this::snapshot,
                () -> now,
                s -> new MetricsText.Around(
                        "0.1",
                        now,
                        List.of(reading),
                        Map.of(new MetricsText.HookKey("VI_1", "notify", false), 3L),
                        Map.of("journal_lost", 4L)));
        HttpServer server = new HttpServer("127.0.0.1", ANY_PORT, pages, complaints::add);
        server.start();
        return server;
    }

    private static String ask(HttpServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(HttpServer server, String path) throws IOException {
        return ask(server, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void everyMetricIsThereWithItsType() throws IOException {
        begin();
        becomeMaster();
        try (HttpServer server = server()) {
            String text = get(server, "/metrics");
            assertTrue(text.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4"), text);
            for (String line : List.of(
                    "# TYPE mainstay_router_state gauge",
                    "mainstay_router_state{router=\"VI_\\\"1\",state=\"master\"} 1",
                    "mainstay_router_state{router=\"VI_\\\"1\",state=\"backup\"} 0",
                    "mainstay_router_priority{router=\"VI_\\\"1\"} 100",
                    "mainstay_router_maintenance{router=\"VI_\\\"1\"} 0",
                    "# TYPE mainstay_router_events_total counter",
                    "mainstay_router_events_total{router=\"VI_\\\"1\",event=\"become_master\"} 1",
                    "mainstay_adverts_rejected_total{router=\"VI_\\\"1\",reason=\"auth_failure\"} 0",
                    "mainstay_address_held{router=\"VI_\\\"1\",address=\"10.9.0.100/24\",dev=\"eth0\"} 1",
                    "mainstay_tracker_verdict{tracker=\"script chk\"} 0",
                    "mainstay_tracker_duration_seconds{tracker=\"script chk\"} 0.25",
                    "mainstay_tracker_timeouts_total{tracker=\"script chk\"} 1",
                    "mainstay_hooks_total{router=\"VI_1\",hook=\"notify\",result=\"failed\"} 3",
                    "mainstay_loop_turns_total 7",
                    "mainstay_loop_lateness_max_seconds 0.0015",
                    "mainstay_journal_lost_total 4")) {
                assertTrue(text.contains("\n" + line + "\n"), () -> line + "\n" + text);
            }
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void textHasEachFamilyOnceAndTogether() throws IOException {
        begin();
        try (HttpServer server = server()) {
            List<String> families = get(server, "/metrics")
                    .lines()
                    .filter(l -> l.startsWith("# TYPE"))
                    .toList();
            assertEquals(families.stream().distinct().toList(), families);
        }
    }

    @Test
    void healthFollowsTheState() throws IOException {
        try (HttpServer server = server()) {
            begin();
            assertTrue(get(server, "/health/live").startsWith("HTTP/1.1 200 "));
            assertTrue(get(server, "/health/ready").startsWith("HTTP/1.1 200 "));
            assertTrue(get(server, "/health/master").startsWith("HTTP/1.1 503 "));
            becomeMaster();
            assertTrue(get(server, "/health/master").startsWith("HTTP/1.1 200 "));
            assertTrue(get(server, "/health/master/VI_\"1").startsWith("HTTP/1.1 200 "));
            assertTrue(get(server, "/health/master/other").startsWith("HTTP/1.1 503 "));
            give(new Input.LinksReported(List.of()));
            assertTrue(get(server, "/health/ready").endsWith("\r\n\r\nVI_\"1 is FAULT\n"));
            assertTrue(get(server, "/health/live").startsWith("HTTP/1.1 200 "));
            now = now.plus(Duration.ofSeconds(6));
            assertTrue(get(server, "/health/live").startsWith("HTTP/1.1 503 "));
        }
    }

    @Test
    void otherRequestsGetTheirStatus() throws IOException {
        try (HttpServer server = server()) {
            assertTrue(get(server, "/").startsWith("HTTP/1.1 404 "));
            assertTrue(ask(server, "POST /metrics HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 405 "));
            assertTrue(ask(server, "nonsense\r\n\r\n").startsWith("HTTP/1.1 400 "));
            assertTrue(ask(server, "HEAD /metrics HTTP/1.1\r\n\r\n").endsWith("\r\n\r\n"));
            assertEquals("", ask(server, "GET /" + "x".repeat(8_187)), "longer than the limit: closed");
        }
    }

    @Test
    void clientsThatNeverAskHoldNobodyUpForLong() throws IOException {
        try (HttpServer server = server()) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < HttpServer.CLIENTS; i++) {
                slow.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            for (Socket socket : slow) {
                assertEquals(-1, socket.getInputStream().read(), "let go after its time");
                socket.close();
            }
            assertTrue(get(server, "/health/live").startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (HttpServer server = server()) {
            Pages pages = new Pages(this::snapshot, () -> now, s -> {
                throw new IllegalStateException("nobody asks");
            });
            IOException taken = assertThrows(
                    IOException.class, () -> new HttpServer("127.0.0.1", server.port(), pages, complaints::add));
            assertEquals(
                    "cannot serve metrics at 127.0.0.1:" + server.port() + ": Address already in use",
                    taken.getMessage());
        }
    }
}
