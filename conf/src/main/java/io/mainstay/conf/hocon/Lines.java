package io.mainstay.conf.hocon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that one reading saw, to find a key's column in: the HOCON library tells lines only and forgets in which
 * order the keys of a line stood, but the order of servers means something. One reading owns one.
 */
final class Lines {
    private final Map<String, List<String>> files = new HashMap<>();

    void add(String file, String text) {
        files.put(file, text.lines().toList());
    }

    /**
     * The column of a key.
     *
     * @param line 1 or more
     * @param from the column from which on it stands, 1 or more
     * @return 0 when it is not found there
     */
    int column(String file, int line, String key, int from) {
        List<String> lines = files.getOrDefault(file, List.of());
        if (line < 1 || line > lines.size() || from > lines.get(line - 1).length()) {
            return 0;
        }
        Pattern pattern = Pattern.compile("(?<![\\w.-])\"?" + Pattern.quote(key) + "\"?\\s*(?:[={:.]|\\+=)");
        Matcher m = pattern.matcher(lines.get(line - 1));
        return m.find(Math.max(0, from - 1)) ? m.start() + 1 : 0;
    }
}
