package io.mainstay.linux.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Runs a test on a thread that has left for a network namespace of its own (unshare(2) is per thread). What it opens and
 * starts lives there, and the namespace ends with it. Skipped, with the reason, where that is not allowed.
 */
public final class Namespace {
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final int CLONE_NEWNET = 0x40000000;

    private interface Unshare extends Library {
        int unshare(int flags) throws LastErrorException;
    }

    /** A test's body. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    private Namespace() {}

    /** Runs the body in a new namespace, whose loopback is up. */
    public static void run(Body body) throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> attempt(body, failure), "in a network namespace");
        thread.start();
        thread.join();
        switch (failure.get()) {
            case null -> {}
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private static void attempt(Body body, AtomicReference<@Nullable Throwable> failure) {
        try {
            leave();
            sh("ip link set lo up");
            body.run();
        } catch (Throwable e) { // the test's own thread throws it again
            failure.set(e);
        }
    }

    private static void leave() {
        try {
            Native.load("c", Unshare.class).unshare(CLONE_NEWNET);
        } catch (LastErrorException e) {
            throw new TestAbortedException("a network namespace needs root (unshare: errno " + e.getErrorCode() + ")");
        }
    }

    /** Takes every right from this thread alone (capset(2), which libc does not wrap). */
    public static void dropCapabilities() {
        int capset = System.getProperty("os.arch").equals("amd64") ? 126 : 91;
        int[] header = {CAPABILITY_VERSION_3, 0};
        byte[] none = new byte[24]; // twice effective, permitted, inheritable
        Function syscall = NativeLibrary.getInstance("c").getFunction("syscall");
        assertEquals(0, syscall.invokeInt(new Object[] {(long) capset, header, none}));
    }

    /** Two ends of a wire, {@code left} (02:00:00:00:00:0a) and {@code right} (02:00:00:00:00:0b), both up. */
    public static void wire() throws Exception {
        sh("ip link add left address 02:00:00:00:00:0a type veth peer name right address 02:00:00:00:00:0b");
        sh("sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.left.accept_dad=0 || true");
        up("left", "right");
    }

    /** Switches interfaces on and waits until they carry: before, the kernel drops what is sent without a word. */
    public static void up(String... links) throws Exception {
        for (String link : links) {
            sh("ip link set " + link + " up");
        }
        for (String link : links) {
            sh("timeout 20 sh -c 'until ip link show " + link
                    + " | grep -q \"qdisc noqueue.* state UP\"; do sleep 0.01; done'");
        }
    }

    /** Runs a shell's command line and answers what it printed. */
    public static String sh(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", line)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> line + ": " + output);
        return output;
    }

    /** Skips where a command is missing. */
    public static void needs(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", "command -v " + command).start();
        assumeTrue(process.waitFor() == 0, () -> "needs the command " + command);
    }
}
