package dev.originpull.agent.cli.render;

import dev.originpull.agent.verdict.Finding;
import java.util.List;

/** Findings and what to do about them, wrapped into the width. A fix that mends several in a row is said once, after the last. */
final class FindingList {
    private static final String INDENT = "  ";
    private static final int SEVERITY = 8;
    /** Where less than this is left beside the codes, texts go below them. */
    private static final int READABLE = 40;

    private FindingList() {}

    static void append(StringBuilder text, List<Finding> findings, int columns, Ink ink) {
        int code =
                findings.stream().mapToInt(f -> f.code().name().length()).max().orElse(0);
        int indent = INDENT.length() + SEVERITY + 1 + code + 2;
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            boolean saidBelow =
                    i + 1 < findings.size() && findings.get(i + 1).fix().equals(finding.fix());
            String fix = saidBelow ? "" : finding.fix();
            text.append(INDENT)
                    .append(ink.severity(Wrapped.fit(finding.severity().word(), SEVERITY), finding.severity()));
            if (columns - indent >= READABLE) {
                text.append(' ')
                        .append(Wrapped.fit(finding.code().name(), code))
                        .append("  ");
                paragraph(text, finding.message(), indent, columns);
                if (!fix.isEmpty()) {
                    text.append(" ".repeat(INDENT.length() + SEVERITY + 1))
                            .append(Wrapped.fit("fix", code))
                            .append("  ");
                    paragraph(text, fix, indent, columns);
                }
            } else {
                text.append(' ').append(finding.code().name()).append('\n');
                text.append(INDENT).append(INDENT);
                paragraph(text, finding.message(), 2 * INDENT.length(), columns);
                if (!fix.isEmpty()) {
                    text.append(INDENT).append(INDENT);
                    paragraph(text, "fix: " + fix, 2 * INDENT.length(), columns);
                }
            }
        }
    }

    private static void paragraph(StringBuilder text, String words, int indent, int columns) {
        text.append(String.join("\n" + " ".repeat(indent), Wrapped.lines(words, columns - indent)))
                .append('\n');
    }
}
