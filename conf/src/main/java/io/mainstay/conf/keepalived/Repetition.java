package io.mainstay.conf.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ~SEQ(var[,start][,step],end) rest}, {@code ~SEQx(…)} (hexadecimal) and {@code ~LST(var,a,b,…) rest}. */
final class Repetition {
    /** How many lines one repetition may make. */
    static final int LIMIT = 10_000;

    private static final Pattern REPETITION = Pattern.compile("\\s*~(SEQx?|LST)\\(([^)]*)\\)(.*)");

    private Repetition() {}

    static boolean is(String line) {
        return line.stripLeading().startsWith("~SEQ") || line.stripLeading().startsWith("~LST");
    }

    /** The lines that it stands for; empty when it is written wrongly or too long. */
    static Optional<List<String>> expand(String line) {
        Matcher m = REPETITION.matcher(line);
        if (!m.matches()) {
            return Optional.empty();
        }
        String rest = m.group(3).strip();
        return m.group(1).equals("LST")
                ? list(split(m.group(2)), rest)
                : sequence(m.group(2).split(",", -1), rest, m.group(1).equals("SEQx"));
    }

    private static Optional<List<String>> sequence(String[] parts, String rest, boolean hex) {
        int count = parts.length;
        for (int i = 1; i < count; i++) {
            if (!parts[i].strip().matches("[+-]?\\d{1,9}")) {
                return Optional.empty();
            }
        }
        if (count < 2 || count > 4) {
            return Optional.empty();
        }
        int end = Integer.parseInt(parts[count - 1].strip());
        int start = count > 2 ? Integer.parseInt(parts[1].strip()) : 1;
        int step = count > 3 ? Integer.parseInt(parts[2].strip()) : start <= end ? 1 : -1;
        if (step == 0 || (end - start) / step > LIMIT || (end - start) / step < 0) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (int i = start; step > 0 ? i <= end : i >= end; i += step) {
            lines.add(replace(rest, parts[0].strip(), hex ? Integer.toHexString(i) : Integer.toString(i)));
        }
        return Optional.of(lines);
    }

    private static Optional<List<String>> list(List<String> parts, String rest) {
        if (parts.size() < 2) {
            return Optional.empty();
        }
        List<String> names = tuple(parts.getFirst());
        List<String> lines = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            List<String> values = tuple(part);
            String line = rest;
            for (int i = 0; i < names.size(); i++) {
                line = replace(line, names.get(i), i < values.size() ? values.get(i) : "");
            }
            lines.add(line);
        }
        return Optional.of(lines);
    }

    private static String replace(String line, String name, String value) {
        String safe = Pattern.quote(name);
        return line.replaceAll("\\$(?:\\{" + safe + "}|" + safe + "(?![A-Za-z0-9_]))", Matcher.quoteReplacement(value));
    }

    private static List<String> tuple(String part) {
        String text = part.strip();
        return text.startsWith("{") && text.endsWith("}") ? split(text.substring(1, text.length() - 1)) : List.of(text);
    }

    /** Splits at commas outside braces. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }
}
