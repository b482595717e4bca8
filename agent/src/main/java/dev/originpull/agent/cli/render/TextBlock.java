package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.agent.verdict.Finding;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Severity;
import dev.originpull.agent.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One origin for people: a line of verdict, the attempts as a table, the findings with what to do. */
public final class TextBlock {
    private static final String INDENT = "  ";
    /** Which part of the heading is the mode. */
    private static final int MODE = 2;

    private final int columns;
    private final Ink ink;

    public TextBlock(Terminal terminal) {
        this.columns = terminal.columns();
        this.ink = new Ink(terminal.colour());
    }

    /** Several lines, each with its end. */
    public String whole(OriginReport report) {
        StringBuilder text = new StringBuilder(1024);
        heading(text, report, columns);
        List<AttemptRow> rows = AttemptRow.of(report.attempts());
        if (!rows.isEmpty()) {
            text.append('\n');
            AttemptTable.append(text, rows, columns);
        }
        if (needsReason(report)) {
            text.append('\n');
            for (String line : Wrapped.lines(report.reason(), columns - INDENT.length())) {
                text.append(INDENT).append(line).append('\n');
            }
        }
        if (!report.findings().isEmpty()) {
            text.append('\n');
            FindingList.append(text, report.findings(), columns, ink);
        }
        return text.toString();
    }

    /** The verdict alone, and the codes of what should not be overlooked, on one line with its end. */
    public String line(OriginReport report) {
        StringBuilder text = new StringBuilder(128);
        heading(text, report, Integer.MAX_VALUE);
        if (report.mode() == Mode.UNREACHABLE && !report.attempts().isEmpty()) {
            text.insert(text.length() - 1, INDENT + report.attempts().get(0).detail());
        }
        for (Finding finding : report.findings()) {
            if (finding.severity() != Severity.INFO) {
                text.insert(
                        text.length() - 1, INDENT + ink.severity(finding.code().name(), finding.severity()));
            }
        }
        return text.toString();
    }

    private void heading(StringBuilder text, OriginReport report, int width) {
        List<String> parts = new ArrayList<>();
        parts.add(report.origin().endpoint());
        parts.add(Printable.whole(report.origin().hostname().name()));
        parts.add(report.mode().word().toUpperCase(Locale.ROOT));
        expectation(report).ifPresent(parts::add);
        int used = 0;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (i > 0 && used + INDENT.length() + part.length() > width) {
                text.append('\n');
                used = 0;
            }
            text.append(i > 0 ? INDENT : "").append(i == MODE ? ink.status(part, ExitStatus.of(report)) : part);
            used += (i > 0 ? INDENT.length() : 0) + part.length();
        }
        text.append('\n');
    }

    private static Optional<String> expectation(OriginReport report) {
        return report.expected().map(expected -> {
            if (!report.mode().is(expected)) {
                return "expected " + expected.word();
            }
            return ExitStatus.of(report) == ExitStatus.AS_EXPECTED ? "as expected" : "as expected, but see below";
        });
    }

    /** A verdict that no finding explains. */
    private static boolean needsReason(OriginReport report) {
        return report.verdict() == Verdict.UNKNOWN
                || (report.verdict() == Verdict.FAIL
                        && report.findings().stream().map(Finding::severity).noneMatch(Severity::fails));
    }
}
