package io.mainstay.trackers;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Directories that are watched with inotify(7), and who wants to know. Owned by the trackers' thread; a thread of its
 * own waits for the kernel. Any event, an overflow too, means "read again": the files are the truth.
 */
final class Directories implements AutoCloseable {
    private final Context context;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<WatchKey, Set<FileTracker>> listeners = new HashMap<>();
    private final Set<Path> refused = new HashSet<>();
    private @Nullable WatchService service;

    Directories(Context context) {
        this.context = context;
    }

    /** Watches a directory if it is not watched already; one that cannot be is said once and tried at each call. */
    void watch(Path directory, FileTracker who) {
        try {
            WatchKey key = keys.get(directory);
            if (key == null || !key.isValid()) {
                key = register(directory);
            }
            listeners.computeIfAbsent(key, k -> new HashSet<>()).add(who);
            refused.remove(directory);
        } catch (IOException e) {
            if (refused.add(directory)) {
                Log.cannotWatch(directory.toString(), e.toString());
            }
        }
    }

    private WatchKey register(Path directory) throws IOException {
        WatchKey old = keys.remove(directory);
        Set<FileTracker> waiting = old == null ? null : listeners.remove(old);
        WatchKey key = directory.register(
                service(),
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        keys.put(directory, key);
        if (waiting != null) {
            listeners.computeIfAbsent(key, k -> new HashSet<>()).addAll(waiting);
        }
        return key;
    }

    private WatchService service() throws IOException {
        WatchService present = service;
        if (present == null) {
            WatchService made = FileSystems.getDefault().newWatchService();
            service = made;
            Thread.ofPlatform().daemon().name("trackers-files").start(() -> listen(made));
            return made;
        }
        return present;
    }

    private void listen(WatchService from) {
        try {
            while (true) {
                WatchKey key = from.take();
                key.pollEvents();
                key.reset();
                context.soon(() -> listeners.getOrDefault(key, Set.of()).forEach(FileTracker::changed));
            }
        } catch (ClosedWatchServiceException e) {
            Thread.currentThread().setName("trackers-files-ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void forget(FileTracker who) {
        listeners.values().forEach(set -> set.remove(who));
        keys.values().removeIf(key -> {
            boolean unused = listeners.getOrDefault(key, Set.of()).isEmpty();
            if (unused) {
                listeners.remove(key);
                key.cancel();
            }
            return unused;
        });
    }

    @Override
    public void close() {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            Log.cannotWatch("all", e.toString());
        }
    }
}
