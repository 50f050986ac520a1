package io.mainstay.vrrp.fsm;

import static io.mainstay.vrrp.fsm.Elections.HIGHER;
import static io.mainstay.vrrp.fsm.Elections.LOWER;
import static io.mainstay.vrrp.fsm.Elections.heard;
import static io.mainstay.vrrp.fsm.Elections.ms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.time.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All states by all events by all flags. The table says for each pair what becomes of it: the next state's first letter
 * and the effects, {@code a} advertise, {@code 0} resign, {@code h} hold, {@code r} remove, {@code g} announce,
 * {@code c} changed, {@code n} remark.
 *
 * <p>Flags: preempt or not, owner or not, lowerPrioNoAdvert or not; a column per combination would repeat itself, so a
 * cell names the exceptions: {@code nopreempt=}, {@code owner=}, {@code silent=}.
 */
class ElectionTableTest {
    private static final Deadline NOW = ms(10_000);

    private static final Map<String, State> STATES = new LinkedHashMap<>();
    private static final Map<String, Event> EVENTS = new LinkedHashMap<>();

    static {
        STATES.put("init", new State.Init());
        STATES.put("fault", new State.Fault());
        STATES.put("backup", new State.Backup(ms(12_000), ms(10_500), HIGHER, 110, Elections.SECOND));
        STATES.put("backup due", new State.Backup(ms(10_000), ms(10_500), HIGHER, 110, Elections.SECOND));
        STATES.put("backup willing", new State.Backup(Deadline.NEVER, ms(10_500), HIGHER, 110, Elections.SECOND));
        STATES.put("backup stalled", new State.Backup(ms(4_000), ms(2_000), HIGHER, 110, Elections.SECOND));
        STATES.put("master", new State.Master(ms(10_500), ms(14_000), 5, Deadline.NEVER, ms(10_500)));
        STATES.put("master due", new State.Master(ms(10_000), ms(10_000), 5, Deadline.NEVER, ms(10_000)));
        STATES.put("master stalled", new State.Master(ms(2_000), Deadline.NEVER, 5, Deadline.NEVER, ms(2_000)));
        EVENTS.put("startup", new Event.Startup());
        EVENTS.put("shutdown", new Event.Shutdown("end"));
        EVENTS.put("tick", new Event.Tick());
        EVENTS.put("fault raised", new Event.FaultRaised("broken"));
        EVENTS.put("fault cleared", new Event.FaultCleared("mended"));
        EVENTS.put("parameters", new Event.ParametersChanged(Elections.of(90)));
        EVENTS.put("overheard", new Event.Overheard(HIGHER));
        EVENTS.put("group agreed", new Event.GroupAgreed("G"));
        EVENTS.put("group yielded", new Event.GroupYielded("another one is backup"));
        EVENTS.put("heard 0", heard(0, HIGHER));
        EVENTS.put("heard lower", heard(50, HIGHER));
        EVENTS.put("heard equal, lower address", heard(100, LOWER));
        EVENTS.put("heard equal, higher address", heard(100, HIGHER));
        EVENTS.put("heard higher", heard(200, LOWER));
    }

