package dev.originpull.configgen.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate that takes the fewest slips of the keyboard (a letter too many, missing, wrong, or two swapped) to
     * become {@code typed}; empty where that would be more than half of its letters.
     */
    public static Optional<String> to(String typed, Collection<String> candidates) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(candidate ->
                        slips(wanted, candidate.toLowerCase(Locale.ROOT)) <= Math.max(1, candidate.length() / 2))
                .min(Comparator.comparingInt((String candidate) -> slips(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of a sentence about {@code typed}: {@code ": did you mean nginx?"}, or a full stop where none is near. */
    public static String hint(String typed, Collection<String> candidates) {
        return to(typed, candidates).map(name -> ": did you mean " + name + "?").orElse(".");
    }

    /** Optimal string alignment: Levenshtein with swapped neighbours as one step. */
    private static int slips(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[from.length()][to.length()];
    }
}
