package io.mainstay.controller;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A network namespace for one test. unshare(2) counts for the calling thread and for the threads and processes that it
 * starts; the namespace goes when they have gone.
 */
final class OwnNetwork {
    private static final int CLONE_NEWNET = 0x40000000;

    private interface Unshare extends Library {
        int unshare(int flags) throws LastErrorException;
    }

    /** A test's body. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    private OwnNetwork() {}

    /** Runs the body where {@code left}, with 10.9.0.1/24, and {@code right} are two ends of a wire. */
    static void run(Body body) throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        Native.load("c", Unshare.class).unshare(CLONE_NEWNET);
                        wire();
                        body.run();
                    } catch (LastErrorException e) {
                        failure.set(
                                new TestAbortedException("a network namespace needs root: errno " + e.getErrorCode()));
                    } catch (Throwable e) { // thrown again by the test's own thread
                        failure.set(e);
                    }
                },
                "own network");
        thread.start();
        thread.join();
        switch (failure.get()) {
            case null -> {}
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    static void wire() throws IOException, InterruptedException {
        sh("ip link set lo up && ip link add left type veth peer name right"
                + " && ip addr add 10.9.0.1/24 dev left && ip link set left up && ip link set right up");
        await().pollInSameThread().until(() -> sh("ip -o link show up").split("state UP", -1).length == 3);
    }

    /** Runs a shell's command line and answers what it printed. */
    static String sh(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", line)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> line + ": " + output);
        return output;
    }
}
