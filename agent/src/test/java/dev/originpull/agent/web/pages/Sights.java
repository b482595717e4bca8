package dev.originpull.agent.web.pages;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.CertificateRequest;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
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

/** Origins as they stand, to be shown. */
final class Sights {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Instant NOT_AFTER = NOW.plus(Duration.ofDays(90));

    private Sights() {}

    static Watch watch(String hostname, String address) {
        Address configured = Address.parse(address);
        Hostname name = new Hostname(hostname);
        Optional<Origin> origin = configured instanceof Address.Literal literal
                ? Optional.of(new Origin(new InetSocketAddress(literal.ip(), literal.port()), name))
                : Optional.empty();
        return new Watch(configured, name, origin, Optional.of(Stage.REQUIRED), "/", Optional.empty());
    }

    static Standing pending(String hostname, String address) {
        return new Standing(watch(hostname, address), Optional.empty(), Optional.empty(), false, List.of());
    }

    static Standing fine(String hostname, String address) {
        return looked(hostname, address, Mode.REQUIRED, Verdict.PASS, List.of());
    }

    static Standing open(String hostname, String address) {
        return looked(hostname, address, Mode.OPTIONAL, Verdict.FAIL, List.of(notEnforced("A client got in.")));
    }

    static Standing untold(String hostname, String address) {
        return looked(hostname, address, Mode.INCONCLUSIVE, Verdict.UNKNOWN, List.of());
    }

    static Finding notEnforced(String message) {
        return new Finding(
                FindingCode.NOT_ENFORCED, Severity.CRITICAL, message, "ssl_verify_client on;\nthen reload it");
    }

    static Finding warning(String message) {
        return new Finding(FindingCode.LEAF_EXPIRES_SOON, Severity.WARNING, message, "");
    }

    static Standing looked(String hostname, String address, Mode mode, Verdict verdict, List<Finding> findings) {
        return looked(hostname, address, mode, verdict, findings, "CN=" + hostname, NOT_AFTER);
    }

    /** Looked at a minute ago, and like this for two days. */
    static Standing looked(
            String hostname,
            String address,
            Mode mode,
            Verdict verdict,
            List<Finding> findings,
            String subject,
            Instant notAfter) {
        Watch watch = watch(hostname, address);
        Origin origin = watch.origin().orElseThrow();
        OriginReport report = new OriginReport(
                origin,
                mode,
                watch.expected(),
                verdict,
                "It looked so.",
                attempts(origin),
                Optional.of(new ServerCertificate(subject, "CN=Test CA", notAfter, true, false)),
                findings,
                Duration.ofMillis(14));
        Instant at = NOW.minusSeconds(60);
        return new Standing(
                watch,
                Optional.of(Look.of(new Result.Judged(report), at)),
                Optional.of(at),
                false,
                List.of(
                        new Change(NOW.minus(Duration.ofDays(9)), Mode.UNREACHABLE, Verdict.UNKNOWN),
                        new Change(NOW.minus(Duration.ofDays(2)), mode, verdict)));
    }

    private static List<JudgedAttempt> attempts(Origin origin) {
        return List.of(
                attempt(
                        origin,
                        Identity.NONE,
                        new Ending.Alerted(new Alert(116), true),
                        Outcome.REFUSED,
                        Layer.TLS_LATE,
                        "alert 116 certificate_required"),
                attempt(origin, Identity.LEAF, new Ending.Answered(200, ""), Outcome.ACCEPTED, Layer.HTTP, "200 OK"));
    }

    private static JudgedAttempt attempt(
            Origin origin, Identity identity, Ending ending, Outcome outcome, Layer layer, String detail) {
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
                new Timings(Duration.ZERO, Duration.ZERO, Duration.ofNanos(3_249_000)));
        return new JudgedAttempt(observation, outcome, layer, detail);
    }
}
