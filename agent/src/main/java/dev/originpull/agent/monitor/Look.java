package dev.originpull.agent.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.agent.report.JsonOrigin;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.ServerCertificate;
import dev.originpull.agent.verdict.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of looking at an origin once, as small as tens of thousands of them have to be.
 *
 * @param at when it ended
 * @param up whether a TLS conversation took place
 * @param serverNotAfter when the server's own certificate expires; empty where none was seen
 * @param failure why there is no mode, or why the leaf is refused; empty where neither is so
 * @param report the whole report
 */
public record Look(
        Instant at,
        Mode mode,
        Verdict verdict,
        boolean up,
        FindingCounts findings,
        Optional<Instant> serverNotAfter,
        Optional<FailureReason> failure,
        PackedText report) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The look that gave this result. */
    public static Look of(Result result, Instant at) {
        PackedText text = PackedText.of(JsonOrigin.of(result));
        return result instanceof Result.Judged judged
                ? of(judged.report(), at, text)
                : new Look(
                        at,
                        Mode.UNREACHABLE,
                        Verdict.UNKNOWN,
                        false,
                        FindingCounts.NONE,
                        Optional.empty(),
                        Optional.of(FailureReason.DNS),
                        text);
    }

    /** The facts of a report without the report itself, which costs more than they do: {@link #json()} is empty. */
    public static Look factsOf(OriginReport report, Instant at) {
        return of(report, at, PackedText.EMPTY);
    }

    private static Look of(OriginReport report, Instant at, PackedText text) {
        return new Look(
                at,
                report.mode(),
                report.verdict(),
                report.mode() != Mode.UNREACHABLE
                        && report.attempts().stream()
                                .anyMatch(attempt -> attempt.observation().tls().isPresent()),
                FindingCounts.of(report.findings()),
                report.serverCertificate().map(ServerCertificate::notAfter),
                FailureReason.of(report),
                text);
    }

    /** The report as one element of {@code origins} in probe's JSON, on one line. */
    public String json() {
        return report.text();
    }

    /** The sentence that says why. */
    public String reason() {
        try {
            return JSON.readTree(json()).path("reason").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("reports are JSON", e);
        }
    }

    /** The same look, ended at another time. */
    Look at(Instant other) {
        return new Look(other, mode, verdict, up, findings, serverNotAfter, failure, report);
    }
}
