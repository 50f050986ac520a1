package io.mainstay.child;

import io.mainstay.child.Supervision.Effect;
import io.mainstay.child.Supervision.Event;
import io.mainstay.child.Supervision.State;
import io.mainstay.child.Supervision.Step;
import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.channel.ControllerMessage;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the proxy's process alive as {@link Supervision} decides. Its state is owned by its thread, which also starts
 * the process: when that thread ends, with the controller, the kernel kills the proxy. Others hand it events.
 */
public final class ProxySupervisor implements AutoCloseable {
    /** Events that may wait; the threads that read the proxy wait when it is full, and so does the proxy. */
    private static final int INBOX_LIMIT = 1024;
    /** Added to the proxy's own drain limit before it is killed. */
    static final Duration DRAIN_MARGIN = Duration.ofSeconds(2);

    private final Function<ProxyConfig, List<String>> command;
    private final Function<ControllerMessage, String> encode;
    private final Timeline timeline;
    private final Consumer<ProxyStatus> sink;
    private final Launcher launcher;
    private final LifeSigns lifeSigns = new LifeSigns(Path.of("/proc"));
    private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>(INBOX_LIMIT);
    private final Thread thread;
    private State state = State.INITIAL;
    private @Nullable ProxyProcess process;
    private @Nullable ProxyConfig config;
    private int launches;
    private final AtomicLong badLines = new AtomicLong();
    private boolean closing;
    private volatile ProxyStatus status;

    /** What comes in: an event, of a certain launch (0: of any), and perhaps a configuration. */
    private record Input(int launch, Event event, @Nullable ProxyConfig config, boolean last) {}

    /**
     * Starts the supervisor's thread, not yet the proxy.
     *
     * @param command the proxy's command line for a configuration
     * @param encode messages to lines
     * @param sink takes a status at every change, on the supervisor's thread; must not block
     */
    public ProxySupervisor(
            Function<ProxyConfig, List<String>> command,
            Function<ControllerMessage, String> encode,
            Users users,
            Timeline timeline,
            Consumer<ProxyStatus> sink) {
        this.command = command;
        this.encode = encode;
        this.timeline = timeline;
        this.sink = sink;
        this.launcher = new Launcher(users);
        this.status = new ProxyStatus(ProxyStatus.Phase.STOPPED, 0, 0, null, false, "not started", null, Instant.now());
        this.thread = Thread.ofPlatform().daemon().name("proxy-supervisor").start(this::loop);
    }

    /** The proxy shall run with this configuration; or, when it runs, take it over. */
    public void configure(ProxyConfig wanted) {
        put(new Input(0, new Event.Start(), wanted, false));
    }

    /** The proxy shall drain and end. */
    public void stop(Duration drain) {
        put(new Input(0, new Event.StopRequested(drain.plus(DRAIN_MARGIN)), null, false));
    }

    /**
     * The proxy shall close the sessions that came in by these addresses. Never waits.
     *
     * @return whether a running proxy will hear of it
     */
    public boolean release(List<IpAddress> addresses) {
        return status.phase() == ProxyStatus.Phase.RUNNING
                && inbox.offer(new Input(0, new Event.Leaving(addresses), null, false));
    }

    /** The present status. */
    public ProxyStatus status() {
        return status;
    }

    /** Waits for the supervisor's end after {@link #closeAfter}. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    /** Drains the proxy, kills it after the limit, then ends the supervisor; returns at once. */
    public void closeAfter(Duration drain) {
        put(new Input(0, new Event.StopRequested(drain.plus(DRAIN_MARGIN)), null, true));
    }

    /** As {@link #closeAfter} without time to drain. */
    @Override
    public void close() {
        put(new Input(0, new Event.StopRequested(Duration.ZERO), null, true));
    }

