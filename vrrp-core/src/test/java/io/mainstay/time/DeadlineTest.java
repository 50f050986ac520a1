package io.mainstay.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void isDueAtItsVeryInstant() {
        Deadline deadline = new Deadline(1_000);
        assertTrue(deadline.isDue(new Deadline(1_000)));
        assertFalse(deadline.isDue(new Deadline(999)));
        assertFalse(deadline.isAfter(new Deadline(1_000)));
        assertTrue(deadline.isAfter(new Deadline(999)));
    }

    @Test
    void neverStaysNever() {
        assertEquals(Deadline.NEVER, Deadline.NEVER.plus(Duration.ofDays(1)));
        assertEquals("never", Deadline.NEVER.toString());
        assertEquals(Deadline.ORIGIN, Deadline.ORIGIN.min(Deadline.NEVER));
    }

    @Test
    void measuresAndPrintsNanoseconds() {
        Deadline later = Deadline.ORIGIN.plus(Duration.ofNanos(3_609_375_000L));
        assertEquals(Duration.ofNanos(3_609_375_000L), Deadline.ORIGIN.until(later));
        assertEquals("+3.609375000s", later.toString());
    }

    @Test
    void centisAreHundredths() {
        assertEquals(Duration.ofMillis(250), new Centis(25).toDuration());
        assertEquals(Duration.ofSeconds(255), Centis.ofSeconds(255).toDuration());
        assertEquals("0.25s", new Centis(25).toString());
        assertEquals("1s", Centis.ofSeconds(1).toString());
        assertEquals("10s", Centis.ofSeconds(10).toString());
        assertEquals("1.5s", new Centis(150).toString());
        assertThrows(IllegalArgumentException.class, () -> new Centis(0));
        assertThrows(IllegalArgumentException.class, () -> Centis.ofSeconds(256));
    }
}
