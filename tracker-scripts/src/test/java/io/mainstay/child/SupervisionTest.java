package io.mainstay.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.child.Supervision.Effect;
import io.mainstay.child.Supervision.Event;
import io.mainstay.child.Supervision.Loop;
import io.mainstay.child.Supervision.State;
import io.mainstay.child.Supervision.Step;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisionTest {
    private static final Deadline T0 = new Deadline(100_000_000_000L);

    private static Deadline at(long millis) {
        return T0.plus(Duration.ofMillis(millis));
    }

    private static final List<State> STATES = List.of(
            new State.Stopped(),
            new State.Starting(at(15_000), 2),
            new State.Running(at(0), at(800), List.of(new Loop(7, at(800))), 2),
            new State.Killing(at(2000), 2, true),
            new State.BackingOff(at(400), 3),
            new State.Draining(at(5000)));

    private static final List<Event> EVENTS = List.of(
            new Event.Start(),
            new Event.Exited(1),
            new Event.LaunchFailed("no file"),
            new Event.ChannelStuck(),
            new Event.Heard(new ProxyMessage.Hello(1, 42, "1")),
            new Event.Heard(new ProxyMessage.Hello(9, 42, "1")),
            new Event.Heard(beats(8)),
            new Event.Tick(),
            new Event.Reconfigure(),
            new Event.StopRequested(Duration.ofSeconds(3)));

    private static ProxyMessage.Heartbeat beats(long... beats) {
        return new ProxyMessage.Heartbeat(java.util.Arrays.stream(beats).boxed().toList());
    }

    /** Rows are STATES, columns are EVENTS, at T0 when nothing is due yet; "=" stays as it is, without effects. */
    private static final String TABLE = """
            Starting+Launch | = | = | = | = | = | = | = | = | =
            = | BackingOff+Failed | BackingOff+Failed | Killing+Failed+Kill | Running | Killing+Failed+Kill | = | = | =+SendConfiguration | Draining+SendDrain
            = | BackingOff+Failed | BackingOff+Failed | Killing+Failed+Kill | = | = | Running | = | =+SendConfiguration | Draining+SendDrain
            = | BackingOff | BackingOff | = | = | = | = | = | = | Killing
            = | = | = | = | = | = | = | = | = | Stopped
            Killing+Kill | Stopped | Stopped | Killing+Kill | = | = | = | = | = | Draining
            """;

    @Test
    void everyStateAnswersEveryEvent() {
        StringBuilder table = new StringBuilder();
        for (State state : STATES) {
            List<String> row = EVENTS.stream().map(event -> cell(state, event)).toList();
            table.append(String.join(" | ", row)).append("\n");
        }
        assertEquals(TABLE, table.toString());
    }

    private static String cell(State state, Event event) {
        Step step = Supervision.step(state, event, T0);
        StringBuilder cell = new StringBuilder(
                step.state().equals(state) ? "=" : step.state().getClass().getSimpleName());
        step.effects().forEach(e -> cell.append("+").append(e.getClass().getSimpleName()));
        return cell.toString();
    }

    @Test
    void withoutHelloItIsKilledAndStartedAgain() {
        Step killed = Supervision.step(new State.Starting(at(15_000), 0), new Event.Tick(), at(15_000));
        assertEquals(List.of(new Effect.Failed("no hello within 15 s"), new Effect.Kill()), killed.effects());
        Step dead = Supervision.step(killed.state(), new Event.Exited(137), at(15_010));
        assertEquals(new State.BackingOff(at(15_110), 1), dead.state());
        Step again = Supervision.step(dead.state(), new Event.Tick(), at(15_110));
        assertEquals(new State.Starting(at(30_110), 1), again.state());
        assertEquals(List.of(new Effect.Launch()), again.effects());
    }

    @Test
    void loopThatStandsStillWhileHeartbeatsArriveIsHungAfter800Millis() {
        State state = new State.Running(at(0), at(20_800), List.of(), 0);
        for (int t = 20_000; t <= 20_800; t += 200) {
            state = Supervision.step(state, new Event.Heard(beats(t, 5)), at(t)).state();
        }
        assertEquals(at(20_800), Supervision.nextDeadline(state));
        Step looked = Supervision.step(state, new Event.Tick(), at(20_801));
        assertEquals(List.of(new Effect.Examine()), looked.effects());
        Step step = Supervision.step(looked.state(), new Event.Examined(LifeSigns.Sign.SPINNING), at(20_801));
        assertEquals(
                List.of(
                        new Effect.Failed("hung: event loop 1 of 2 stands still for more than 800 ms"),
                        new Effect.Kill()),
                step.effects());
        assertEquals(new State.Killing(at(22_801), 0, true), step.state());
    }

    private static State young() {
        State hello = Supervision.step(
                        new State.Starting(at(15_000), 0),
                        new Event.Heard(new ProxyMessage.Hello(1, 42, "1")),
                        at(1000))
                .state();
        return Supervision.step(hello, new Event.Heard(beats(1)), at(1_500)).state();
    }

    @Test
    void aYoungProxyThatStandsStillIsLookedAtAfter800Millis() {
        assertEquals(at(2_300), Supervision.nextDeadline(young()));
        Step overdue = Supervision.step(young(), new Event.Tick(), at(2_300));
        assertEquals(List.of(new Effect.Examine()), overdue.effects());
        Step idle = Supervision.step(overdue.state(), new Event.Examined(LifeSigns.Sign.IDLE), at(2_300));
        assertEquals(
                List.of(new Effect.Failed("hung: no heartbeat for more than 800 ms"), new Effect.Kill()),
                idle.effects());
    }

    @Test
    void aYoungProxyThatWorksIsLookedAtAgainUntilItsFiveSecondsAreOver() {
        State state = young();
        int looks = 0;
        long t = 2_300;
        for (; t < 6_000; t += 100) {
            Step overdue = Supervision.step(state, new Event.Tick(), at(t));
            assertEquals(List.of(new Effect.Examine()), overdue.effects());
            state = Supervision.step(overdue.state(), new Event.Examined(LifeSigns.Sign.SPINNING), at(t))
                    .state();
            looks++;
        }
        assertEquals(37, looks);
        Step warm = Supervision.step(state, new Event.Examined(LifeSigns.Sign.SPINNING), at(t));
        assertTrue(warm.effects().contains(new Effect.Kill()));
    }

    @Test
    void aProxyThatOthersKeepFromRunningIsLookedAtAgain() {
        State state = new State.Running(at(-5_000), at(800), List.of(new Loop(1, at(900))), 0);
        Step looked = Supervision.step(state, new Event.Tick(), at(800));
        assertEquals(List.of(new Effect.Examine()), looked.effects());
        Step again = Supervision.step(looked.state(), new Event.Examined(LifeSigns.Sign.UNCERTAIN), at(800));
        assertEquals(List.of(), again.effects());
        assertEquals(at(900), Supervision.nextDeadline(again.state()));
        Step starved = Supervision.step(again.state(), new Event.Examined(LifeSigns.Sign.STARVED), at(900));
        assertTrue(starved.effects().contains(new Effect.Kill()));
    }

    @Test
    void aProxyThatSpeaksBeforeTheAnswerIsBelieved() {
        State looked = Supervision.step(young(), new Event.Tick(), at(2_300)).state();
        State heard =
                Supervision.step(looked, new Event.Heard(beats(2)), at(2_301)).state();
        assertEquals(
                List.of(),
                Supervision.step(heard, new Event.Examined(LifeSigns.Sign.IDLE), at(2_302))
                        .effects());
        assertEquals(at(3_101), Supervision.nextDeadline(heard));
    }

    @Test
    void silenceIsAHang() {
        State state = new State.Running(at(-5_000), at(800), List.of(new Loop(1, at(900))), 0);
        assertEquals(
                List.of(new Effect.Failed("hung: no heartbeat for more than 800 ms"), new Effect.Kill()),
                Supervision.step(state, new Event.Examined(LifeSigns.Sign.IDLE), at(800))
                        .effects());
    }

    @Test
    void afterAStallOfOurOwnTheProxyIsHeardBeforeItIsJudged() {
        State state = new State.Running(at(-5_000), at(800), List.of(new Loop(1, at(800))), 0);
        Step late = Supervision.step(state, new Event.Tick(), at(4000));
        assertEquals(new State.Running(at(-5_000), at(4300), List.of(new Loop(1, at(4300))), 0), late.state());
        assertEquals(List.of(), late.effects());
        assertEquals(
                List.of(new Effect.Examine()),
                Supervision.step(late.state(), new Event.Tick(), at(4300)).effects());
        State heard = Supervision.step(late.state(), new Event.Heard(beats(2)), at(4100))
                .state();
        assertEquals(new State.Running(at(-5_000), at(4900), List.of(new Loop(2, at(4900))), 0), heard);
    }

    @Test
    void pausesDoubleUpToTenSecondsAndStartAnewAfterThirtyHealthyOnes() {
        List<Long> pauses = new ArrayList<>();
        State state = new State.Starting(at(15_000), 0);
        for (int i = 0; i < 9; i++) {
            State.BackingOff off = (State.BackingOff)
                    Supervision.step(state, new Event.Exited(1), at(0)).state();
            pauses.add(at(0).until(off.until()).toMillis());
            state = Supervision.step(off, new Event.Tick(), off.until()).state();
        }
        assertEquals(List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L), pauses);
        State brief = new State.Running(at(0), at(40_000), List.of(), 5);
        assertEquals(
                new State.BackingOff(at(29_999 + 3200), 6),
                Supervision.step(brief, new Event.Exited(1), at(29_999)).state());
        assertEquals(
                new State.BackingOff(at(30_100), 1),
                Supervision.step(brief, new Event.Exited(1), at(30_000)).state());
    }

    @Test
    void drainThatTakesTooLongIsKilledAndNotStartedAgain() {
        Step killed = Supervision.step(new State.Draining(at(5000)), new Event.Tick(), at(5000));
        assertEquals(List.of(new Effect.Kill()), killed.effects());
        assertEquals(
                new State.Stopped(),
                Supervision.step(killed.state(), new Event.Exited(137), at(5001))
                        .state());
    }

    @Test
    void anotherProtocolIsReported() {
        Step step = Supervision.step(
                new State.Starting(at(15_000), 0), new Event.Heard(new ProxyMessage.Hello(9, 1, "x")), at(1));
        assertEquals(
                new Effect.Failed("protocol of the proxy: 9 (expected: 1)"),
                step.effects().getFirst());
    }
}