    private void put(Input input) {
        try {
            inbox.put(input);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything that waits is taken before time is looked at: a message in the queue is no silence. */
    private void loop() {
        try {
            while (!closing || !(state instanceof State.Stopped)) {
                Input input = inbox.poll(untilDue(), TimeUnit.NANOSECONDS);
                for (int i = 0; input != null && i < INBOX_LIMIT; i++) {
                    take(input);
                    input = inbox.poll();
                }
                if (input != null) {
                    take(input);
                }
                apply(new Event.Tick());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long untilDue() {
        return Math.max(0, timeline.now().until(Supervision.nextDeadline(state)).toNanos());
    }

    private void take(Input input) {
        if (input.launch() != 0 && input.launch() != launches) {
            return; // of a process that is history
        }
        closing |= input.last();
        if (input.config() != null) {
            boolean same = input.config().equals(config);
            config = input.config();
            if (!same) {
                apply(new Event.Reconfigure());
            }
        }
        if (input.event() instanceof Event.Heard heard && heard.message() instanceof ProxyMessage.State said) {
            report(status.lastExit(), said, null);
        }
        if (input.event() instanceof Event.Exited exited) {
            process = null;
            report("exit " + exited.status(), status.last(), null);
        }
        apply(input.event());
    }

    private void apply(Event event) {
        Deadline now = timeline.now();
        State before = state;
        Step step = Supervision.step(state, event, now);
        state = step.state();
        step.effects().forEach(this::perform);
        if (!before.getClass().equals(state.getClass())) {
            report(status.lastExit(), status.last(), null);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Launch e -> launch();
            case Effect.SendConfiguration e -> sendConfiguration();
            case Effect.Examine e -> examine();
            case Effect.SendDrain e -> send(new ControllerMessage.Drain());
            case Effect.SendRelease e -> send(new ControllerMessage.Release(e.addresses()));
            case Effect.Kill e -> kill();
            case Effect.Failed e -> failed(e.reason());
        }
    }

    private void launch() {
        int launch = ++launches;
        ProxyConfig wanted = config;
        report(status.lastExit(), null, "starting");
        try {
            if (wanted == null) {
                throw new IOException("no configuration");
            }
            Process started = launcher.prepare(command.apply(wanted), wanted.user(), Map.of(), "KILL")
                    .start();
            process = new ProxyProcess(
                    started,
                    line -> heard(launch, line),
                    exit -> put(new Input(launch, new Event.Exited(exit), null, false)));
            Log.proxyLaunched(started.pid());
            sendConfiguration();
        } catch (IOException e) {
            apply(new Event.LaunchFailed("cannot start: " + e.getMessage()));
        }
    }

    /** On the thread that reads the proxy. */
    private void heard(int launch, String line) {
        try {
            put(new Input(launch, new Event.Heard(ChannelCodec.decodeProxy(line)), null, false));
        } catch (IllegalArgumentException e) {
            long count = badLines.incrementAndGet();
            if (Long.bitCount(count) == 1) {
                Log.proxyBadLine(String.valueOf(e.getMessage()), count);
            }
        }
    }

    private void sendConfiguration() {
        ProxyConfig wanted = config;
        if (wanted != null) {
            send(new ControllerMessage.Configure(wanted));
        }
    }

    private void send(ControllerMessage message) {
        ProxyProcess present = process;
        if (present != null && !present.send(encode.apply(message))) {
            apply(new Event.ChannelStuck());
        }
    }

    private void examine() {
        ProxyProcess present = process;
        LifeSigns.Sign sign =
                present == null ? LifeSigns.Sign.UNCERTAIN : lifeSigns.look(present.pid(), timeline.now());
        apply(new Event.Examined(sign));
    }

    private void kill() {
        ProxyProcess present = process;
        if (present != null) {
            present.kill();
        }
    }

    private void failed(String reason) {
        Log.proxyFailed(reason, Math.max(0, launches - 1));
        report(reason, status.last(), reason);
    }

    /** The one place where a status is made; says it when it differs from the one before. */
    private void report(@Nullable String lastExit, ProxyMessage.@Nullable State said, @Nullable String why) {
        ProxyStatus.Phase phase = ProxyStatus.phase(state);
        boolean runs = phase == ProxyStatus.Phase.RUNNING;
        boolean samePhase = phase == status.phase();
        ProxyStatus now = new ProxyStatus(
                phase,
                process == null ? 0 : process.pid(),
                Math.max(0, launches - 1),
                lastExit,
                runs && said != null && said.healthy(),
                reason(runs, said, why, lastExit, phase),
                said,
                samePhase ? status.since() : Instant.now());
        if (!samePhase) {
            Log.proxyPhase(status.phase().name(), phase.name(), now.reason());
        }
        if (!now.equals(status)) {
            status = now;
            sink.accept(now);
        }
    }

    private static String reason(
            boolean runs,
            ProxyMessage.@Nullable State said,
            @Nullable String why,
            @Nullable String lastExit,
            ProxyStatus.Phase phase) {
        if (why != null) {
            return why;
        }
        if (runs) {
            return said == null ? "has not said yet how it is" : said.reason();
        }
        boolean failing = phase == ProxyStatus.Phase.BACKING_OFF || phase == ProxyStatus.Phase.KILLING;
        return failing && lastExit != null ? lastExit : phase.name().toLowerCase(Locale.ROOT);
    }
}
