package dev.originpull.agent.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.CertificateRequest;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.verdict.Finding;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.ServerCertificate;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One element of {@code origins}, on one line; src/docs/probe-output.schema.json describes it. */
public final class JsonOrigin {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private JsonOrigin(JsonGenerator json) {
        this.json = json;
    }

    /** The element without an end of line. */
    public static String of(Result result) {
        StringWriter text = new StringWriter(2048);
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            JsonOrigin origin = new JsonOrigin(generator);
            if (result instanceof Result.Judged judged) {
                origin.report(judged.report());
            } else if (result instanceof Result.Unresolved unresolved) {
                origin.unresolved(unresolved);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private void report(OriginReport report) throws IOException {
        json.writeStartObject();
        text("address", report.origin().endpoint());
        text("hostname", report.origin().hostname().name());
        text("mode", report.mode().word());
        text("expected", report.expected().map(Stage::word));
        text("verdict", report.verdict().word());
        text("reason", report.reason());
        json.writeArrayFieldStart("attempts");
        for (JudgedAttempt attempt : report.attempts()) {
            attempt(attempt, report.attempts().get(0));
        }
        json.writeEndArray();
        if (report.serverCertificate().isPresent()) {
            serverCertificate(report.serverCertificate().get());
        } else {
            json.writeNullField("serverCertificate");
        }
        json.writeArrayFieldStart("findings");
        for (Finding finding : report.findings()) {
            json.writeStartObject();
            text("code", finding.code().name());
            text("severity", finding.severity().word());
            lines("message", finding.message());
            lines("fix", finding.fix());
            json.writeEndObject();
        }
        json.writeEndArray();
        millis("durationMs", report.duration());
        json.writeEndObject();
    }

    private void unresolved(Result.Unresolved result) throws IOException {
        json.writeStartObject();
        text("address", result.address().toString());
        text("hostname", result.hostname().name());
        text("mode", Mode.UNREACHABLE.word());
        text("expected", result.expected().map(Stage::word));
        text("verdict", Verdict.UNKNOWN.word());
        text("reason", result.reason());
        json.writeArrayFieldStart("attempts");
        json.writeEndArray();
        json.writeNullField("serverCertificate");
        json.writeArrayFieldStart("findings");
        json.writeEndArray();
        millis("durationMs", Duration.ZERO);
        json.writeEndObject();
    }

    private void attempt(JudgedAttempt judged, JudgedAttempt usual) throws IOException {
        Observation observation = judged.observation();
        Optional<TlsFacts> tls = observation.tls();
        json.writeStartObject();
        text("identity", observation.attempt().identity().word());
        text("tlsVersion", tls.flatMap(TlsFacts::version));
        text("cipher", tls.flatMap(TlsFacts::cipher));
        text("alpn", tls.flatMap(TlsFacts::alpn));
        Optional<Boolean> asked = Asked.of(observation);
        if (asked.isPresent()) {
            json.writeBooleanField("certificateRequested", asked.get());
        } else {
            json.writeNullField("certificateRequested");
        }
        issuers(tls.flatMap(TlsFacts::certificateRequest).map(CertificateRequest::acceptableIssuers));
        text("outcome", judged.outcome().word());
        text("layer", judged.layer().word());
        if (observation.ending() instanceof Ending.Alerted alerted) {
            json.writeObjectFieldStart("alert");
            json.writeNumberField("number", alerted.alert().number());
            text("name", alerted.alert().name());
            json.writeEndObject();
        } else {
            json.writeNullField("alert");
        }
        if (observation.ending() instanceof Ending.Answered answered) {
            json.writeNumberField("httpStatus", answered.status());
        } else {
            json.writeNullField("httpStatus");
        }
        millis("durationMs", observation.timings().total());
        text("detail", judged.detail());
        text("phase", AttemptWords.phase(judged).map(AttemptWords::word));
        text(
                "way",
                AttemptWords.way(
                        observation.attempt().approach(),
                        usual.observation().attempt().approach()));
        json.writeEndObject();
    }

    private void issuers(Optional<List<String>> issuers) throws IOException {
        if (issuers.isEmpty()) {
            json.writeNullField("acceptableIssuers");
            return;
        }
        json.writeArrayFieldStart("acceptableIssuers");
        for (String issuer : issuers.get()) {
            json.writeString(Printable.whole(issuer));
        }
        json.writeEndArray();
    }

    private void serverCertificate(ServerCertificate certificate) throws IOException {
        json.writeObjectFieldStart("serverCertificate");
        text("subject", certificate.subject());
        text("issuer", certificate.issuer());
        text("notAfter", certificate.notAfter().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeBooleanField("matchesHostname", certificate.matchesHostname());
        json.writeBooleanField("trusted", certificate.trusted());
        json.writeEndObject();
    }

    private void millis(String name, Duration duration) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Millis.of(duration));
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    /** What servers say gets onto terminals by way of JSON, too: JSON alone would leave a right-to-left override as it is. */
    private void text(String name, String value) throws IOException {
        json.writeStringField(name, Printable.whole(value));
    }

    /** Text of our own in several lines. */
    private void lines(String name, String value) throws IOException {
        json.writeStringField(
                name,
                value.lines()
                        .map(Printable::whole)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse(""));
    }
}
