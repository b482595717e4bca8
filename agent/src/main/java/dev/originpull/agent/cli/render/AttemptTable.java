package dev.originpull.agent.cli.render;

import java.util.List;
import java.util.function.Function;

/** Attempts as an aligned table that keeps within its width: narrow ones lose columns, not their shape. */
final class AttemptTable {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    private static final int PRESENTED = 9;
    private static final int ASKED = 5;
    /** So that the tables of neighbouring origins line up. */
    private static final int USUAL_ANSWER = 34;

    private static final int READABLE_ANSWER = 16;
    private static final int LEAST_ANSWER = 6;
    private static final int WHERE = 15;
    private static final int MS = 5;

    private AttemptTable() {}

    /** How wide the columns are that give way; zero for one that is left out. */
    private record Widths(int answer, int where, int ms) {}

    static void append(StringBuilder text, List<AttemptRow> rows, int columns) {
        Widths widths = widths(rows, columns);
        line(text, new AttemptRow("presented", "asked", "answer", "where", "ms"), widths);
        for (AttemptRow row : rows) {
            line(text, row, widths);
        }
    }

    private static Widths widths(List<AttemptRow> rows, int columns) {
        int room = columns - INDENT.length() - PRESENTED - GAP.length() - ASKED - GAP.length();
        int ms = Math.max(MS, longest(rows, AttemptRow::ms));
        ms = room - GAP.length() - ms >= READABLE_ANSWER ? ms : 0;
        room -= ms == 0 ? 0 : GAP.length() + ms;
        int where = ms > 0 && room - GAP.length() - WHERE >= READABLE_ANSWER ? WHERE : 0;
        room -= where == 0 ? 0 : GAP.length() + where;
        int wanted = Math.max(longest(rows, AttemptRow::answer), USUAL_ANSWER);
        return new Widths(Math.max(LEAST_ANSWER, Math.min(room, wanted)), where, ms);
    }

    private static int longest(List<AttemptRow> rows, Function<AttemptRow, String> column) {
        return rows.stream()
                .mapToInt(row -> Wrapped.length(column.apply(row)))
                .max()
                .orElse(0);
    }

    private static void line(StringBuilder text, AttemptRow row, Widths widths) {
        StringBuilder line = new StringBuilder(128)
                .append(INDENT)
                .append(Wrapped.fit(row.presented(), PRESENTED))
                .append(GAP)
                .append(Wrapped.fit(row.asked(), ASKED))
                .append(GAP)
                .append(Wrapped.fit(row.answer(), widths.answer()));
        if (widths.where() > 0) {
            line.append(GAP).append(Wrapped.fit(row.where(), widths.where()));
        }
        if (widths.ms() > 0) {
            line.append(GAP).append(" ".repeat(widths.ms() - row.ms().length())).append(row.ms());
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
