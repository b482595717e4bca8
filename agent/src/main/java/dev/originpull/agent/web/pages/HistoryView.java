package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An origin's changes as a picture and as a table: three lanes, one a verdict, and time from left to right.
 *
 * @param bars the oldest first
 * @param changes the latest first
 * @param summary the picture in a sentence
 */
public record HistoryView(List<Bar> bars, List<State> changes, String summary) {
    /** Of the picture, in its own units. */
    public static final int WIDTH = 1000;

    public static final int LANE = 20;
    /** What lasted a moment is seen all the same. */
    private static final int NARROWEST = 6;

    /** A state in the picture; {@code verdict} names how it is drawn. */
    public record Bar(String verdict, int x, int y, int width) {}

    /** A state in the table; {@code lasted} in words. */
    public record State(Moment began, String mode, String verdict, String words, String lasted) {}

    static HistoryView of(List<Change> history, Instant now) {
        List<Bar> bars = new ArrayList<>();
        List<State> changes = new ArrayList<>();
        if (history.isEmpty()) {
            return new HistoryView(bars, changes, "Nothing is known yet.");
        }
        Instant first = history.get(0).at();
        double scale = (WIDTH - (double) NARROWEST * history.size()) / Math.max(1, seconds(first, now));
        for (int i = 0; i < history.size(); i++) {
            Change change = history.get(i);
            Instant end = i + 1 < history.size() ? history.get(i + 1).at() : now;
            int x = NARROWEST * i + (int) (seconds(first, change.at()) * scale);
            int right = NARROWEST * (i + 1) + (int) (seconds(first, end) * scale);
            bars.add(
                    new Bar(change.verdict().word(), x, lane(change.verdict()) * LANE, Math.max(NARROWEST, right - x)));
            changes.add(new State(
                    Moment.of(change.at(), now),
                    change.mode().word(),
                    change.verdict().word(),
                    Told.of(change.verdict()).words(),
                    Moment.length(Duration.ofSeconds(seconds(change.at(), end)))));
        }
        Collections.reverse(changes);
        return new HistoryView(bars, changes, summary(history, now));
    }

    /** Clocks may have been set back meanwhile. */
    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    private static int lane(Verdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case UNKNOWN -> 1;
            case FAIL -> 2;
        };
    }

    private static String summary(List<Change> history, Instant now) {
        Change last = history.get(history.size() - 1);
        String since = "%s, %s, for %s"
                .formatted(
                        Told.of(last.verdict()).words(),
                        last.mode().word(),
                        Moment.length(Duration.ofSeconds(seconds(last.at(), now))));
        return history.size() == 1
                ? since + "; no change is known."
                : since
                        + "; %d states since %s."
                                .formatted(
                                        history.size(),
                                        Moment.of(history.get(0).at(), now).absolute());
    }
}
