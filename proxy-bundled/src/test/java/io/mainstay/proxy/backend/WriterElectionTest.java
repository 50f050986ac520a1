package io.mainstay.proxy.backend;

import static io.mainstay.proxy.backend.WriterElection.Claim.NOT_WRITABLE;
import static io.mainstay.proxy.backend.WriterElection.Claim.UNKNOWN;
import static io.mainstay.proxy.backend.WriterElection.Claim.WRITABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.proxy.backend.WriterElection.Claim;
import io.mainstay.proxy.backend.WriterElection.Decision;
import io.mainstay.proxy.backend.WriterElection.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriterElectionTest {
    private static Decision decide(State state, Claim a, Claim b, Claim c) {
        return WriterElection.decide(state, List.of("a", "b", "c"), Map.of("a", a, "b", b, "c", c));
    }

    private static State writer(@Nullable String writer, String... former) {
        return new State(writer, Set.of(former));
    }

    @Test
    void theFirstWritableInOrderOfPreferenceIsElected() {
        assertEquals(
                writer("b"),
                decide(State.NONE, NOT_WRITABLE, WRITABLE, NOT_WRITABLE).state());
    }

    @Test
    void thePreferredOneIsWaitedForUntilItHasAnswered() {
        assertEquals(
                writer(null), decide(State.NONE, UNKNOWN, WRITABLE, WRITABLE).state());
        assertEquals(
                writer("b"), decide(State.NONE, NOT_WRITABLE, WRITABLE, UNKNOWN).state());
    }

    @Test
    void aFormerWriterThatComesBackIsRefused() {
        Decision failed = decide(writer("a"), NOT_WRITABLE, WRITABLE, NOT_WRITABLE);
        assertEquals(writer("b", "a"), failed.state());

        Decision back = decide(failed.state(), WRITABLE, WRITABLE, NOT_WRITABLE);
        assertEquals(writer("b", "a"), back.state());
        assertEquals(List.of("a"), back.refused());
        assertEquals("split: two writable: b is the writer, refused: a", back.reason());
    }

    @Test
    void aFormerWriterComesLastInTheNextElectionAndIsTakenWhenItIsTheOnlyOne() {
        assertEquals(
                writer("c", "a", "b"),
                decide(writer("b", "a"), WRITABLE, NOT_WRITABLE, WRITABLE).state());
        assertEquals(
                writer("a", "b"),
                decide(writer("b", "a"), WRITABLE, NOT_WRITABLE, NOT_WRITABLE).state());
    }

    @Test
    void withoutAWritableServerThereIsNoWriter() {
        Decision none = decide(writer("a"), NOT_WRITABLE, NOT_WRITABLE, NOT_WRITABLE);
        assertEquals(writer(null, "a"), none.state());
        assertEquals("no writer: none of a, b, c may be written", none.reason());
    }

    /** All states by all claims: the writer is writable, a writable present writer stays, nobody else is let in beside it. */
    @Test
    void inEveryCaseThereIsAtMostOneWriterAndItStaysWhileItCan() {
        List<@Nullable String> writers = java.util.Arrays.asList(null, "a", "b", "c");
        int cases = 0;
        for (String present : writers) {
            for (Claim a : Claim.values()) {
                for (Claim b : Claim.values()) {
                    for (Claim c : Claim.values()) {
                        check(present, Map.of("a", a, "b", b, "c", c));
                        cases++;
                    }
                }
            }
        }
        assertEquals(108, cases);
    }

    private static void check(@Nullable String present, Map<String, Claim> claims) {
        Decision decision = WriterElection.decide(writer(present), List.of("a", "b", "c"), claims);
        String elected = decision.state().writer();
        if (elected != null) {
            assertEquals(WRITABLE, claims.get(elected));
            assertTrue(!decision.refused().contains(elected));
        }
        if (present != null && claims.get(present) == WRITABLE) {
            assertEquals(present, elected);
        }
    }
}
