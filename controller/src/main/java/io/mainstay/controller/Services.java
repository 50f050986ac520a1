package io.mainstay.controller;

import io.mainstay.child.ChildRunner;
import io.mainstay.child.Signals;
import io.mainstay.child.Users;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.conf.model.NotifyConfig;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.metrics.MetricsText;
import io.mainstay.net.IpAddress;
import io.mainstay.notify.Cause;
import io.mainstay.notify.HookResult;
import io.mainstay.notify.Notifier;
import io.mainstay.notify.Transition;
import io.mainstay.trackers.Reading;
import io.mainstay.trackers.Trackers;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may take its time: checks, hooks, the proxy, reading a configuration. Has threads of its own; what
 * the loop calls here never blocks.
 */
final class Services implements AutoCloseable {
    /** How many hook results {@code status} shows. */
    private static final int RESULTS = 10;

    /** How long clients are given to hear goodbye while the address is still there; a backup needs longer. */
    private static final Duration GOODBYE = Duration.ofMillis(100);

    /** How long hooks may go on after everything else has ended. */
    private static final Duration LAST_HOOKS = Duration.ofSeconds(5);

    private final ChildRunner runner;
    private final Trackers trackers;
    private final Notifier notifier;
    private final Proxies proxies;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("background").factory());
    private final AtomicLong sequence = new AtomicLong();
    private final Map<MetricsText.HookKey, Long> hookCounts = new ConcurrentHashMap<>();
    private final Consumer<HookResult> told;
    private final Deque<String> results = new ArrayDeque<>();
    private volatile ControllerConfig config;
    private volatile Map<String, NotifyConfig> hooks;
    private volatile Map<String, NotifyConfig> groupHooks;

    Services(ControllerConfig config, Signals signals, Mailbox mailbox, Consumer<HookResult> told) {
        this.told = told;
        this.config = config;
        hooks = Map.copyOf(hooksOf(config));
        groupHooks = Map.copyOf(groupHooksOf(config));
        GlobalConfig global = config.global();
        runner = new ChildRunner(signals);
        trackers = new Trackers(runner, mailbox::put);
        notifier = new Notifier(runner, global.hookTimeout(), scriptUser(global), this::finished);
        proxies = new Proxies(mailbox::put);
    }

    /** keepalived's rule: whom the file names, else the user made for it where there is one. Blocks: not for the loop. */
    private static @Nullable UserConfig scriptUser(GlobalConfig global) {
        UserConfig named = global.scriptUser();
        return named == null ? new Users().defaultScriptUser() : named;
    }

    void start() {
        trackers.apply(config.trackers(), scriptUser(config.global()));
        proxies.apply(config.proxy());
    }

    /** Runs something on a thread that the loop does not wait for; one after the other. */
    void background(Runnable work) {
        background.execute(work);
    }

    /**
     * A configuration that the routers take next: from now on its hooks count, and those of instances that it no longer
     * has, whose end is still to be told. On the loop's thread.
     */
    void expect(ControllerConfig fresh) {
        Map<String, NotifyConfig> all = hooksOf(config);
        all.putAll(hooksOf(fresh));
        hooks = Map.copyOf(all);
        Map<String, NotifyConfig> groups = groupHooksOf(config);
        groups.putAll(groupHooksOf(fresh));
        groupHooks = Map.copyOf(groups);
    }

    private static Map<String, NotifyConfig> groupHooksOf(ControllerConfig config) {
        Map<String, NotifyConfig> hooks = new HashMap<>();
        config.syncGroups().forEach(g -> hooks.put(g.name(), g.hooks()));
        return hooks;
    }

    private static Map<String, NotifyConfig> hooksOf(ControllerConfig config) {
        Map<String, NotifyConfig> hooks = new HashMap<>();
        config.routers().forEach(r -> hooks.put(r.name(), r.hooks()));
        return hooks;
    }

    /** Takes a configuration that the routers have taken already. */
    void reconfigure(ControllerConfig fresh) {
        config = fresh;
        notifier.configure(fresh.global().hookTimeout(), scriptUser(fresh.global()));
        trackers.apply(fresh.trackers(), scriptUser(fresh.global()));
        proxies.apply(fresh.proxy());
    }

    /** A router's state has changed: its hooks are queued. */
    void stateChanged(Command.StateChanged change) {
        Cause cause = new Cause(sequence.incrementAndGet(), change.from().name(), change.reason(), Instant.now());
        NotifyConfig own = hooks.getOrDefault(change.router(), NotifyConfig.NONE);
        boolean silent = change.to() == StateName.INIT && !change.stopping();
        if (!silent) {
            notifier.submit(new Transition(
                    Transition.Kind.INSTANCE, change.router(), word(change.to()), change.priority(), cause, own));
        }
    }

    /** A sync group's state has changed: its hooks are queued; a group has no priority, keepalived says 0. */
    void groupChanged(Command.GroupChanged change) {
        NotifyConfig own = groupHooks.getOrDefault(change.router(), NotifyConfig.NONE);
        boolean silent = change.to() == StateName.INIT && !change.stopping();
        if (!silent) {
            Cause cause = new Cause(sequence.incrementAndGet(), change.from().name(), change.reason(), Instant.now());
            notifier.submit(new Transition(Transition.Kind.GROUP, change.router(), word(change.to()), 0, cause, own));
        }
    }

    private static Transition.State word(StateName state) {
        return switch (state) {
            case INIT -> Transition.State.STOP;
            case BACKUP -> Transition.State.BACKUP;
            case MASTER -> Transition.State.MASTER;
            case FAULT -> Transition.State.FAULT;
        };
    }

    private void finished(HookResult result) {
        String line = Instant.now() + " " + result.transition().name() + " "
                + result.transition().state() + " " + result.hook() + ": "
                + result.result().describe().strip().replace("\n", " | ");
        told.accept(result);
        hookCounts.merge(
                new MetricsText.HookKey(
                        result.transition().name(),
                        result.hook(),
                        result.result().succeeded()),
                1L,
                Long::sum);
        synchronized (results) {
            results.addLast(line);
            if (results.size() > RESULTS) {
                results.removeFirst();
            }
        }
    }

    /** The last hook results, oldest first. Any thread. */
    List<String> hookResults() {
        synchronized (results) {
            return new ArrayList<>(results);
        }
    }

    /** What is counted of checks and hooks. Any thread. */
    Map<String, Long> counters() {
        return runner.counters();
    }

    /** How many hooks ended, by instance, hook and success. Any thread. */
    Map<MetricsText.HookKey, Long> hookCounts() {
        return Map.copyOf(hookCounts);
    }

    /** What the trackers say of themselves. Any thread. */
    List<Reading> readings() {
        return trackers.snapshot();
    }

    /**
     * The proxy shall end the sessions on these addresses. For the loop: never waits.
     *
     * @return whether a proxy will hear of it
     */
    boolean release(List<IpAddress> leaving) {
        return proxies.release(leaving);
    }

    /** The proxy tells its clients that it goes, while they can still hear it; waits a moment, no more. */
    void sayGoodbye() {
        proxies.drain(GOODBYE);
    }

    /** Ends everything: the proxy, the checks; hooks that are under way get a moment. */
    void stop() {
        trackers.close();
        proxies.close();
        try {
            notifier.awaitIdle(LAST_HOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
        runner.close();
    }
}
