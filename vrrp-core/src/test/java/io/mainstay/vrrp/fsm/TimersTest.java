package io.mainstay.vrrp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.time.Centis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimersTest {
    @ParameterizedTest(name = "priority {0}: {1} ns")
    @CsvSource({"1, 996093750", "90, 648437500", "100, 609375000", "150, 414062500", "254, 7812500", "255, 3906250"})
    void T1_version2SkewIsPartOfASecond(int priority, long nanos) {
        assertEquals(Duration.ofNanos(nanos), skew(Elections.of(priority)));
        assertEquals(
                Duration.ofNanos(nanos), skew(Elections.of(2, priority, 500, 3, true, false)), "whatever the interval");
    }

    @ParameterizedTest(name = "priority {0}, {1} cs: {2} ns")
    @CsvSource({"100, 100, 609375000", "100, 25, 152343750", "254, 4095, 319921875", "1, 1, 9960937"})
    void T2_version3SkewIsPartOfTheInterval(int priority, int centis, long nanos) {
        assertEquals(Duration.ofNanos(nanos), skew(Elections.of(3, priority, centis, 3, true, false)));
    }

    @ParameterizedTest(name = "v{0} priority {1}, {2} cs x {3}: {4} ns")
    @CsvSource({
        "2, 100, 100, 3, 3609375000",
        "2, 150, 100, 3, 3414062500",
        "2, 100, 500, 3, 15609375000",
        "2, 100, 100, 2, 2609375000",
        "2, 254, 25500, 100, 25500007812500",
        "3, 100, 10, 3, 360937500"
    })
    void T3_masterDownIsThreeIntervalsAndSkew(int version, int priority, int centis, int adverts, long nanos) {
        assertEquals(
                Duration.ofNanos(nanos),
                Timers.masterDown(Elections.of(version, priority, centis, adverts, true, false)));
    }

    @ParameterizedTest(name = "v{0} {1} cs x {2}: {3} s")
    @CsvSource({
        "2, 100, 3, 3",
        "2, 500, 3, 15",
        "2, 100, 1, 2",
        "2, 100, 2, 2",
        "3, 25, 3, 1",
        "3, 130, 1, 2",
        "3, 10, 3, 1",
        "3, 1, 3, 1",
        "3, 50, 3, 2"
    })
    void addressLifetimeIsWhatEveryBackupWaits(int version, int centis, int adverts, long seconds) {
        Parameters p = Elections.of(version, 100, centis, adverts, true, false);
        assertEquals(Duration.ofSeconds(seconds), Timers.addressLifetime(p));
    }

    @Test
    void addressLifetimeOutlastsTheIntervalAndEndsWithinASecondOfTheTakeover() {
        for (int seconds = 1; seconds <= 255; seconds++) {
            for (int adverts = 1; adverts <= 100; adverts++) {
                Parameters fastest = Elections.of(2, 254, seconds * 100, adverts, true, false);
                Duration lifetime = Timers.addressLifetime(fastest);
                assertTrue(lifetime.toSeconds() > seconds);
                assertTrue(
                        lifetime.compareTo(Timers.masterDown(fastest).plusSeconds(1)) <= 0,
                        seconds + " s x " + adverts + ": " + lifetime);
            }
        }
    }

    @ParameterizedTest(name = "{0} cs x {1}: at least each {2} ms")
    @CsvSource({"1, 3, 333", "10, 3, 333", "50, 3, 666", "100, 3, 1000", "100, 10, 3333"})
    void holdsAreRenewedThreeTimesInALifetime(int centis, int adverts, long millis) {
        Parameters p = Elections.of(3, 100, centis, adverts, true, false);
        assertEquals(millis, Timers.renewal(p).toMillis());
    }

    @Test
    void anotherMastersIntervalMakesTheWait() {
        Parameters p = Elections.of(3, 100, 100, 3, true, false);
        assertEquals(Duration.ofNanos(36_093_750), Timers.masterDown(p, new Centis(1)));
        assertEquals(Duration.ofNanos(6_093_750), Timers.skew(p, new Centis(1)));
    }

    private static Duration skew(Parameters p) {
        return Timers.skew(p, p.interval());
    }
}
