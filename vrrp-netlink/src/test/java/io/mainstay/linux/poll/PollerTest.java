package io.mainstay.linux.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.linux.libc.Descriptor;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.SystemCallException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final LibC libc = LibC.load();
    private final Poller poller;
    private final Descriptor one = eventfd();
    private final Descriptor two = eventfd();

    PollerTest() throws SystemCallException {
        poller = new Poller(libc);
    }

    private Descriptor eventfd() {
        return new Descriptor(libc, libc.eventfd(0, 0));
    }

    private void makeReadable(Descriptor descriptor) {
        libc.write(descriptor.number(), new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 8);
    }

    @AfterEach
    void close() {
        poller.close();
        one.close();
        two.close();
    }

    @Test
    void readableTokensComeInTheOrderTheyWereAdded() throws Exception {
        poller.add(one, "one");
        poller.add(two, "two");
        makeReadable(two);
        assertEquals(List.of("two"), poller.await(LONG));

        makeReadable(one);
        assertEquals(List.of("one", "two"), poller.await(LONG));
    }

    @Test
    void removedDescriptorIsNotReported() throws Exception {
        poller.add(one, "one");
        makeReadable(one);
        poller.remove(one);

        assertEquals(List.of(), poller.await(Duration.ZERO));
    }

    @Test
    void waitsBelowAMillisecondAreHonoured() throws Exception {
        assertEquals(List.of(), poller.await(Duration.ofMillis(1))); // loads what it needs
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long start = System.nanoTime();
            poller.await(Duration.ofNanos(200_000));
            long took = System.nanoTime() - start;
            assertTrue(took >= 200_000, () -> "woke after " + took + " ns");
            best = Math.min(best, took);
        }
        long shortest = best;
        assertTrue(shortest < 1_000_000, () -> "shortest of 200: " + shortest + " ns");
    }

    @Test
    void negativeWaitOnlyLooks() throws Exception {
        assertTimeoutPreemptively(SOON, () -> assertEquals(List.of(), poller.await(Duration.ofSeconds(-1))));
    }

    @Test
    void wakeUpBeforeTheWaitEndsItAtOnceAndOnlyIt() throws Exception {
        poller.wakeUp();
        poller.wakeUp();
        long start = System.nanoTime();
        assertTimeoutPreemptively(SOON, () -> assertEquals(List.of(), poller.await(LONG)));
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));

        poller.add(one, "one");
        long second = System.nanoTime();
        assertEquals(List.of(), poller.await(Duration.ofMillis(20)));
        assertTrue(System.nanoTime() - second >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void everyWakeUpFromAnotherThreadIsSeen() throws Exception {
        AtomicInteger produced = new AtomicInteger();
        Thread producer = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                produced.incrementAndGet();
                poller.wakeUp();
            }
        });
        producer.start();

        assertTimeoutPreemptively(SOON, () -> {
            while (produced.get() < 20_000) {
                poller.await(LONG);
            }
        });
        producer.join();
    }

    @Test
    void wakeUpAfterCloseDoesNothing() {
        poller.close();
        poller.wakeUp();

        assertThrows(IllegalStateException.class, () -> poller.await(Duration.ZERO));
    }

    @Test
    void descriptorClosedBehindItsBackIsABug() {
        poller.add(one, "one");
        one.close();

        assertThrows(IllegalStateException.class, () -> poller.await(Duration.ZERO));
    }
}
