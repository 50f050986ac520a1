package io.mainstay.vrrp.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** keepalived's table of weights, cell by cell. */
class EffectivePriorityTest {
    private static Verdict verdict(String text) {
        return switch (text) {
            case "up" -> Verdict.UP;
            case "down" -> Verdict.DOWN;
            default -> new Verdict.Value(Integer.parseInt(text));
        };
    }

    @ParameterizedTest(name = "{0}, weight {1}, reverse {2}: adds {3}, fault {4}")
    @CsvSource({
        "up, 20, false, 20, false",
        "down, 20, false, 0, false",
        "up, -20, false, 0, false",
        "down, -20, false, -20, false",
        "up, 0, false, 0, false",
        "down, 0, false, 0, true",
        "up, 20, true, -20, false",
        "down, 20, true, 0, false",
        "up, -20, true, 0, false",
        "down, -20, true, 20, false",
        "up, 0, true, 0, true",
        "down, 0, true, 0, false",
        "up, 253, false, 253, false",
        "down, -253, false, -253, false",
        "0, 1, false, 0, false",
        "7, 3, false, 21, false",
        "-7, 3, false, -21, false",
        "7, -3, false, -21, false",
        "7, 3, true, -21, false",
        "300, 1, false, 253, false",
        "-253, 1, false, -253, false",
        "-254, 1, false, -254, true",
        "-300, 1, false, -254, true",
        "300, 1, true, -254, true",
        "-300, 1, true, 253, false",
        "2147483647, 253, false, 253, false",
        "-2147483648, 253, false, -254, true",
        "-2147483648, -253, false, 253, false",
        "0, 0, false, 0, false",
        "1, 0, false, 0, true",
        "-1, 0, false, 0, true",
        "0, 0, true, 0, true",
        "1, 0, true, 0, false"
    })
    void contributionAndFault(String verdict, int weight, boolean reverse, int adds, boolean fault) {
        assertEquals(adds, EffectivePriority.contribution(verdict(verdict), weight, reverse));
        assertEquals(fault, EffectivePriority.isFault(verdict(verdict), weight, reverse));
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource({
        "100, 0, 100", "100, -20, 80", "100, 20, 120", "100, -99, 1", "100, -100, 1", "100, -500, 1",
        "100, 154, 254", "100, 155, 254", "254, 253, 254", "1, -253, 1", "255, -100, 255", "255, 100, 255",
        "100, -2147483648, 1", "100, 2147483647, 254"
    })
    void sumIsClampedAtTheEndAndTheOwnerStays(int base, int contributions, int effective) {
        assertEquals(effective, EffectivePriority.of(base, contributions));
    }
}
