package io.mainstay.conf;

import java.util.regex.Pattern;

/** The two syntaxes that a configuration may be written in. */
public enum Syntax {
    /** keepalived.conf(5). */
    KEEPALIVED,
    /** HOCON: {@code key = value}, {@code key { … }}, or JSON. */
    HOCON;

    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)(#|!|//).*$");
    private static final Pattern ASSIGNMENT = Pattern.compile("\"?[\\w.-]+\"?\\s*(\\+?=|:(\\s|$)).*");
    private static final Pattern WORDS = Pattern.compile("[$@~]\\S*.*|\"?[^\\s\"]+\"?\\s+\\S.*");
    private static final Pattern INCLUDE = Pattern.compile("include\\w*[\\s(].*");

    /**
     * Tells the syntax by content. The first statement that is telling decides: {@code key = value} or {@code key:
     * value} is HOCON; two words side by side, or a {@code $}, {@code @} or {@code ~} in front, are keepalived's. A text
     * without any is keepalived's, unless its first brace follows nothing, or {@code proxy}, as in HOCON.
     */
    public static Syntax of(String text) {
        String bare = COMMENT.matcher(text).replaceAll("");
        if (bare.stripLeading().startsWith("{")) {
            return HOCON;
        }
        return bare.lines()
                .flatMap(line -> Pattern.compile("[{},]").splitAsStream(line))
                .map(String::strip)
                .filter(s -> !s.isEmpty() && !INCLUDE.matcher(s).matches())
                .filter(s -> ASSIGNMENT.matcher(s).matches() || WORDS.matcher(s).matches())
                .findFirst()
                .map(s -> s.matches("[$@~].*") || !ASSIGNMENT.matcher(s).matches() ? KEEPALIVED : HOCON)
                .orElse(bare.stripLeading().startsWith("proxy") ? HOCON : KEEPALIVED);
    }
}
