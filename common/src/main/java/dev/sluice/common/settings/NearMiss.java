package dev.sluice.common.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known words a mistaken one was meant to be. */
public final class NearMiss {
    private NearMiss() {}

    /** The known word closest to the given one, when it is close enough to be what was meant. */
    public static Optional<String> find(String given, Collection<String> known) {
        int furthest = Math.max(2, given.length() / 4);
        return known.stream()
                // A word much longer or shorter cannot be near, and need not be measured.
                .filter(word -> Math.abs(word.length() - given.length()) <= furthest)
                .filter(word -> distance(given, word) <= furthest)
                .min(Comparator.comparingInt(word -> distance(given, word)));
    }

    /** The same as the end of a message: {@code "; did you mean tools?"}, or nothing. */
    public static String question(String given, Collection<String> known) {
        return find(given, known).map(near -> "; did you mean " + near + "?").orElse("");
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
