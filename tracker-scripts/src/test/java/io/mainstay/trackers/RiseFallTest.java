package io.mainstay.trackers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RiseFallTest {
    /** One letter a run: s and f come in, U and D come out. */
    private static String run(RiseFall counter, String runs) {
        StringBuilder verdicts = new StringBuilder();
        for (int i = 0; i < runs.length(); i++) {
            counter = counter.after(runs.charAt(i) == 's');
            verdicts.append(counter.up() ? 'U' : 'D');
        }
        return verdicts.toString();
    }

    @Test
    void firstRunDecidesAlone() {
        assertEquals("U", run(RiseFall.unknown(3, 3), "s"));
        assertEquals("D", run(RiseFall.unknown(3, 3), "f"));
    }

    @Test
    void fallConsecutiveFailuresGoDownAndOneSuccessRestoresAllCredit() {
        assertEquals("UUUUUUD", run(RiseFall.unknown(2, 3), "sffsfff"));
    }

    @Test
    void riseConsecutiveSuccessesComeUpAndOneFailureWipesProgress() {
        assertEquals("DDDDDDU", run(RiseFall.unknown(3, 1), "fssfsss"));
    }

    @Test
    void initFailNeedsAllSuccesses() {
        assertEquals("DDU", run(RiseFall.failed(3, 1), "sss"));
    }

    @Test
    void standingIsKeptInProportionUnderOtherLimits() {
        assertEquals(new RiseFall(1, 6, 2, true), new RiseFall(2, 3, 2, true).rescaled(1, 6));
        assertEquals(new RiseFall(4, 2, 2, true), new RiseFall(2, 3, 1, true).rescaled(4, 2));
        assertEquals(new RiseFall(5, 1, 4, false), RiseFall.unknown(2, 2).rescaled(5, 1));
    }

    @Test
    void upStaysUpAndDownStaysDownUnderAnyLimits() {
        for (int rise = 1; rise <= 5; rise++) {
            for (int fall = 1; fall <= 5; fall++) {
                for (int result = 0; result < rise + fall; result++) {
                    RiseFall before = new RiseFall(rise, fall, result, true);
                    for (int other = 1; other <= 36; other++) {
                        RiseFall after = before.rescaled((other + 5) / 6, other % 6 + 1);
                        assertTrue(before.up() == after.up(), before + " -> " + after);
                    }
                }
            }
        }
    }
}
