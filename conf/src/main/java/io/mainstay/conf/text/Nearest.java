package io.mainstay.conf.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. Pure; any thread. */
public final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest slips, if they are at most a third of the word's length. */
    public static Optional<String> of(String word, Collection<String> candidates) {
        int most = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(c -> Math.abs(c.length() - word.length()) <= most && slips(word, c) <= most)
                .min(Comparator.comparingInt(c -> slips(word, c)));
    }

    /** Insertions, deletions and replacements from one to the other (Levenshtein's distance, row by row). */
    public static int slips(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
