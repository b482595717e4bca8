package dev.originpull.agent.verdict;

import java.util.Collection;

/** What judged origins come to for whoever scripts against them. */
public enum ExitStatus {
    /** As expected. */
    AS_EXPECTED(0),
    /** It could not be told. */
    COULD_NOT_TELL(3),
    /** Not as expected, or a finding that fails. */
    NOT_AS_EXPECTED(1),
    /** A bug in originpull ended a check. */
    BUG(70);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The process's exit code. */
    public int code() {
        return code;
    }

    public static ExitStatus of(OriginReport report) {
        if (report.isOfABug()) {
            return BUG;
        }
        boolean failing = report.verdict() == Verdict.FAIL
                || report.findings().stream()
                        .anyMatch(finding -> finding.severity().fails());
        if (failing) {
            return NOT_AS_EXPECTED;
        }
        return report.verdict() == Verdict.UNKNOWN ? COULD_NOT_TELL : AS_EXPECTED;
    }

    /** The worst of them: 70 before 1 before 3 before 0. */
    public static ExitStatus worst(Collection<OriginReport> reports) {
        return reports.stream().map(ExitStatus::of).max(ExitStatus::compareTo).orElse(AS_EXPECTED);
    }
}
