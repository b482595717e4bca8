package dev.originpull.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under each other, aligned; plain text. */
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    static String of(List<Row> rows) {
        List<List<String>> lines = rows.stream().map(Row::cells).toList();
        int[] widths = IntStream.range(0, Row.HEAD.cells().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n"));
    }

    /** What is measured to the left, numbers to the right. */
    private static String aligned(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String filling =
                            " ".repeat(widths[column] - cells.get(column).length());
                    boolean left = column == 0 || column == widths.length - 1;
                    return left ? cells.get(column) + filling : filling + cells.get(column);
                })
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