    private static final String TABLE = """
            init           | startup                     | B rc   | owner=M ahgc
            init           | shutdown                    | I c
            init           | tick                        | I
            init           | fault raised                | F rc
            init           | fault cleared               | I
            init           | parameters                  | I
            init           | heard 0                     | I
            init           | heard lower                 | I
            init           | heard equal, lower address  | I
            init           | heard equal, higher address | I
            init           | heard higher                | I
            fault          | startup                     | F
            fault          | shutdown                    | I rc
            fault          | tick                        | F
            fault          | fault raised                | F
            fault          | fault cleared               | B rc   | owner=M ahgc
            fault          | parameters                  | F
            fault          | heard 0                     | F
            fault          | heard lower                 | F
            fault          | heard equal, lower address  | F
            fault          | heard equal, higher address | F
            fault          | heard higher                | F
            backup         | startup                     | B
            backup         | shutdown                    | I rc
            backup         | tick                        | B
            backup         | fault raised                | F rc
            backup         | fault cleared               | B
            backup         | parameters                  | B
            backup         | heard 0                     | B n
            backup         | heard lower                 | B      | nopreempt=B n
            backup         | heard equal, lower address  | B
            backup         | heard equal, higher address | B      | nopreempt+owner=B n
            backup         | heard higher                | B
            backup due     | startup                     | B
            backup due     | shutdown                    | I rc
            backup due     | tick                        | M ahgc
            backup due     | fault raised                | F rc
            backup due     | fault cleared               | B
            backup due     | parameters                  | B
            backup due     | heard 0                     | B n
            backup due     | heard lower                 | B      | nopreempt=B n
            backup due     | heard equal, lower address  | B
            backup due     | heard equal, higher address | B      | nopreempt+owner=B n
            backup due     | heard higher                | B
            backup willing | startup                     | B
            backup willing | shutdown                    | I rc
            backup willing | tick                        | B
            backup willing | fault raised                | F rc
            backup willing | fault cleared               | B
            backup willing | parameters                  | B
            backup willing | heard 0                     | B n
            backup willing | heard lower                 | B      | nopreempt=B n
            backup willing | heard equal, lower address  | B
            backup willing | heard equal, higher address | B      | nopreempt+owner=B n
            backup willing | heard higher                | B
            init           | overheard                   | I
            init           | group agreed                | I
            init           | group yielded               | I
            fault          | overheard                   | F
            fault          | group agreed                | F
            fault          | group yielded               | F
            backup         | overheard                   | B
            backup         | group agreed                | M ahgc
            backup         | group yielded               | B
            backup due     | overheard                   | B
            backup due     | group agreed                | M ahgc
            backup due     | group yielded               | B
            backup willing | overheard                   | B
            backup willing | group agreed                | M ahgc
            backup willing | group yielded               | B
            backup stalled | overheard                   | B
            backup stalled | group agreed                | B n
            backup stalled | group yielded               | B
            master         | overheard                   | M
            master         | group agreed                | M
            master         | group yielded               | B 0rc
            master due     | overheard                   | M
            master due     | group agreed                | M
            master due     | group yielded               | B 0rc
            master stalled | overheard                   | B rnc
            master stalled | group agreed                | B rnc
            master stalled | group yielded               | B rnc
            backup stalled | startup                     | B
            backup stalled | shutdown                    | I rc
            backup stalled | tick                        | B n
            backup stalled | fault raised                | F rc
            backup stalled | fault cleared               | B
            backup stalled | parameters                  | B
            backup stalled | heard 0                     | B n
            backup stalled | heard lower                 | B      | nopreempt=B n
            backup stalled | heard equal, lower address  | B
            backup stalled | heard equal, higher address | B      | nopreempt+owner=B n
            backup stalled | heard higher                | B
            master         | startup                     | M
            master         | shutdown                    | I 0rc
            master         | tick                        | M
            master         | fault raised                | F 0rc
            master         | fault cleared               | M
            master         | parameters                  | M
            master         | heard 0                     | M ah
            master         | heard lower                 | M ahgn | silent=M gn
            master         | heard equal, lower address  | M ahgn | silent=M gn
            master         | heard equal, higher address | B rc   | owner=M ahgn | silent+owner=M gn
            master         | heard higher                | B rc   | owner=M ahgn | silent+owner=M gn
            master due     | startup                     | M
            master due     | shutdown                    | I 0rc
            master due     | tick                        | M ahg
            master due     | fault raised                | F 0rc
            master due     | fault cleared               | M
            master due     | parameters                  | M
            master due     | heard 0                     | M ah
            master due     | heard lower                 | M ahgn | silent=M gn
            master due     | heard equal, lower address  | M ahgn | silent=M gn
            master due     | heard equal, higher address | B rc   | owner=M ahgn | silent+owner=M gn
            master due     | heard higher                | B rc   | owner=M ahgn | silent+owner=M gn
            master stalled | startup                     | B rnc
            master stalled | shutdown                    | I rncrc
            master stalled | tick                        | B rnc
            master stalled | fault raised                | F rncrc
            master stalled | fault cleared               | B rnc
            master stalled | parameters                  | B rnc
            master stalled | heard 0                     | B rncn
            master stalled | heard lower                 | B rnc
            master stalled | heard equal, lower address  | B rnc
            master stalled | heard equal, higher address | B rnc
            master stalled | heard higher                | B rnc
            """;

