package io.mainstay.conf.keepalived;

/** Comments: {@code #} or {@code !} outside double quotes, to the end of the line; a backslash makes them literal. */
final class Comments {
    /** Stands for a literal {@code #} until words are made, so that a second look does not take it for a comment. */
    static final char HASH = '\uE023';
    /** The same for {@code !}. */
    static final char BANG = '\uE021';

    private Comments() {}

    static String strip(String line) {
        StringBuilder out = new StringBuilder(line.length());
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!quoted && c == '\\' && i + 1 < line.length() && mark(line.charAt(i + 1)) != 0) {
                out.append(mark(line.charAt(++i)));
            } else if (!quoted && mark(c) != 0) {
                break;
            } else {
                quoted ^= c == '"';
                out.append(c);
            }
        }
        return out.toString().stripTrailing();
    }

    /** Puts the literal characters back. */
    static String unmark(String word) {
        return word.replace(HASH, '#').replace(BANG, '!');
    }

    private static char mark(char c) {
        return c == '#' ? HASH : c == '!' ? BANG : 0;
    }
}
