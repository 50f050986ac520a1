package io.mainstay.proxy.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiseFallTest {
    private static final Duration INTER = Duration.ofSeconds(2);
    private static final Duration FAST = Duration.ofMillis(500);
    private static final Duration DOWN = Duration.ofSeconds(5);

    @Test
    void unknownServesNobodyAndIsAskedFast() {
        RiseFall unknown = RiseFall.unknown(2, 3);
        assertFalse(unknown.up());
        assertEquals("UNKNOWN", unknown.status());
        assertEquals(FAST, unknown.interval(INTER, FAST, DOWN));
    }

    @Test
    void firstCheckDecidesAlone() {
        assertEquals(List.of("UP"), statuses(2, 3, "+"));
        assertEquals(List.of("DOWN"), statuses(2, 3, "-"));
    }

    @Test
    void threeFailuresInARowTakeItDown() {
        assertEquals(List.of("UP", "UP 2/3", "UP 1/3", "DOWN"), statuses(2, 3, "+---"));
    }

    @Test
    void successInBetweenGivesOneBack() {
        assertEquals(List.of("UP", "UP 2/3", "UP", "UP 2/3", "UP 1/3", "UP 2/3"), statuses(2, 3, "+-+--+"));
    }

    @Test
    void twoSuccessesInARowBringItUpInFull() {
        assertEquals(List.of("DOWN", "DOWN 1/2", "UP", "UP 2/3"), statuses(2, 3, "-++-"));
    }

    @Test
    void failureWhileComingUpStartsAgain() {
        assertEquals(List.of("DOWN", "DOWN 1/3", "DOWN 2/3", "DOWN", "DOWN 1/3"), statuses(3, 1, "-++-+"));
    }

    @Test
    void oneAndOneFlipsEachTime() {
        assertEquals(List.of("UP", "DOWN", "UP"), statuses(1, 1, "+-+"));
    }

    @Test
    void intervalFollowsTheState() {
        RiseFall up = RiseFall.unknown(2, 3).after(true);
        assertEquals(INTER, up.interval(INTER, FAST, DOWN));
        assertEquals(FAST, up.after(false).interval(INTER, FAST, DOWN));
        RiseFall down = RiseFall.unknown(2, 3).after(false);
        assertEquals(DOWN, down.interval(INTER, FAST, DOWN));
        assertEquals(FAST, down.after(true).interval(INTER, FAST, DOWN));
    }

    @Test
    void senselessLimitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> RiseFall.unknown(0, 3));
        assertThrows(IllegalArgumentException.class, () -> new RiseFall(2, 3, 5, true));
    }

    private static List<String> statuses(int rise, int fall, String outcomes) {
        List<String> statuses = new ArrayList<>();
        RiseFall counter = RiseFall.unknown(rise, fall);
        for (int i = 0; i < outcomes.length(); i++) {
            counter = counter.after(outcomes.charAt(i) == '+');
            statuses.add(counter.status());
        }
        return statuses;
    }
}
