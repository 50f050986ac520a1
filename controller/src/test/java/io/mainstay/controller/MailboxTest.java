package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.trackers.Reading;
import io.mainstay.vrrp.track.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Mailbox mailbox = new Mailbox(wakeUps::incrementAndGet);

    private static Reading reading(String tracker, Verdict verdict) {
        return new Reading(tracker, verdict, "detail", Instant.EPOCH, Reading.Counts.NONE, "");
    }

    @Test
    void laterReadingOfOneTrackerReplacesTheEarlierUnread() {
        for (int i = 0; i < 10_000; i++) {
            mailbox.put(reading("script a", Verdict.UP));
        }
        mailbox.put(reading("script a", Verdict.DOWN));

        assertEquals(List.of(reading("script a", Verdict.DOWN)), mailbox.takeReadings());
        assertEquals(List.of(), mailbox.takeReadings());
    }

    @Test
    void trackersDoNotReplaceOneAnother() {
        mailbox.put(reading("script a", Verdict.UP));
        mailbox.put(reading("script b", Verdict.DOWN));

        assertEquals(2, mailbox.takeReadings().size());
    }

    @Test
    void firstReasonToStopStays() {
        mailbox.stop("SIGTERM");
        mailbox.stop("SIGINT");

        assertEquals(Optional.of("SIGTERM"), mailbox.stopReason());
    }

    @Test
    void lastReloadCountsAndIsTakenOnce() {
        Reload first = new Reload(new ControllerConfig(GlobalConfig.DEFAULT, List.of(), List.of(), null));
        Reload second = new Reload(new ControllerConfig(
                new GlobalConfig(
                        "n2",
                        null,
                        false,
                        "/run/x",
                        "/tmp/x",
                        true,
                        null,
                        GlobalConfig.DEFAULT.hookTimeout(),
                        0,
                        false),
                List.of(),
                List.of(),
                null));
        mailbox.put(first);
        mailbox.put(second);

        assertEquals(Optional.of(second), mailbox.takeReload());
        assertEquals(Optional.empty(), mailbox.takeReload());
    }

    @Test
    void everythingPutWakesTheLoop() {
        mailbox.put(reading("script a", Verdict.UP));
        mailbox.stop("SIGTERM");

        assertEquals(2, wakeUps.get());
    }
}
