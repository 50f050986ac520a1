package io.mainstay.controller;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.control.Handler;
import io.mainstay.control.RefusedException;
import io.mainstay.control.Request;
import io.mainstay.journal.Feed;
import io.mainstay.journal.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The journal's last lines, and on request those to come. On a thread of the control socket. */
final class JournalAnswer {
    /** How many lines one may ask for. */
    static final int MOST_LINES = 10_000;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Journal journal;

    JournalAnswer(Journal journal) {
        this.journal = journal;
    }

    void answer(Request request, Handler.Lines out) throws RefusedException, IOException, InterruptedException {
        boolean all = request.flag("all");
        int count = request.number("lines", 50, 0, MOST_LINES);
        try (Feed<String>.Subscription news = journal.feed().subscribe()) {
            for (String line : last(count, all)) {
                out.line(line);
            }
            while (request.flag("follow") && out.isWanted()) {
                Optional<String> next = news.next(LOOK).filter(line -> all || isNews(line));
                if (next.isPresent()) {
                    out.line(next.get());
                }
                long lost = news.takeLost();
                if (lost > 0) {
                    out.line(ChannelCodec.json("v", Request.VERSION, "lost", lost));
                }
            }
        }
    }

    private Deque<String> last(int count, boolean all) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        for (Path file : journal.files()) {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                for (String line = in.readLine(); line != null && count > 0; line = in.readLine()) {
                    if (all || isNews(line)) {
                        last.addLast(line);
                    }
                    if (last.size() > count) {
                        last.removeFirst();
                    }
                }
            } catch (NoSuchFileException e) {
                // it has just been the oldest one and went
            }
        }
        return last;
    }

    /** What happens every second has no wall clock's time; tables are for replays. */
    private static boolean isNews(String line) {
        return line.startsWith("{\"n\":") && line.contains(",\"w\":") && !line.contains("\"checkpoint\":");
    }
}
