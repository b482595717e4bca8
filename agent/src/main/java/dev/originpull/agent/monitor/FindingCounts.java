package dev.originpull.agent.monitor;

import dev.originpull.agent.verdict.Finding;
import dev.originpull.agent.verdict.Severity;
import java.util.List;

/** How many findings there are of each severity. */
public record FindingCounts(int critical, int error, int warning, int info) {
    /** Nothing was found. */
    public static final FindingCounts NONE = new FindingCounts(0, 0, 0, 0);

    public static FindingCounts of(List<Finding> findings) {
        return new FindingCounts(
                count(findings, Severity.CRITICAL),
                count(findings, Severity.ERROR),
                count(findings, Severity.WARNING),
                count(findings, Severity.INFO));
    }

    public int of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> critical;
            case ERROR -> error;
            case WARNING -> warning;
            case INFO -> info;
        };
    }

    private static int count(List<Finding> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
