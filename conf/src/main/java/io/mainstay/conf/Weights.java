package io.mainstay.conf;

import io.mainstay.conf.text.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A weight with {@code reverse}, as trackers and references write it.
 *
 * @param weight -253..253
 * @param reverse whether success counts as failure
 */
record Weights(int weight, boolean reverse) {
    /** What a tracker's weight is at most; keepalived takes 254 and makes it this. */
    static final int LIMIT = 253;

    /** Reads the words after {@code weight}: NUMBER [reverse|noreverse]; empty when they are none. */
    static Optional<Weights> read(List<String> written, boolean reverse) {
        List<String> words = written.stream()
                .flatMap(w -> Stream.of(w.strip().split("\\s+", -1)))
                .toList();
        if (words.isEmpty() || !words.getFirst().matches("[+-]?\\d{1,10}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(words.getFirst());
        boolean turned = words.contains("reverse") || (reverse && !words.contains("noreverse"));
        return Optional.of(new Weights(Math.clamp(number, -LIMIT, LIMIT), turned));
    }

    /** Reads a reference such as {@code chk weight -20 reverse}; what it does not say is as the tracker says. */
    Optional<Weights> override(Node reference) {
        List<String> words = reference.words();
        int at = words.indexOf("weight");
        if (at >= 0) {
            return read(words.subList(at + 1, words.size()), reverse);
        }
        return words.isEmpty() ? Optional.of(this) : Optional.empty();
    }
}
