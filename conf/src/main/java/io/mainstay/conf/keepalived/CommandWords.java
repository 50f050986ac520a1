package io.mainstay.conf.keepalived;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into its arguments as keepalived does: white space, single and double quotes, and outside single
 * quotes the escapes {@code \a \b \E \f \n \r \t \v \nnn \xXX \cC}; any other escaped character stands for itself.
 */
public final class CommandWords {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final String text;
    private boolean inWord;
    private char quote;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    /** The arguments; an unfinished quote ends with the text. */
    public static List<String> split(String command) {
        CommandWords c = new CommandWords(command);
        while (c.at < command.length()) {
            c.next(command.charAt(c.at++));
        }
        c.end();
        return c.words;
    }

    private void next(char c) {
        if (c == quote) {
            quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
            quote = c;
            inWord = true;
        } else if (quote == 0 && Character.isWhitespace(c)) {
            end();
        } else {
            inWord = true;
            word.append(c == '\\' && quote != '\'' && at < text.length() ? escaped() : c);
        }
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'a' -> '\007';
            case 'b' -> '\b';
            case 'E' -> '\033';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\013';
            case 'x' -> number(16, 2, c);
            case 'c' -> at < text.length() ? (char) (text.charAt(at++) & 0x1f) : c;
            case '0', '1', '2', '3' -> octal();
            default -> c;
        };
    }

    private char octal() {
        at--;
        return number(8, 3, '0');
    }

    private char number(int radix, int digits, char otherwise) {
        int from = at;
        int value = 0;
        while (at < text.length() && at - from < digits && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at++), radix);
        }
        return at == from ? otherwise : (char) value;
    }
}
