package io.mainstay.trackers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.time.Deadline;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuorumTest {
    /** Counts, one a second; U and D come out. Two to four must run, changes count after 2 s up and 1 s down. */
    private static String run(int... counts) {
        Quorum quorum = new Quorum(2, 4, Duration.ofSeconds(2), Duration.ofSeconds(1), null);
        StringBuilder verdicts = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            quorum = quorum.after(counts[i], Deadline.ORIGIN.plus(Duration.ofSeconds(i)));
            verdicts.append(Objects.requireNonNull(quorum.standing()).up() ? 'U' : 'D');
        }
        return verdicts.toString();
    }

    @Test
    void firstCountDecidesAlone() {
        assertEquals("U", run(2));
        assertEquals("D", run(1));
        assertEquals("D", run(5));
    }

    @Test
    void fewerCountAfterTheTerminateDelay() {
        assertEquals("UUD", run(2, 1, 1));
    }

    @Test
    void moreCountAfterTheForkDelay() {
        assertEquals("DDDU", run(1, 2, 2, 2));
    }

    @Test
    void whatDoesNotLastDoesNotCount() {
        assertEquals("UUUUUU", run(2, 1, 2, 1, 2, 1));
    }
}
