package io.mainstay.conf.keepalived;

import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.text.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/** A line to tokens: words, double quotes (and single ones after a keyword that takes a command), braces. */
final class Tokens {
    private final List<Token> tokens = new ArrayList<>();
    private final Line line;
    private final String text;
    private final Diagnostics diagnostics;
    private boolean start = true;
    private boolean command;
    private int at;

    private Tokens(Line line, Diagnostics diagnostics) {
        this.line = line;
        this.text = line.text();
        this.diagnostics = diagnostics;
    }

    static List<Token> of(Line line, Diagnostics diagnostics) {
        Tokens t = new Tokens(line, diagnostics);
        while (t.at < t.text.length()) {
            t.next();
        }
        return t.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '{') {
            brace(new Token.Open(line.at(at)));
        } else if (c == '}') {
            brace(new Token.Close(line.at(at)));
        } else if (isQuote(c)) {
            quoted(c);
        } else {
            bare();
        }
    }

    private boolean isQuote(char c) {
        return c == '"' || (command && c == '\'');
    }

    private void brace(Token token) {
        tokens.add(token);
        at++;
        start = true;
        command = false;
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            diagnostics.error(line.at(at), "", "quote without an end: the rest of the line is dropped");
            at = text.length();
            return;
        }
        word(text.substring(at + 1, end), at);
        at = end + 1;
    }

    private void bare() {
        int from = at;
        while (at < text.length() && !ends(text.charAt(at))) {
            boolean use = text.startsWith("${", at) && text.indexOf('}', at) > 0;
            if (use) {
                int end = text.indexOf('}', at);
                diagnostics.error(line.at(at), "", text.substring(at, end + 1) + " is not defined");
                at = end;
            }
            at++;
        }
        word(text.substring(from, at), from);
    }

    private boolean ends(char c) {
        return Character.isWhitespace(c) || c == '{' || c == '}' || isQuote(c);
    }

    private void word(String word, int from) {
        tokens.add(new Token.Word(Comments.unmark(word), line.at(from)));
        if (start) {
            command = Schema.isCommand(word);
            start = false;
        }
    }
}
