package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.CertificateRequest;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.Timings;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.Finding;
import dev.originpull.agent.verdict.FindingCode;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.Layer;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Outcome;
import dev.originpull.agent.verdict.ServerCertificate;
import dev.originpull.agent.verdict.Severity;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports that never change, to be rendered. */
final class Reports {
    private static final Hostname APP = new Hostname("app.example.com");
    private static final Origin FOUR = new Origin(new InetSocketAddress("203.0.113.10", 443), APP);
    private static final Origin SIX = new Origin(new InetSocketAddress("2001:db8::10", 443), APP);

    /** ESC, a right-to-left override, a line end and XML's own characters. */
    static final String HOSTILE = "\u001B[31m\u202E\nx<y>&\"'\0";

    private Reports() {}

    /** An origin that requires the leaf, as expected. */
    static Result required() {
        return report(
                FOUR,
                Mode.REQUIRED,
                Optional.of(Stage.REQUIRED),
                Verdict.PASS,
                "Only the leaf gets in.",
                List.of(
                        attempt(FOUR, Identity.LEAF, answered(200), Outcome.ACCEPTED, Layer.HTTP, "200 OK", 8_100),
                        attempt(
                                FOUR,
                                Identity.NONE,
                                alerted(116),
                                Outcome.REFUSED,
                                Layer.TLS_LATE,
                                "alert 116 certificate_required",
                                3_000),
                        attempt(
                                FOUR,
                                Identity.FORGED,
                                alerted(48),
                                Outcome.REFUSED,
                                Layer.TLS_LATE,
                                "alert 48 unknown_ca",
                                3_249)),
                List.of());
    }

    /** The same, warned about. */
    static Result requiredWithWarning() {
        return with(
                (Result.Judged) required(),
                List.of(new Finding(
                        FindingCode.LEAF_EXPIRES_SOON,
                        Severity.WARNING,
                        "The leaf expires in 9 days.",
                        "Issue a new leaf.")));
    }

    /** The same, but open by another way. */
    static Result requiredWithBypass() {
        return with(
                (Result.Judged) required(),
                List.of(new Finding(
                        FindingCode.BYPASS_NO_SNI,
                        Severity.CRITICAL,
                        "Without SNI everybody gets 200 OK.",
                        "Mend it.")));
    }

    /** An origin that only asks, though it was to require. */
    static Result optional() {
        return report(
                SIX,
                Mode.OPTIONAL,
                Optional.of(Stage.REQUIRED),
                Verdict.FAIL,
                "A client without a certificate got 200 OK.",
                List.of(
                        attempt(SIX, Identity.LEAF, answered(200), Outcome.ACCEPTED, Layer.HTTP, "200 OK", 9_500),
                        attempt(SIX, Identity.NONE, answered(200), Outcome.ACCEPTED, Layer.HTTP, "200 OK", 4_000),
                        attempt(
                                SIX,
                                Identity.FORGED,
                                new Ending.Closed(Phase.ANSWER, true),
                                Outcome.UNKNOWN,
                                Layer.CLOSE,
                                "reset",
                                1_234_500),
                        attempt(
                                SIX,
                                Identity.FORGED,
                                alerted(48),
                                Outcome.REFUSED,
                                Layer.TLS_LATE,
                                "alert 48 unknown_ca",
                                3_200)),
                List.of(
                        new Finding(
                                FindingCode.NOT_ENFORCED,
                                Severity.CRITICAL,
                                "A client without a certificate got 200 OK.",
                                "NGINX: `ssl_verify_client on;` in the server block that listens on [2001:db8::10]:443 for "
                                        + "app.example.com, or on that host: originpull enforce app.example.com"),
                        new Finding(
                                FindingCode.LEAF_EXPIRES_SOON, Severity.WARNING, "The leaf expires in 9 days.", "")));
    }

    /** Nothing was expected, and nobody was there. */
    static Result unreachable() {
        Observation observation = new Observation(
                new Attempt(FOUR, Identity.LEAF, Approach.https(FOUR, "/")),
                Optional.empty(),
                Optional.empty(),
                new Ending.Unreachable("connection refused"),
                new Timings(Duration.ofNanos(349_999), Duration.ZERO, Duration.ZERO));
        return report(
                FOUR,
                Mode.UNREACHABLE,
                Optional.empty(),
                Verdict.UNKNOWN,
                "No TLS conversation took place: connection refused.",
                List.of(new JudgedAttempt(observation, Outcome.UNREACHABLE, Layer.NONE, "connection refused")),
                List.of());
    }

    static Result unresolved() {
        return new Result.Unresolved(
                (Address.Name) Address.parse("origin.example"),
                APP,
                Optional.of(Stage.REQUIRED),
                "The name has no address.");
    }

    /** An origin that says whatever could harm a reader. */
    static Result hostile() {
        Result.Judged required = (Result.Judged) required();
        OriginReport report = required.report();
        return new Result.Judged(new OriginReport(
                report.origin(),
                Mode.MISMATCH,
                Optional.empty(),
                Verdict.FAIL,
                "It said " + HOSTILE,
                List.of(attempt(FOUR, Identity.LEAF, answered(403), Outcome.REFUSED, Layer.HTTP, HOSTILE, 1)),
                Optional.of(new ServerCertificate(HOSTILE, HOSTILE, Instant.EPOCH, false, false)),
                List.of(new Finding(FindingCode.LEAF_REFUSED, Severity.CRITICAL, HOSTILE, HOSTILE)),
                Duration.ZERO));
    }

    private static Result with(Result.Judged result, List<Finding> findings) {
        OriginReport report = result.report();
        return new Result.Judged(new OriginReport(
                report.origin(),
                report.mode(),
                report.expected(),
                report.verdict(),
                report.reason(),
                report.attempts(),
                report.serverCertificate(),
                findings,
                report.duration()));
    }

    private static Result report(
            Origin origin,
            Mode mode,
            Optional<Stage> expected,
            Verdict verdict,
            String reason,
            List<JudgedAttempt> attempts,
            List<Finding> findings) {
        Optional<ServerCertificate> certificate = mode == Mode.UNREACHABLE
                ? Optional.empty()
                : Optional.of(new ServerCertificate(
                        "CN=app.example.com", "CN=Test CA", Instant.parse("2027-01-01T00:00:00.999Z"), true, false));
        return new Result.Judged(new OriginReport(
                origin,
                mode,
                expected,
                verdict,
                reason,
                attempts,
                certificate,
                findings,
                Duration.ofNanos(14_349_999)));
    }

    private static JudgedAttempt attempt(
            Origin origin, Identity identity, Ending ending, Outcome outcome, Layer layer, String detail, long micros) {
        TlsFacts tls = new TlsFacts(
                true,
                Optional.of("TLSv1.3"),
                Optional.of("TLS_AES_128_GCM_SHA256"),
                Optional.of("http/1.1"),
                Optional.of(new CertificateRequest(List.of("CN=Origin Pull CA"))),
                identity != Identity.NONE,
                false,
                false,
                List.of());
        Observation observation = new Observation(
                new Attempt(origin, identity, Approach.https(origin, "/")),
                Optional.empty(),
                Optional.of(tls),
                ending,
                new Timings(Duration.ZERO, Duration.ZERO, Duration.ofNanos(micros * 1000)));
        return new JudgedAttempt(observation, outcome, layer, detail);
    }

    private static Ending answered(int status) {
        return new Ending.Answered(status, "HTTP/1.1 " + status + " OK\r\n\r\n");
    }

    private static Ending alerted(int number) {
        return new Ending.Alerted(new Alert(number), true);
    }
}
