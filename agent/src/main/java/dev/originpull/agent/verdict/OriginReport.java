package dev.originpull.agent.verdict;

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
}
