package io.mainstay.proxy;

import static io.mainstay.proxy.Configs.config;
import static io.mainstay.proxy.Configs.down;
import static io.mainstay.proxy.Configs.listener;
import static io.mainstay.proxy.Configs.readOnly;
import static io.mainstay.proxy.Configs.server;
import static io.mainstay.proxy.Configs.timeouts;
import static io.mainstay.proxy.Configs.writable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Limits;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.proxy.monitor.ServerHealth;
import io.mainstay.proxy.session.Counter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProxyTest {
    private final FakeServer db1 = new FakeServer("db1");
    private final FakeServer db2 = new FakeServer("db2");
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(db1, db2));
    private Proxy proxy = new Proxy(writers(Configs.PATIENT), () -> {}, e -> {}, LoggerFactory.getLogger("test"));

    private ProxyConfig writers(ProxyConfig.Timeouts timeouts) {
        return writers(timeouts, new Limits(1000, 100, 65_536));
    }

    private ProxyConfig writers(ProxyConfig.Timeouts timeouts, Limits limits) {
        return config(
                List.of(listener("rw", Role.WRITER, 0, "db1", "db2")),
                List.of(server("db1", db1.port()), server("db2", db2.port())),
                timeouts,
                limits);
    }

    private void start(ProxyConfig config, ServerHealth... health) {
        proxy.close();
        proxy = new Proxy(config, () -> {}, e -> {}, LoggerFactory.getLogger("test"));
        proxy.start();
        proxy.health(List.of(health));
        await().until(() -> proxy.state().listeners().get(0).bound());
    }

    private FakeClient client() throws IOException {
        FakeClient client = new FakeClient(proxy.port("rw"));
        closing.add(client);
        return client;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : closing) {
            one.close();
        }
        await().until(() -> proxy.sessions() == 0);
        proxy.close();
    }

    @Test
    void bytesPassWhole() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), readOnly("db2"));
        FakeClient client = client();

        assertEquals("db1", FakeClient.login(client));
        assertArrayEquals(
                new byte[] {0, 0, 0, 2, 0, 0, 0}, client.command("select").payload());
        assertEquals(1, proxy.state().servers().get(0).sessions());
        assertTrue(proxy.state().healthy());
    }

    @Test
    void bothEndsOfASessionThatEndsAreClosed() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), readOnly("db2"));
        FakeClient client = client();
        FakeClient.login(client);

        client.close();

        await().until(() -> proxy.sessions() == 0 && db1.open() == 0);
        assertEquals(0, proxy.state().servers().get(0).sessions());
    }

    @Test
    void sessionsOfADeadWriterEndWithAnErrorAndNewOnesGoToTheNext() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), readOnly("db2"));
        FakeClient client = client();
        FakeClient.login(client);

        proxy.health(List.of(down("db1"), writable("db2")));

        FakeClient.Packet last = client.read();
        assertEquals(1053, last.errno());
        assertEquals(1, last.sequence());
        assertTrue(client.isEnded());
        assertEquals("db2", FakeClient.login(client()));
    }

    @Test
    void aSessionInTheMiddleOfACommandIsClosedWithoutAnError() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), readOnly("db2"));
        FakeClient client = client();
        FakeClient.login(client);
        client.send(0, new byte[] {'B'});
        await().until(() -> proxy.count(Counter.BYTES_FROM_CLIENTS) >= 49);

        proxy.health(List.of(down("db1"), writable("db2")));

        assertTrue(client.isEnded());
    }

    @Test
    void theFormerWriterThatComesBackGetsNoClient() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), readOnly("db2"));
        proxy.health(List.of(down("db1"), writable("db2")));
        proxy.health(List.of(writable("db1"), writable("db2")));

        assertEquals("db2", FakeClient.login(client()));
        assertTrue(proxy.state().reason().startsWith("split: two writable"));
    }

    @Test
    void withoutAServerTheClientGetsAReasonAfterTheQueueTime() throws IOException {
        start(writers(timeouts(Duration.ofMillis(300), Duration.ofSeconds(10))), down("db1"), down("db2"));

        FakeClient.Packet packet = client().read();

        assertEquals(9001, packet.errno());
        assertEquals(0, packet.sequence());
        assertTrue(packet.text().contains("Max connect timeout reached while reaching rw"));
        assertFalse(proxy.state().healthy());
        assertEquals(1, proxy.count(Counter.REFUSED_QUEUE_TIMEOUT));
    }

    @Test
    void aClientThatWaitsIsServedWhenTheWriterComes() throws IOException {
        start(writers(Configs.PATIENT), down("db1"), down("db2"));
        FakeClient client = client();
        await().until(() -> proxy.sessions() == 1);

        proxy.health(List.of(writable("db1"), down("db2")));

        assertEquals("db1", FakeClient.login(client));
    }

    @Test
    void aServerThatRefusesIsRetriedAndThenTheClientIsTold() throws IOException {
        db1.close();
        start(writers(Configs.PATIENT), writable("db1"), down("db2"));

        FakeClient.Packet packet = client().read();

        assertEquals(9001, packet.errno());
        assertTrue(packet.text().contains("db1"));
        assertEquals(2, proxy.count(Counter.CONNECT_FAILURES));
    }

    @Test
    void aReaderThatRefusesIsReplacedByAnother() throws IOException {
        db1.close();
        start(
                config(
                        List.of(listener("rw", Role.READER, 0, "db1", "db2")),
                        List.of(server("db1", db1.port()), server("db2", db2.port()))),
                readOnly("db1"),
                readOnly("db2"));

        assertEquals("db2", FakeClient.login(client()));
        assertEquals("db2", FakeClient.login(client()));
    }

    @Test
    void aFullServerMakesTheNextOneWaitForItsSlot() throws IOException {
        start(
                config(List.of(listener("rw", Role.ANY, 0, "db1")), List.of(server("db1", db1.port(), 1, 1))),
                writable("db1"));
        FakeClient first = client();
        FakeClient.login(first);
        FakeClient second = client();
        await().until(() -> proxy.state().servers().get(0).queued() == 1);

        assertEquals(1040, client().read().errno()); // the queue is full too
        first.close();

        assertEquals("db1", FakeClient.login(second));
        assertEquals(1, proxy.count(Counter.REFUSED_QUEUE_FULL));
    }

    @Test
    void aClientThatNeverFinishesItsHandshakeIsClosed() throws IOException {
        start(writers(timeouts(Duration.ofSeconds(5), Duration.ofMillis(400))), writable("db1"), down("db2"));
        FakeClient silent = client();
        FakeClient through = client();
        FakeClient.login(through);

        silent.read(); // the greeting
        assertTrue(silent.isEnded());
        assertFalse(through.command("select").isError());
        assertEquals(1, proxy.count(Counter.HANDSHAKE_TIMEOUTS));
    }

    @Test
    void halfOpenClientsMakeRoomForTheNextOne() throws IOException {
        start(writers(Configs.PATIENT, new Limits(1000, 20, 65_536)), writable("db1"), down("db2"));
        for (int i = 0; i < 60; i++) {
            client();
        }
        await().until(() -> proxy.count(Counter.REFUSED_HANDSHAKES) == 40);

        await().until(() -> {
            try (FakeClient next = new FakeClient(proxy.port("rw"))) {
                FakeClient.Packet packet = next.read();
                return !packet.isError();
            }
        });
        assertTrue(proxy.count(Counter.HANDSHAKES_EVICTED) > 0);
    }

    @Test
    void moreThanMaxconnIsRefusedWithAnError() throws IOException {
        start(writers(Configs.PATIENT, new Limits(1, 100, 65_536)), writable("db1"), down("db2"));
        FakeClient.login(client());

        FakeClient.Packet packet = client().read();

        assertEquals(1040, packet.errno());
        assertTrue(packet.text().contains("#08004Too many connections"));
        assertEquals(1, proxy.count(Counter.REFUSED_MAXCONN));
    }

    @Test
    void randomBytesHarmNobodyElse() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), down("db2"));
        FakeClient good = client();
        FakeClient.login(good);
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            try (Socket hostile = new Socket(java.net.InetAddress.getLoopbackAddress(), proxy.port("rw"))) {
                byte[] noise = new byte[1 + random.nextInt(3000)];
                random.nextBytes(noise);
                hostile.getOutputStream().write(noise);
            }
        }

        await().until(() -> proxy.sessions() == 1);
        assertFalse(good.command("select").isError());
    }

    private FakeClient clientOf(String address) throws IOException {
        FakeClient client = new FakeClient(address, proxy.port("rw"));
        closing.add(client);
        FakeClient.login(client);
        return client;
    }

    private void startOnAllAddresses() {
        ProxyConfig.Listener all = new ProxyConfig.Listener(
                "rw",
                new io.mainstay.conf.text.Position("test", 1, 1),
                Role.WRITER,
                "*",
                0,
                ProxyConfig.Balance.FIRST,
                List.of("db1"),
                false,
                10);
        start(config(List.of(all), List.of(server("db1", db1.port()))), writable("db1"));
    }

    @Test
    void sessionsOfAnAddressThatLeavesEndOnBothSidesAndOthersStay() throws IOException {
        startOnAllAddresses();
        FakeClient own = clientOf("127.0.0.1");
        FakeClient idle = clientOf("127.0.0.2");
        FakeClient inTransaction = clientOf("127.0.0.2");
        inTransaction.command("T");
        FakeClient waiting = clientOf("127.0.0.2");
        long before = proxy.count(Counter.BYTES_FROM_CLIENTS);
        waiting.send(0, new byte[] {'B'});
        await().until(() -> proxy.count(Counter.BYTES_FROM_CLIENTS) > before);

        proxy.release(Set.of(InetAddress.getByName("127.0.0.2")));

        assertEquals(1053, idle.read().errno());
        assertEquals(1053, inTransaction.read().errno());
        assertThrows(SocketException.class, waiting::read); // reset: an end would have to wait for its turn
        await().until(() -> db1.open() == 1);
        assertFalse(own.command("select").isError());
        assertEquals(1, proxy.sessions());
        assertEquals(3, proxy.count(Counter.CLOSED_RELEASED));
    }

    @Test
    void anIdleSessionIsDrainedAtOnceAndOneInATransactionAtItsEnd() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), down("db2"));
        FakeClient idle = client();
        FakeClient.login(idle);
        FakeClient busy = client();
        FakeClient.login(busy);
        busy.command("T");

        proxy.drain();

        assertEquals(1053, idle.read().errno());
        await().until(() -> proxy.sessions() == 1);
        assertFalse(busy.command("commit").isError()); // its answer still comes
        assertEquals(1053, busy.read().errno());
        await().until(() -> proxy.sessions() == 0);
    }

    @Test
    void aReloadKeepsSessionsAndSocketsOfWhatStays() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), readOnly("db2"));
        FakeClient client = client();
        FakeClient.login(client);
        int port = proxy.port("rw");

        proxy.reconfigure(writers(timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1))));

        assertEquals(port, proxy.port("rw"));
        assertFalse(client.command("select").isError());
    }

    @Test
    void aReloadThatTakesAServerOutClosesItsSessions() throws IOException {
        start(writers(Configs.PATIENT), writable("db1"), writable("db2"));
        FakeClient client = client();
        FakeClient.login(client);

        proxy.reconfigure(config(List.of(listener("rw", Role.WRITER, 0, "db2")), List.of(server("db2", db2.port()))));

        assertEquals(1053, client.read().errno());
        assertEquals("db2", FakeClient.login(client()));
    }

    @Test
    void aPortInUseIsTakenWhenItBecomesFree() throws IOException {
        int port;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            proxy.reconfigure(
                    config(List.of(listener("rw", Role.WRITER, port, "db1")), List.of(server("db1", db1.port()))));
            await().until(() -> proxy.count(Counter.BIND_FAILURES) > 0);
            assertFalse(proxy.state().listeners().get(0).bound());
            assertTrue(proxy.state().reason().contains("listener rw is not bound"));
        }

        await().until(() -> proxy.state().listeners().get(0).bound());
        assertEquals(port, proxy.port("rw"));
    }

    @Test
    void anAddressThatIsNotThereYetIsBound() {
        proxy.reconfigure(config(
                List.of(new ProxyConfig.Listener(
                        "rw",
                        new io.mainstay.conf.text.Position("test", 1, 1),
                        Role.WRITER,
                        "198.51.100.7",
                        0,
                        ProxyConfig.Balance.FIRST,
                        List.of("db1"),
                        false,
                        10)),
                List.of(server("db1", db1.port()))));

        await().until(() -> proxy.state().listeners().get(0).bound());
    }

    @Test
    void aServerThatDoesNotReadStopsTheClientAndLosesNothing() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(
                    config(List.of(listener("rw", Role.ANY, 0, "db1")), List.of(server("db1", slow.getLocalPort()))),
                    writable("db1"));
            FakeClient client = client();
            byte[] much = new byte[16 << 20];
            new Random(1).nextBytes(much);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, much));
            try (Socket accepted = slow.accept()) {
                await().until(() -> proxy.count(Counter.BUFFER_FULL) > 0);
                byte[] received = accepted.getInputStream().readAllBytes();
                sent.get();
                assertArrayEquals(much, received); // the client's half-close came through as well
                accepted.getOutputStream().write(42);
            }
            assertEquals(42, client.socket.getInputStream().read()); // and the way back was open until its own end
            assertTrue(client.isEnded());
        }
    }

    private static void send(FakeClient client, byte[] bytes) {
        try {
            OutputStream out = client.socket.getOutputStream();
            out.write(bytes);
            client.socket.shutdownOutput();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
