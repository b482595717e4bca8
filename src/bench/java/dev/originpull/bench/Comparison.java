package dev.originpull.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Our costs beside a peer's, turn by turn: the median of the ratios, and the medians of both sides for orientation. */
record Comparison(double ours, double peer, double ratio) {
    /** Values of the same place were measured in the same round. */
    static Comparison of(List<Double> ours, List<Double> peer) {
        return new Comparison(
                Median.of(ours),
                Median.of(peer),
                Median.of(IntStream.range(0, ours.size())
                        .mapToObj(i -> ours.get(i) / peer.get(i))
                        .toList()));
    }

    /** With what is to be reached. */
    Row row(String what, double target) {
        return Row.ratio(what, millis(ours), millis(peer), ratio, target);
    }

    /** For information. */
    Row row(String what) {
        return Row.ratio(what, millis(ours), millis(peer), ratio);
    }

    private static String millis(double value) {
        return Row.text(value < 10 ? "%.3f ms" : "%.0f ms", value);
    }
}
