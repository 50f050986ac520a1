package io.mainstay.journal;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.RouterTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Writes down what the core was told and what it did. Whoever records hands over and goes on; a thread of its own
 * writes. What finds no place or cannot be written is counted, and the next line that can be written says how many were
 * lost. Nothing is forced to the disk: a crash of the machine loses the last moments.
 */
public final class Journal implements AutoCloseable {
    /** How many entries may wait for the disk. */
    static final int WAITING = 1024;

    /** The writer looks this often; nobody ever wakes it, which would cost the loop a system call. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** A disk that refused is tried again after so long. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Wakes the writer at the end, and is not written. */
    private final Entry wake = new Entry.Event(0, Instant.EPOCH, "", "", "");

    private final ArrayBlockingQueue<Entry> queue = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong lostInAll = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final Secrets secrets = new Secrets();
    private final Feed<String> feed = new Feed<>();
    private final JournalFiles files;
    private final Path folder;
    private final Consumer<String> complaints;
    private final Thread thread;
    private LineWriter lines = new LineWriter(secrets);
    private long retryAtNanos;
    private boolean refused;

    /** Set by the writer when it needs a table to begin a file with; cleared by the recorder when it gives one. */
    private volatile boolean tableWanted = true;

    private volatile boolean closing;

    /**
     * Begins a new file in the folder; nothing is thrown when that cannot be done.
     *
     * @param complaints told once when writing fails, and once when it works again
     */
    public static Journal open(Path folder, Consumer<String> complaints) {
        Journal journal = new Journal(folder, JournalFiles.FILE_BYTES, complaints);
        journal.thread.start();
        return journal;
    }

    Journal(Path folder, long fileBytes, Consumer<String> complaints) {
        this.folder = folder;
        this.files = new JournalFiles(folder, fileBytes);
        this.complaints = complaints;
        numbers.set(files.lastNumber());
        thread = Thread.ofPlatform().name("journal").daemon().unstarted(this::write);
    }

    void start() {
        thread.start();
    }

    /** Records a turn of the core. One thread records turns. */
    public void turn(Input input, Deadline now, RouterTable before, List<Command> commands) {
        boolean table = tableWanted;
        Entry.Turn entry = new Entry.Turn(
                numbers.incrementAndGet(), Instant.now(), now, input, commands, table ? before.checkpoint() : null);
        if (!offered(entry)) {
            lost.incrementAndGet();
            tableWanted = true;
        } else if (table) {
            tableWanted = false;
        }
    }

    /** Records something else. Any thread. */
    public void event(String kind, String about, String text) {
        if (!offered(new Entry.Event(numbers.incrementAndGet(), Instant.now(), kind, about, text))) {
            lost.incrementAndGet();
        }
    }

    private boolean offered(Entry entry) {
        accepted.incrementAndGet();
        boolean taken = queue.offer(entry);
        if (!taken) {
            accepted.decrementAndGet();
        }
        return taken;
    }

    /** The lines as they are written. */
    public Feed<String> feed() {
        return feed;
    }

    /** Its files, oldest first. */
    public List<Path> files() {
        return JournalFiles.in(folder);
    }

    /** The number of the last entry. */
    public long lastNumber() {
        return numbers.get();
    }

    /** Whether all that was recorded is on disk, or lost. */
    boolean isIdle() {
        return handled.get() == accepted.get();
    }

    /** What it counts, by name. Any thread. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("journal_written", written.get());
        counters.put("journal_lost", lostInAll.get() + lost.get());
        counters.put("journal_refused", refusals.get());
        return counters;
    }

    // -- the writer's thread ------------------------------------------------------------------------------------

    /** Sleeps until there is something to write, then a moment longer, so that a burst is one write. */
    private void write() {
        try {
            while (!closing || !queue.isEmpty()) {
                List<Entry> batch = new ArrayList<>(List.of(queue.take()));
                Thread.sleep(closing ? 0 : GATHER.toMillis());
                queue.drainTo(batch);
                batch.removeIf(entry -> entry.number() == 0);
                gathered(batch);
                handled.addAndGet(batch.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            files.close();
        }
    }

    private void gathered(List<Entry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        if (System.nanoTime() - retryAtNanos < 0) {
            lost.addAndGet(batch.size());
            tableWanted = true;
            return;
        }
        int done = 0;
        try {
            for (Entry entry : batch) {
                one(entry);
                done++;
            }
            files.flush();
            works();
        } catch (IOException e) {
            refused(e, batch.size() - done);
        }
    }

    private void one(Entry entry) throws IOException {
        boolean table = entry instanceof Entry.Turn turn && turn.before() != null;
        if (table) {
            begin((Entry.Turn) entry);
        }
        if (!files.isOpen()) {
            tableWanted = true;
            lost.incrementAndGet(); // nothing can be read without the table that comes next
            return;
        }
        put(text(entry));
        if (files.isFull()) {
            tableWanted = true;
        }
    }

    /** A file begins with a table; so does what follows a loss. */
    private void begin(Entry.Turn turn) throws IOException {
        if (!files.isOpen() || files.isFull()) {
            files.next();
            lines = new LineWriter(secrets);
        }
        long gone = lost.getAndSet(0);
        if (gone > 0) {
            lostInAll.addAndGet(gone);
            put(LineWriter.lost(turn.number(), turn.wall().toString(), gone));
        }
        if (turn.before() != null) {
            put(lines.checkpoint(turn.number(), turn.wall().toString(), turn.before()));
        }
    }

    /** A value of ours that cannot be written is a bug, and not the end of the journal. */
    private String text(Entry entry) {
        try {
            return lines.line(entry);
        } catch (IllegalArgumentException e) {
            tableWanted = true;
            return lines.line(
                    new Entry.Event(entry.number(), Instant.now(), "bug", "journal", String.valueOf(e.getMessage())));
        }
    }

    private void put(String line) throws IOException {
        files.write(line);
        written.incrementAndGet();
        feed.give(line);
    }

    private void works() {
        if (refused && files.isOpen()) {
            refused = false;
            complaints.accept("journal: is written again");
        }
    }

    private void refused(IOException e, int entries) {
        refusals.incrementAndGet();
        lost.addAndGet(entries);
        files.close();
        tableWanted = true;
        retryAtNanos = System.nanoTime() + PAUSE.toNanos();
        if (!refused) {
            refused = true;
            complaints.accept("journal: cannot be written in " + folder + ": " + e.getMessage()
                    + "; all else goes on, it is tried again every " + PAUSE.toSeconds() + " s");
        }
    }

    /** Writes what waits, at most for a moment. */
    @Override
    public void close() {
        closing = true;
        boolean unused = queue.offer(wake); // a full queue keeps the writer awake by itself
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
