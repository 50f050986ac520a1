package io.mainstay.child;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the proxy's process is started, believed, killed and started again. Pure: deadlines are in the state, what is to
 * be done comes back as effects.
 *
 * <pre>
 *              Start            hello            drain, stop
 *   Stopped ----------> Starting -----> Running ------------> Draining --exit--> Stopped
 *                          | no hello      | a loop or the line stands still        | limit
 *                          v               v                                        v
 *                        Killing <---------+------------------------------------- Killing
 *                          | exit          | exit by itself
 *                          v               v
 *                       BackingOff <-------+      --until--> Starting
 * </pre>
 */
public final class Supervision {
    /** From launch to hello: a JVM starts in less on a busy machine. */
    static final Duration HELLO = Duration.ofSeconds(15);
    /**
     * An event loop, or the whole line, that stands still for longer is looked at: it hangs when it does nothing or turns in
     * circles, and not when others have the processor.
     */
    static final Duration HANG = Duration.ofMillis(800);
    /** For this long after its hello a JVM still loads and compiles: that it works much and says nothing is no hang. */
    static final Duration WARM_UP = Duration.ofSeconds(5);
    /** Between two looks at what the kernel shows. */
    static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    /** A tick later than this means that we stood still, not the proxy. */
    static final Duration LATE = Duration.ofMillis(100);
    /** What the proxy gets after we stood still, for its messages to come through. */
    static final Duration AFTER_STALL = Duration.ofMillis(300);
    /** The first pause before a restart; doubled each time. */
    static final Duration BACK_OFF = Duration.ofMillis(100);
    /** The longest pause. */
    static final Duration BACK_OFF_LIMIT = Duration.ofSeconds(10);
    /** So long in good order, and the next pause is the first again. */
    static final Duration HEALTHY = Duration.ofSeconds(30);
    /** Between one KILL and the next while the exit does not come. */
    static final Duration KILL_AGAIN = Duration.ofSeconds(2);

    private Supervision() {}

    /** Where the process is. {@code attempt} counts failures in a row. */
    public sealed interface State {
        /** Not wanted. */
        record Stopped() implements State {}

        /** Launched; has not said hello. */
        record Starting(Deadline helloBy, int attempt) implements State {}

        /** In order. {@code lineBy}: when the next heartbeat is overdue. */
        record Running(Deadline since, Deadline lineBy, List<Loop> loops, int attempt) implements State {
            public Running {
                loops = List.copyOf(loops);
            }
        }

        /** KILL was sent; its exit is awaited. */
        record Killing(Deadline again, int attempt, boolean restart) implements State {}

        /** Dead; started again later. */
        record BackingOff(Deadline until, int attempt) implements State {}

        /** Asked to end. */
        record Draining(Deadline limit) implements State {}

        /** The state before everything. */
        State INITIAL = new Stopped();
    }

    /** One event loop: its counter, and when it hangs unless the counter moves. */
    public record Loop(long beats, Deadline hangsAt) {}

    /** What happens. */
    public sealed interface Event {
        /** It is wanted. */
        record Start() implements Event {}

        /** Its process has ended. */
        record Exited(int status) implements Event {}

        /** It could not be started. */
        record LaunchFailed(String reason) implements Event {}

        /** It does not read what we say. */
        record ChannelStuck() implements Event {}

        /** What the kernel shows of it. */
        record Examined(LifeSigns.Sign sign) implements Event {}

        /** It said something. */
        record Heard(ProxyMessage message) implements Event {}

        /** Time goes by. */
        record Tick() implements Event {}

        /** There is another configuration. */
        record Reconfigure() implements Event {}

        /** These addresses leave the host. */
        record Leaving(List<IpAddress> addresses) implements Event {
            public Leaving {
                addresses = List.copyOf(addresses);
            }
        }

        /** It is not wanted any more, and has so long to end. */
        record StopRequested(Duration limit) implements Event {}
    }

    /** What is to be done. */
    public sealed interface Effect {
        /** Start the process; its configuration is its first line. */
        record Launch() implements Effect {}

        /** Send the configuration. */
        record SendConfiguration() implements Effect {}

        /** Look whether anything moves in it; the answer is {@link Event.Examined}. */
        record Examine() implements Effect {}

        /** Ask it to drain. */
        record SendDrain() implements Effect {}

        /** Tell it whose sessions are to end. */
        record SendRelease(List<IpAddress> addresses) implements Effect {
            public SendRelease {
                addresses = List.copyOf(addresses);
            }
        }

        /** SIGKILL. */
        record Kill() implements Effect {}

