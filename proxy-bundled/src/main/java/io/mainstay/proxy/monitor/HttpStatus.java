package io.mainstay.proxy.monitor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP answer's first line to a check's result: 2xx and 3xx pass. Pure. */
final class HttpStatus {
    /** Bytes within which the first line must end. */
    static final int MAX_LINE = 1024;

    private static final Pattern LINE = Pattern.compile("HTTP/\\d\\.\\d ([1-5]\\d\\d)(?: (.*))?");

    private HttpStatus() {}

    /** The first line without its end. */
    static CheckResult judge(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return new CheckResult.Fail(
                    CheckStatus.L7RSP,
                    "answer begins with \"" + printable(line) + "\" (expected: HTTP/1.x and a status)");
        }
        String detail =
                "HTTP status " + matcher.group(1) + (matcher.group(2) == null ? "" : " " + printable(matcher.group(2)));
        char kind = matcher.group(1).charAt(0);
        return kind == '2' || kind == '3'
                ? CheckResult.alive(CheckStatus.L7OK, detail)
                : new CheckResult.Fail(CheckStatus.L7STS, detail);
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(80, text.length())).replaceAll("[^\\x20-\\x7e]", ".");
    }
}
