package io.mainstay.conf.keepalived;

import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens to the tree. Braces alone decide what belongs where, so an unknown block is one node like any other. */
final class TreeBuilder {
    /** How deep blocks may stand in blocks; keepalived's own go to five. */
    static final int MAX_DEPTH = 32;

    /** A statement that is still being read. */
    private static final class Draft {
        final String name;
        final Position position;
        final List<String> words = new ArrayList<>();
        final List<Node> children = new ArrayList<>();
        boolean block;

        Draft(String name, Position position) {
            this.name = name;
            this.position = position;
        }

        Node node() {
            return new Node(name, words, children, block, position);
        }
    }

    private final Deque<Draft> open = new ArrayDeque<>();
    private final Draft root;
    private final Diagnostics diagnostics;
    private @Nullable Draft last;
    private boolean fresh;
    private int tooDeep;

    TreeBuilder(Position start, Diagnostics diagnostics) {
        this.root = new Draft("", start);
        this.diagnostics = diagnostics;
        root.block = true;
        open.push(root);
    }

    void line(List<Token> tokens) {
        fresh = true;
        for (Token token : tokens) {
            switch (token) {
                case Token.Word w -> word(w);
                case Token.Open o -> open(o.position());
                case Token.Close c -> close(c.position());
            }
        }
    }

    Node finish() {
        settle();
        while (open.size() > 1) {
            Draft unclosed = open.pop();
            diagnostics.error(unclosed.position, "", "block " + unclosed.name + " is not closed: } is missing");
            keep(unclosed);
        }
        return root.node();
    }

    private void word(Token.Word word) {
        if (fresh || last == null) {
            settle();
            last = new Draft(word.text(), word.position());
            fresh = false;
        } else {
            last.words.add(word.text());
        }
    }

    private void open(Position at) {
        fresh = true;
        if (open.size() > MAX_DEPTH) {
            tooDeep++;
            diagnostics.error(at, "", "blocks within blocks go deeper than " + MAX_DEPTH + ": this one is skipped");
            return;
        }
        if (last == null) {
            diagnostics.warn(at, "", "{ without a keyword before it: the block is skipped");
        }
        Draft opened = last == null ? new Draft("{", at) : last;
        opened.block = true;
        open.push(opened);
        last = null;
    }

    private void close(Position at) {
        settle();
        fresh = true;
        if (tooDeep > 0) {
            tooDeep--;
        } else if (open.size() == 1) {
            diagnostics.error(at, "", "} without a block to close");
        } else {
            keep(open.pop());
        }
    }

    private void settle() {
        if (last != null && tooDeep == 0) {
            open.element().children.add(last.node());
        }
        last = null;
    }

    private void keep(Draft closed) {
        if (!closed.name.equals("{")) {
            open.element().children.add(closed.node());
        }
    }
}