        /** It failed, for this reason. */
        record Failed(String reason) implements Effect {}
    }

    /** The next state and what is to be done, in order. */
    public record Step(State state, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }

        static Step to(State state, Effect... effects) {
            return new Step(state, List.of(effects));
        }
    }

    /** When the next tick is due; NEVER while only events matter. */
    public static Deadline nextDeadline(State state) {
        return switch (state) {
            case State.Stopped s -> Deadline.NEVER;
            case State.Starting s -> s.helloBy();
            case State.Running s -> hangsAt(s);
            case State.Killing s -> s.again();
            case State.BackingOff s -> s.until();
            case State.Draining s -> s.limit();
        };
    }

    private static Deadline hangsAt(State.Running s) {
        return s.loops().stream().map(Loop::hangsAt).reduce(s.lineBy(), Deadline::min);
    }

    /** Decides. */
    public static Step step(State state, Event event, Deadline now) {
        return switch (event) {
            case Event.Start e -> start(state, now);
            case Event.Exited e -> exited(state, e.status(), now);
            case Event.LaunchFailed e ->
                state instanceof State.Starting s ? backOff(s.attempt(), e.reason(), now) : exited(state, 0, now);
            case Event.ChannelStuck e -> stuck(state, now);
            case Event.Examined e -> state instanceof State.Running s ? examined(s, e.sign(), now) : Step.to(state);
            case Event.Heard e -> heard(state, e.message(), now);
            case Event.Tick e -> nextDeadline(state).isDue(now) ? due(state, now) : Step.to(state);
            case Event.Reconfigure e -> isUp(state) ? Step.to(state, new Effect.SendConfiguration()) : Step.to(state);
            case Event.Leaving e ->
                state instanceof State.Running ? Step.to(state, new Effect.SendRelease(e.addresses())) : Step.to(state);
            case Event.StopRequested e -> stop(state, now.plus(e.limit()));
        };
    }

    private static boolean isUp(State state) {
        return state instanceof State.Starting || state instanceof State.Running;
    }

    private static Step start(State state, Deadline now) {
        return switch (state) {
            case State.Stopped s -> launch(0, now);
            case State.Killing s -> Step.to(new State.Killing(s.again(), s.attempt(), true));
            case State.Draining s -> kill(0, true, now);
            case State.Starting s -> Step.to(s);
            case State.Running s -> Step.to(s);
            case State.BackingOff s -> Step.to(s);
        };
    }

    private static Step stop(State state, Deadline limit) {
        return switch (state) {
            case State.Stopped s -> Step.to(s);
            case State.Starting s -> Step.to(new State.Draining(limit), new Effect.SendDrain());
            case State.Running s -> Step.to(new State.Draining(limit), new Effect.SendDrain());
            case State.Killing s -> Step.to(new State.Killing(s.again(), s.attempt(), false));
            case State.BackingOff s -> Step.to(State.INITIAL);
            case State.Draining s -> Step.to(new State.Draining(s.limit().min(limit)));
        };
    }

    private static Step launch(int attempt, Deadline now) {
        return Step.to(new State.Starting(now.plus(HELLO), attempt), new Effect.Launch());
    }

    private static Step exited(State state, int status, Deadline now) {
        return switch (state) {
            case State.Starting s -> backOff(s.attempt(), "exit " + status + " before its hello", now);
            case State.Running s -> backOff(attempt(s, now), "exit " + status, now);
            case State.Killing s ->
                s.restart()
                        ? Step.to(new State.BackingOff(now.plus(pause(s.attempt())), s.attempt() + 1))
                        : Step.to(State.INITIAL);
            case State.Draining s -> Step.to(State.INITIAL);
            case State.Stopped s -> Step.to(s);
            case State.BackingOff s -> Step.to(s);
        };
    }

    private static Step backOff(int attempt, String reason, Deadline now) {
        return Step.to(new State.BackingOff(now.plus(pause(attempt)), attempt + 1), new Effect.Failed(reason));
    }

    private static int attempt(State.Running s, Deadline now) {
        return s.since().plus(HEALTHY).isDue(now) ? 0 : s.attempt();
    }

    /** 100 ms, 200 ms … 10 s. */
    static Duration pause(int attempt) {
        Duration pause = BACK_OFF.multipliedBy(1L << Math.min(attempt, 10));
        return pause.compareTo(BACK_OFF_LIMIT) > 0 ? BACK_OFF_LIMIT : pause;
    }

    private static Step stuck(State state, Deadline now) {
        String reason = "does not read its channel";
        return switch (state) {
            case State.Starting s -> fail(s.attempt(), reason, now);
            case State.Running s -> fail(attempt(s, now), reason, now);
            case State.Draining s -> kill(0, false, now);
            case State.Stopped s -> Step.to(s);
            case State.Killing s -> Step.to(s);
            case State.BackingOff s -> Step.to(s);
        };
    }

    private static Step fail(int attempt, String reason, Deadline now) {
        return Step.to(
                new State.Killing(now.plus(KILL_AGAIN), attempt, true), new Effect.Failed(reason), new Effect.Kill());
    }

    private static Step kill(int attempt, boolean restart, Deadline now) {
        return Step.to(new State.Killing(now.plus(KILL_AGAIN), attempt, restart), new Effect.Kill());
    }

    private static Step heard(State state, ProxyMessage message, Deadline now) {
        return switch (message) {
            case ProxyMessage.Hello hello -> state instanceof State.Starting s ? hello(s, hello, now) : Step.to(state);
            case ProxyMessage.Heartbeat beat ->
                state instanceof State.Running s ? Step.to(beat(s, beat.beats(), now)) : Step.to(state);
            case ProxyMessage.State ignored -> Step.to(state);
        };
    }

    private static Step hello(State.Starting s, ProxyMessage.Hello hello, Deadline now) {
        return hello.protocol() == ChannelCodec.PROTOCOL
                ? Step.to(new State.Running(now, now.plus(HANG), List.of(), s.attempt()))
                : fail(
                        s.attempt(),
                        "protocol of the proxy: " + hello.protocol() + " (expected: " + ChannelCodec.PROTOCOL + ")",
                        now);
    }

    private static State beat(State.Running s, List<Long> beats, Deadline now) {
        Deadline hangsAt = now.plus(HANG);
        List<Loop> loops = new ArrayList<>();
        for (int i = 0; i < beats.size(); i++) {
            boolean stands = i < s.loops().size() && s.loops().get(i).beats() == beats.get(i);
            loops.add(stands ? s.loops().get(i) : new Loop(beats.get(i), hangsAt));
        }
        return new State.Running(s.since(), hangsAt, loops, s.attempt());
    }

    private static Step due(State state, Deadline now) {
        return switch (state) {
            case State.Stopped s -> Step.to(s);
            case State.Starting s -> fail(s.attempt(), "no hello within " + HELLO.toSeconds() + " s", now);
            case State.Running s -> overdue(s, now);
            case State.Killing s ->
                Step.to(new State.Killing(now.plus(KILL_AGAIN), s.attempt(), s.restart()), new Effect.Kill());
            case State.BackingOff s -> launch(s.attempt(), now);
            case State.Draining s -> kill(0, false, now);
        };
    }

    /** A late tick shows that this side stood still: what the proxy said meanwhile has to be read before it is judged. */
    private static Step overdue(State.Running s, Deadline now) {
        boolean weStoodStill = hangsAt(s).plus(LATE).isDue(now);
        if (weStoodStill) {
            Deadline grace = now.plus(AFTER_STALL);
            List<Loop> loops =
                    s.loops().stream().map(l -> new Loop(l.beats(), grace)).toList();
            return Step.to(new State.Running(s.since(), grace, loops, s.attempt()));
        }
        return Step.to(s, new Effect.Examine());
    }

    private static Step examined(State.Running s, LifeSigns.Sign sign, Deadline now) {
        if (!hangsAt(s).isDue(now)) {
            return Step.to(s);
        }
        boolean hangs = switch (sign) {
            case IDLE, STARVED -> true;
            case SPINNING -> s.since().plus(WARM_UP).isDue(now);
            case UNCERTAIN -> false;
        };
        if (hangs) {
            return fail(attempt(s, now), hang(s, now), now);
        }
        Deadline again = now.plus(LOOK_AGAIN);
        List<Loop> loops = s.loops().stream()
                .map(l -> l.hangsAt().isDue(now) ? new Loop(l.beats(), again) : l)
                .toList();
        return Step.to(new State.Running(s.since(), s.lineBy().isDue(now) ? again : s.lineBy(), loops, s.attempt()));
    }

    private static String hang(State.Running s, Deadline now) {
        if (s.lineBy().isDue(now)) {
            return "hung: no heartbeat for more than " + HANG.toMillis() + " ms";
        }
        int loop = 0;
        while (!s.loops().get(loop).hangsAt().isDue(now)) {
            loop++;
        }
        return "hung: event loop " + loop + " of " + s.loops().size() + " stands still for more than " + HANG.toMillis()
                + " ms";
    }
}
