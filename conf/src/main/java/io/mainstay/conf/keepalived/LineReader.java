package io.mainstay.conf.keepalived;

import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Position;
import io.mainstay.conf.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files to lines: comments off, conditionals decided, definitions put in, repetitions written out, includes read, in
 * keepalived's order. Everything that can grow has a limit, and what meets it is an error.
 */
final class LineReader {
    /** How many lines a configuration may have, everything written out. */
    static final int MAX_LINES = 200_000;
    /** How many files may be read in all. */
    static final int MAX_FILES = 256;
    /** How deep files may include files. */
    static final int MAX_DEPTH = 16;
    /** How often a line may be rewritten: definitions within definitions. */
    static final int MAX_REWRITES = 32;
    /** How long a line may become, in characters. */
    static final int MAX_LENGTH = 65_536;
    /** keepalived drops lines from this length on (MAXBUF). */
    static final int KEEPALIVED_LENGTH = 1_024;

    private static final Pattern CONDITIONAL = Pattern.compile("\\s*@(\\^?)(\\S+)(?:\\s+(.*))?");
    private static final Pattern INCLUDE = Pattern.compile("\\s*include([rmwba]*)\\s+(.+)");

    private final List<Line> lines = new ArrayList<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private final Host host;
    private final Definitions definitions;
    private final Diagnostics diagnostics;
    private int files;
    private int handled;

    LineReader(Host host, Diagnostics diagnostics) {
        this.host = host;
        this.definitions = new Definitions(host);
        this.diagnostics = diagnostics;
    }

    List<Line> lines() {
        return lines;
    }

    void file(Path file, String text) {
        files++;
        open.push(file.toAbsolutePath().normalize());
        int number = 0;
        for (String raw : text.split("\r?\n|\r", -1)) {
            number++;
            if (handled > MAX_LINES) {
                break;
            }
            physical(new Line(raw, file, number, true));
        }
        open.pop();
    }

    private void physical(Line raw) {
        if (raw.text().length() >= KEEPALIVED_LENGTH) {
            diagnostics.note(
                    raw.at(0), "", "line of " + raw.text().length() + " characters: read here, dropped by keepalived");
        }
        String stripped = Comments.strip(raw.text());
        handle(new Line(stripped, raw.file(), raw.number(), true), 0);
    }

    private void handle(Line line, int rewrites) {
        if (definitions.take(line.text())
                || !fits(line, rewrites)
                || line.text().isBlank()) {
            return;
        }
        String first = line.text().stripLeading();
        if (first.startsWith("@")) {
            conditional(line, rewrites);
        } else if (Repetition.is(first)) {
            repeat(line, rewrites);
        } else {
            substitute(line, rewrites);
        }
    }

    private boolean fits(Line line, int rewrites) {
        handled++;
        if (handled > MAX_LINES) {
            if (handled == MAX_LINES + 1) {
                diagnostics.error(line.position(), "", "more than " + MAX_LINES + " lines: the rest is not read");
            }
            return false;
        }
        if (rewrites > MAX_REWRITES) {
            diagnostics.error(
                    line.position(),
                    "",
                    "definitions within definitions go deeper than " + MAX_REWRITES
                            + " (one that names itself?): line dropped");
            return false;
        }
        if (line.text().length() > MAX_LENGTH) {
            diagnostics.error(line.position(), "", "line longer than " + MAX_LENGTH + " characters: dropped");
            return false;
        }
        return true;
    }

    private void conditional(Line line, int rewrites) {
        Matcher m = CONDITIONAL.matcher(line.text());
        if (m.matches() && m.group(3) != null) {
            boolean same = m.group(2).equals(host.configId());
            if (same == m.group(1).isEmpty()) {
                handle(line.with(m.group(3)), rewrites + 1);
            }
        } else {
            diagnostics.warn(
                    line.position(),
                    "",
                    line.text().strip()
                            + ": nothing follows the condition (expected: @HOST or @^HOST, white space, and what holds there)");
        }
    }

    private void repeat(Line line, int rewrites) {
        Optional<List<String>> expanded = Repetition.expand(line.text());
        if (expanded.isEmpty()) {
            diagnostics.error(
                    line.position(),
                    "",
                    line.text().strip()
                            + ": no repetition (expected: ~SEQ(NAME,START,STEP,END) or ~LST(NAME,A,B) and a line, at most "
                            + Repetition.LIMIT + " times)");
        }
        for (String text : expanded.orElse(List.of())) {
            handle(line.with(text), rewrites + 1);
        }
    }

    private void substitute(Line line, int rewrites) {
        String changed = definitions.substitute(line.text(), line);
        if (changed.length() > MAX_LENGTH) {
            handle(line.with(changed.replace('\n', ' ')), rewrites);
        } else if (!changed.equals(line.text())) {
            for (String part : changed.split("\n", -1)) {
                handle(line.with(Comments.strip(part)), rewrites + 1);
            }
        } else {
            Matcher include = INCLUDE.matcher(line.text());
            if (include.matches()) {
                include(line, include.group(1), include.group(2).strip().replace("\"", ""));
            } else {
                lines.add(line);
            }
        }
    }

    private void include(Line line, String letters, String pattern) {
        Path parent = line.file().getParent();
        List<Path> found = Includes.match(parent == null ? Path.of("") : parent, pattern);
        if (found.isEmpty()) {
            boolean needed = letters.matches(".*[mba].*") || letters.contains("w");
            String message = "include " + pattern + ": no file matches";
            if (needed) {
                diagnostics.error(line.position(), "", message);
            } else {
                diagnostics.warn(line.position(), "", message);
            }
        }
        for (Path path : found) {
            includeOne(line.position(), path);
        }
    }

    private void includeOne(Position from, Path path) {
        if (open.contains(path.toAbsolutePath().normalize())) {
            diagnostics.error(from, "", "include " + path + ": the file includes itself; not read again");
        } else if (open.size() >= MAX_DEPTH) {
            diagnostics.error(from, "", "include " + path + ": more than " + MAX_DEPTH + " files deep; not read");
        } else if (files >= MAX_FILES) {
            diagnostics.error(from, "", "include " + path + ": more than " + MAX_FILES + " files; not read");
        } else {
            TextFile.read(path, from, diagnostics).ifPresent(text -> file(path, text));
        }
    }
}
