package io.mainstay.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String QUESTION = "{\"command\":\"status\"}";

    @TempDir
    Path folder;

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Path socket() {
        return folder.resolve("control.sock");
    }

    private ControlServer started(Path path) throws IOException {
        ControlServer server = new ControlServer(path, saying(() -> "{\"v\":1}"), complaints::add);
        server.start();
        return server;
    }

    private static Handler saying(Supplier<String> answer) {
        return (request, out) -> {
            if (!request.act().equals("status")) {
                throw new RefusedException("do: " + request.act() + " (expected: status)");
            }
            out.line(answer.get());
        };
    }

    private static String refusal(Path path) {
        IOException refused =
                assertThrows(IOException.class, () -> new ControlServer(path, saying(() -> ""), text -> {}));
        return String.valueOf(refused.getMessage());
    }

    private void untilComplained(String text) {
        await().atMost(PATIENCE).until(() -> complaints.equals(List.of(text)));
    }

    private String ask(String request) throws IOException {
        return ControlClient.ask(socket(), request, PATIENCE);
    }

    @Test
    void statusIsAnsweredAgainAndAgain() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            assertEquals("{\"v\":1}", ask(QUESTION));
            assertEquals("{\"v\":1}", ask(QUESTION));
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void socketBelongsToItsOwnerAloneAndIsTakenAwayAtTheEnd() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
        }
        assertFalse(Files.exists(socket()));
    }

    @Test
    void missingFolderIsMade() throws IOException {
        Path deep = folder.resolve("run/mainstay/control.sock");
        ControlServer server = started(deep);
        try (server) {
            assertEquals("{\"v\":1}", ControlClient.ask(deep, QUESTION, PATIENCE));
        }
    }

    @Test
    void leftoverOfADeadControllerIsReplaced() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertTrue(Files.exists(socket()), "closing leaves the file, as kill -9 does");

        ControlServer server = started(socket());
        try (server) {
            assertEquals("{\"v\":1}", ask(QUESTION));
        }
    }

    @Test
    void socketOfALivingControllerIsNotStolen() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            IOException refused = assertThrows(
                    SocketInUseException.class, () -> new ControlServer(socket(), saying(() -> "thief"), text -> {}));

            assertEquals(
                    socket() + ": another controller answers there"
                            + " (expected: one per host, or another control_socket for each)",
                    refused.getMessage());
            assertEquals("{\"v\":1}", ask(QUESTION), "the first one is still there");
            assertEquals(List.of(), complaints, "and has not been disturbed");
        }
    }

    /** A hundred controllers in one moment: whoever looked and then bound could find the place free twice. */
    @Test
    void ofManyThatStartAtOnceOneGetsTheSocket() throws Exception {
        List<ControlServer> winners = new CopyOnWriteArrayList<>();
        List<Exception> losers = new CopyOnWriteArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 100)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    try {
                        go.await();
                        winners.add(new ControlServer(socket(), saying(() -> "{\"v\":1}"), complaints::add));
                    } catch (IOException | InterruptedException e) {
                        losers.add(e);
                    }
                }))
                .toList();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, winners.size());
        assertEquals(
                99,
                losers.stream().filter(SocketInUseException.class::isInstance).count());
        winners.getFirst().start();
        assertEquals("{\"v\":1}", ask(QUESTION));
        winners.getFirst().close();
        try (var left = Files.list(folder)) {
            assertEquals(
                    List.of("control.sock.lock"),
                    left.map(p -> p.getFileName().toString()).toList());
        }
    }

    @Test
    void socketOfAFrozenControllerIsNotStolen() throws IOException {
        try (ServerSocketChannel frozen = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            frozen.bind(UnixDomainSocketAddress.of(socket())); // never accepts
            assertThrows(
                    SocketInUseException.class, () -> new ControlServer(socket(), saying(() -> "thief"), text -> {}));
        }
    }

    @Test
    void ordinaryFileInItsPlaceIsNotDeleted() throws IOException {
        Files.writeString(socket(), "somebody's diary");

        assertEquals(socket() + ": is there and is no socket (expected: nothing, or an old socket)", refusal(socket()));
        assertEquals("somebody's diary", Files.readString(socket()));
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertEquals(file + ": is there and is no folder", refusal(file.resolve("control.sock")));
    }

    @Test
    void folderThatCannotBeMadeIsNamedWithTheReason() {
        // nobody, not even root, makes folders there
        String text = refusal(Path.of("/proc/mainstay/control.sock"));

        assertTrue(text.startsWith("/proc/mainstay: "), text);
        assertTrue(text.length() > "/proc/mainstay: ".length(), text);
    }

    @Test
    void pathLongerThanASocketsNameIsRefusedWithTheReason() {
        Path path = folder.resolve("x".repeat(200));

        assertEquals("cannot listen at " + path + ": Unix domain path too long", refusal(path));
    }

    @Test
    void garbageIsAnsweredWithWhatWasExpected() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            String answer = ask("\u0000}{ nonsense");

            assertTrue(answer.startsWith("{\"error\":\"request: "), answer);
            assertTrue(answer.endsWith("(expected: {\\\"v\\\":1,\\\"do\\\":\\\"status\\\"})\",\"v\":1}"), answer);
            assertEquals("{\"v\":1}", ask(QUESTION));
        }
    }

    @Test
    void requestCannotMakeTheControllerReadAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("other.conf"), "command: status");
        ControlServer server = started(socket());
        try (server) {
            String answer = ask("include file(\"" + file + "\")");

            assertTrue(answer.startsWith("{\"error\":\"request: "), answer);
        }
    }

    @Test
    void unknownCommandIsNamed() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            assertEquals("{\"error\":\"do: dance (expected: status)\",\"v\":1}", ask("{\"command\":\"dance\"}"));
        }
    }

    @Test
    void overlongRequestEndsTheConnectionAndTheNextIsServed() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
                ByteBuffer flood = ByteBuffer.wrap("x".repeat(4096).getBytes(StandardCharsets.US_ASCII));
                while (flood.hasRemaining()) {
                    client.write(flood);
                }
                assertEquals(-1, client.read(ByteBuffer.allocate(1)));
            }
            assertEquals("{\"v\":1}", ask(QUESTION));
            untilComplained("request longer than 4096 bytes");
        }
    }

    @Test
    void clientThatNeverFinishesIsLeftAndTheNextIsServed() throws IOException {
        ControlServer server = started(socket());
        try (server;
                SocketChannel slow = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            slow.write(ByteBuffer.wrap("{\"command\":".getBytes(StandardCharsets.US_ASCII)));

            assertEquals("{\"v\":1}", ask(QUESTION), "asked while the slow one is still being waited for");
            untilComplained("client took longer than 2 s");
            assertEquals(-1, slow.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void clientThatTakesNoAnswerIsLeftAndTheNextIsServed() throws IOException {
        String much = "{\"v\":1,\"much\":\"" + "x".repeat(4_000_000) + "\"}";
        ControlServer server = new ControlServer(socket(), saying(() -> much), complaints::add);
        server.start();
        try (server;
                SocketChannel deaf = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            deaf.write(ByteBuffer.wrap((QUESTION + "\n").getBytes(StandardCharsets.US_ASCII)));

            assertEquals(much, ask(QUESTION));
            untilComplained("client took longer than 2 s");
        }
    }

    @Test
    void bugInAnAnswerIsToldAndDoesNotEndTheAnswers() throws IOException {
        ControlServer server = new ControlServer(
                socket(),
                saying(() -> {
                    throw new IllegalStateException("boom");
                }),
                complaints::add);
        server.start();
        try (server) {
            String told = "this is a bug: java.lang.IllegalStateException: boom";
            for (int i = 0; i < 2; i++) {
                assertEquals("{\"error\":\"" + told + "\",\"v\":1}", ask(QUESTION));
            }
            assertEquals(List.of(told, told), complaints);
        }
    }

    @Test
    void clientGivesUpOnAControllerThatIsFrozen() throws IOException {
        try (ServerSocketChannel frozen = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            frozen.bind(UnixDomainSocketAddress.of(socket()));

            IOException late =
                    assertThrows(IOException.class, () -> ControlClient.ask(socket(), QUESTION, Duration.ofMillis(50)));

            assertEquals("it takes connections but has not answered for 50 ms", late.getMessage());
        }
    }

    @Test
    void closingEndsTheServersThread() throws IOException {
        ControlServer server = started(socket());
        try (server) {
            assertEquals("{\"v\":1}", ask(QUESTION));
        }
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(t -> t.getName().equals("control") && t.isAlive()));
    }
}