    private record Flags(boolean preempt, boolean owner, boolean silent) {
        Parameters parameters() {
            return Elections.of(owner ? 255 : 100, preempt, silent);
        }

        /** The cell's text for these flags: the last exception of which all flags are set, else the rule. */
        String expected(String[] cells) {
            String expected = cells[2];
            for (int i = 3; i < cells.length; i++) {
                String[] exception = cells[i].split("=", 2);
                if (List.of(exception[0].split("\\+")).stream().allMatch(this::has)) {
                    expected = exception[1];
                }
            }
            return expected;
        }

        private boolean has(String flag) {
            return switch (flag) {
                case "nopreempt" -> !preempt;
                case "owner" -> owner;
                case "silent" -> silent;
                default -> throw new IllegalArgumentException(flag);
            };
        }
    }

    private static List<Flags> allFlags() {
        List<Flags> all = new ArrayList<>();
        for (int bits = 0; bits < 8; bits++) {
            all.add(new Flags((bits & 1) == 0, (bits & 2) != 0, (bits & 4) != 0));
        }
        return all;
    }

    private static String letters(Step step) {
        String effects = step.effects().stream()
                .map(effect -> switch (effect) {
                    case Effect.SendAdvertisement e -> e.priority() == 0 ? "0" : "a";
                    case Effect.HoldAddresses e -> "h";
                    case Effect.RemoveAddresses e -> "r";
                    case Effect.Announce e -> "g";
                    case Effect.AnnounceElsewhere e -> "x";
                    case Effect.Changed e -> "c";
                    case Effect.Remark e -> "n";
                })
                .collect(Collectors.joining());
        return (step.state().name().name().charAt(0) + " " + effects).strip();
    }

    private static List<String[]> rows() {
        return TABLE.lines().map(line -> line.strip().split("\\s*\\|\\s*")).toList();
    }

    @Test
    void everyPairDoesWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows()) {
            State state = Objects.requireNonNull(STATES.get(row[0]), row[0]);
            Event event = Objects.requireNonNull(EVENTS.get(row[1]), row[1]);
            for (Flags flags : allFlags()) {
                Step step = Election.step(state, event, NOW, flags.parameters());
                if (!flags.expected(row).equals(letters(step))) {
                    wrong.add(String.join(", ", row[0], row[1], flags.toString(), "became " + letters(step)));
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void theTableIsWhole() {
        List<String> pairs =
                rows().stream().map(row -> row[0] + " | " + row[1]).sorted().toList();
        List<String> all = STATES.keySet().stream()
                .flatMap(s -> EVENTS.keySet().stream().map(e -> s + " | " + e))
                .sorted()
                .toList();
        assertEquals(all, pairs);
    }

    @Test
    void invariantsHoldForEveryPair() {
        STATES.forEach((stateName, state) -> EVENTS.forEach((eventName, event) -> {
            for (Flags flags : allFlags()) {
                Step step = Election.step(state, event, NOW, flags.parameters());
                check(stateName + ", " + eventName + ", " + flags, state, step, flags.parameters());
            }
        }));
    }

    private static void check(String where, State before, Step step, Parameters p) {
        List<Effect> effects = step.effects();
        boolean removes = effects.contains(new Effect.RemoveAddresses());
        boolean holds = effects.stream().anyMatch(Effect.HoldAddresses.class::isInstance);
        boolean wasMaster = before instanceof State.Master;
        boolean isMaster = step.state() instanceof State.Master;
        assertEquals(wasMaster && !isMaster, wasMaster && removes, where + ": who leaves MASTER lets go");
        assertTrue(isMaster || !holds, where + ": only a master holds");
        assertTrue(wasMaster || !isMaster || holds, where + ": who becomes MASTER takes hold");
        boolean said = effects.stream().anyMatch(e -> e instanceof Effect.Changed);
        assertTrue(before.name() == step.state().name() || said, where + ": a change is said");
        for (Effect effect : effects) {
            if (effect instanceof Effect.SendAdvertisement sent) {
                assertEquals(isMaster ? p.priority() : 0, sent.priority(), where + ": right priority");
            }
        }
        if (isMaster || step.state() instanceof State.Backup) {
            assertNotEquals(Deadline.NEVER, step.state().nextDeadline(), where + ": never sleeps for ever");
        }
    }
}
