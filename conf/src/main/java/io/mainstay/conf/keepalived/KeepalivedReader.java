package io.mainstay.conf.keepalived;

import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.nio.file.Path;

/** Reads keepalived.conf. Never throws for what a file holds; one reading may be done by any one thread. */
public final class KeepalivedReader {
    private final Host host;

    public KeepalivedReader(Host host) {
        this.host = host;
    }

    /**
     * Reads a file's text, and the files that it includes.
     *
     * @param file its path, for positions and as the place that includes start from
     * @param text what it holds
     * @param diagnostics takes the findings
     * @return a node without name whose children are the statements of the top level
     */
    public Node read(Path file, String text, Diagnostics diagnostics) {
        LineReader lines = new LineReader(host, diagnostics);
        lines.file(file, text);
        TreeBuilder tree = new TreeBuilder(new Position(file.toString(), 0, 0), diagnostics);
        for (Line line : lines.lines()) {
            tree.line(Tokens.of(line, diagnostics));
        }
        return tree.finish();
    }
}
