package io.mainstay.trackers;

import io.mainstay.child.ChildRunner;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.UserConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All trackers of a configuration, on one thread of their own. Any thread may call. Links and the proxy are watched by
 * the controller: their configurations are passed over here.
 */
public final class Trackers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread;
    private final ChildRunner runner;
    private final Context context;
    private final Directories directories;
    private final ProcessTable processes = new ProcessTable(Path.of("/proc"));
    private final Map<String, Tracker> trackers = new LinkedHashMap<>();
    private final Map<String, Tracker> shown = new ConcurrentSkipListMap<>();
    private @Nullable UserConfig user;

    /**
     * Without a tracker yet.
     *
     * @param runner runs the scripts; stays the caller's
     * @param changes takes a reading whenever a verdict is the tracker's first or differs from the one before; called
     *     on the trackers' thread, must not block
     */
    public Trackers(ChildRunner runner, Consumer<Reading> changes) {
        this.runner = runner;
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("trackers").factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.context = new Context(thread, changes);
        this.directories = new Directories(context);
    }

    /**
     * Makes these the trackers that run: new ones start, those that watch the same thing as before go on with what they
     * know, the others stop. A tracker that takes another's place says nothing until its first look.
     *
     * @param scriptUser whom scripts run as that name nobody; null for the controller's own user
     */
    public void apply(List<TrackerConfig> configs, @Nullable UserConfig scriptUser) {
        List<TrackerConfig> copy = List.copyOf(configs);
        context.soon(() -> change(copy, scriptUser));
    }

    private void change(List<TrackerConfig> configs, @Nullable UserConfig scriptUser) {
        boolean sameUser = Objects.equals(user, scriptUser);
        user = scriptUser;
        Set<String> wanted = new HashSet<>();
        for (TrackerConfig config : configs) {
            wanted.add(config.key());
            Tracker present = trackers.get(config.key());
            boolean goesOn =
                    present != null && (sameUser || !(present instanceof ScriptTracker)) && present.adopt(config);
            if (!goesOn) {
                replace(config);
            }
        }
        Set.copyOf(trackers.keySet()).stream()
                .filter(key -> !wanted.contains(key))
                .forEach(this::remove);
    }

    private void replace(TrackerConfig config) {
        remove(config.key());
        create(config).ifPresent(tracker -> {
            trackers.put(config.key(), tracker);
            shown.put(config.key(), tracker);
            tracker.start();
        });
    }

    private void remove(String key) {
        Tracker tracker = trackers.remove(key);
        shown.remove(key);
        if (tracker != null) {
            tracker.stop();
        }
    }

    private Optional<Tracker> create(TrackerConfig config) {
        return switch (config) {
            case TrackerConfig.Script script -> Optional.of(new ScriptTracker(script, user, runner, context));
            case TrackerConfig.Process process -> Optional.of(new ProcessTracker(process, processes, context));
            case TrackerConfig.File file -> Optional.of(new FileTracker(file, directories, context));
            case TrackerConfig.Link link -> Optional.empty();
            case TrackerConfig.Proxy proxy -> Optional.empty();
        };
    }

    /** The present readings, with the last output of each, in the order of their names. */
    public List<Reading> snapshot() {
        return shown.values().stream()
                .flatMap(tracker -> tracker.reading().stream())
                .toList();
    }

    /** Stops all of them; ends what still runs. */
    @Override
    public void close() {
        context.soon(() -> Set.copyOf(trackers.keySet()).forEach(this::remove));
        thread.shutdown();
        directories.close();
    }
}
