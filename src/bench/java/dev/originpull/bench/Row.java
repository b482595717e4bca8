package dev.originpull.bench;

import java.util.List;
import java.util.Locale;

/**
 * One comparison, as it is printed.
 *
 * @param verdict {@code ok}, {@code missed}, or empty where nothing was to be reached
 */
record Row(String what, String ours, String peer, String ratio, String target, String verdict) {
    static final Row HEAD = new Row("what", "ours", "peer", "ratio", "target", "");

    List<String> cells() {
        return List.of(what, ours, peer, ratio, target, verdict);
    }

    /** Ours by the peer's, where less is better. */
    static Row ratio(String what, String ours, String peer, double ratio, double target) {
        return new Row(
                what, ours, peer, text("%.2f", ratio), text("<= %.2f", target), ratio <= target ? "ok" : "missed");
    }

    /** Ours by the peer's, for information. */
    static Row ratio(String what, String ours, String peer, double ratio) {
        return new Row(what, ours, peer, text("%.2f", ratio), "", "");
    }

    /** Ours against a limit of its own. */
    static Row limit(String what, String ours, String limit, boolean kept) {
        return new Row(what, ours, "", "", "<= " + limit, kept ? "ok" : "missed");
    }

    /** Ours, for information. */
    static Row fact(String what, String ours) {
        return new Row(what, ours, "", "", "", "");
    }

    /** Numbers as everybody reads them, in any locale. */
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
