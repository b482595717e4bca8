package dev.originpull.bench;

import java.util.Collection;

/** The middle of a few measurements: what a busy moment of the machine does not move. */
final class Median {
    private Median() {}

    /** Of one value or more; the mean of the two in the middle where their number is even. */
    static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
