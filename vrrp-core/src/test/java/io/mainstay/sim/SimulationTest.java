package io.mainstay.sim;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand lives. A failing one says how to live it again: {@code -Dsim.seed=N} runs that seed alone and prints
 * every turn of it; {@code -Dsim.seeds=N} asks for more.
 */
class SimulationTest {
    private static final int SEEDS = 10_000;
    private static final int LINES_TOLD = 40;

    @Test
    void everySeedKeepsTheInvariants() {
        Long only = Long.getLong("sim.seed");
        if (only != null) {
            new Simulation(only, Mutation.NONE, System.out::println).run();
            return;
        }
        OptionalLong failing = LongStream.range(0, Integer.getInteger("sim.seeds", SEEDS))
                .parallel()
                .filter(seed -> violation(seed) != null)
                .findFirst();
        failing.ifPresent(seed -> fail("seed " + seed + " (run it alone with -Dsim.seed=" + seed + "): "
                + violation(seed) + "\n" + lastLines(seed)));
    }

    private static @Nullable String violation(long seed) {
        try {
            new Simulation(seed, Mutation.NONE).run();
            return null;
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static String lastLines(long seed) {
        ArrayDeque<String> lines = new ArrayDeque<>();
        try {
            new Simulation(seed, Mutation.NONE, line -> {
                        lines.add(line);
                        if (lines.size() > LINES_TOLD) {
                            lines.remove();
                        }
                    })
                    .run();
        } catch (RuntimeException e) {
            lines.add(e.toString());
        }
        return String.join("\n", lines);
    }
}
