package io.mainstay.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @Test
    void aFailureOfAHostIsRead() {
        assertEquals(new Failure(Failure.Action.KILL, "a", "", Duration.ofSeconds(10)), Failure.parse("kill a@10s"));
    }

    @Test
    void aFailureOfAThingOnAHostIsRead() {
        assertEquals(
                new Failure(Failure.Action.FAIL, "b", "chk_mysql", Duration.ofMillis(1_500)),
                Failure.parse(" fail b:chk_mysql @ 1500ms "));
    }

    @ParameterizedTest
    @CsvSource({"kill a@5, 5000", "kill a@5s, 5000", "kill a@1.5m, 90000", "kill a@2h, 7200000", "kill a@20ms, 20"})
    void timesHaveUnitsAndAreSecondsWithoutOne(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), Failure.parse(text).at());
    }

    @ParameterizedTest
    @CsvSource({
        "kil a@5s, is no action (expected: kill,",
        "kill a, expected: ACTION HOST[:OBJECT]@TIME",
        "kill a:x@5s, takes a host only",
        "fail a@5s, needs to know what",
        "kill a@1.2.3s, is no number",
        "kill a@169h, at most 168h",
        "'', expected: ACTION HOST[:OBJECT]@TIME"
    })
    void whatIsWrongIsSaidWithWhatWasExpected(String text, String said) {
        String message = assertThrows(IllegalArgumentException.class, () -> Failure.parse(text))
                .toString();
        assertTrue(message.contains(said), message);
    }
}
