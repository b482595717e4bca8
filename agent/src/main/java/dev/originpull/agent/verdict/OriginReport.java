package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one origin after its attempts.
 *
 * @param reason one sentence that says why this mode and verdict
 * @param attempts in the order in which they were made
 * @param findings the worst first
 * @param duration from the first attempt's start to the last one's end
 */
public record OriginReport(
        Origin origin,
        Mode mode,
        Optional<Stage> expected,
        Verdict verdict,
        String reason,
        List<JudgedAttempt> attempts,
        Optional<ServerCertificate> serverCertificate,
        List<Finding> findings,
        Duration duration) {
    public OriginReport {
        attempts = List.copyOf(attempts);
        findings = List.copyOf(findings);
    }

    /**
     * What is reported of an origin whose check was ended by a bug in this program.
     *
     * @param seen the attempts that were made; what they mean is unknown
     * @param bug what was thrown; its stack belongs in the log
     */
    public static OriginReport ofABug(Case subject, List<Observation> seen, Throwable bug) {
        String what = Printable.of(String.valueOf(bug));
        return new OriginReport(
                subject.origin(),
                Mode.INCONCLUSIVE,
                subject.expected(),
                Verdict.UNKNOWN,
                "A bug in originpull ended the check: " + what + ".",
                seen.stream()
                        .map(each -> new JudgedAttempt(
                                each,
                                Outcome.UNKNOWN,
                                Layer.NONE,
                                Printable.of(each.ending().summary())))
                        .toList(),
                Optional.empty(),
                List.of(new Finding(
                        FindingCode.INTERNAL,
                        Severity.ERROR,
                        "A bug in originpull ended the check of this origin: " + what + ".",
                        "Report it with the lines that the log has of it.")),
                seen.stream().map(each -> each.timings().total()).reduce(Duration.ZERO, Duration::plus));
    }

    /** Whether a bug in this program ended the check. */
    public boolean isOfABug() {
        return findings.stream().anyMatch(finding -> finding.code() == FindingCode.INTERNAL);
    }
}
