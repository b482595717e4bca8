package dev.originpull.agent.web.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A standing as an element of {@code origins}: what a probe prints, and since when it is so. On one line. */
final class OriginDocument {
    private static final JsonFactory JSON = new JsonFactory();

    private OriginDocument() {}

    static String of(Standing standing) throws IOException {
        String report = standing.look().isPresent() ? standing.look().get().json() : unseen(standing);
        // The report is an object that is written already; parsing it to add to it would cost ten times as much.
        return report.substring(0, report.lastIndexOf('}')) + ","
                + additions(standing).substring(1);
    }

    /** What an origin does that nobody has looked at: it could not be told. */
    static Mode mode(Standing standing) {
        return standing.look().map(Look::mode).orElse(Mode.INCONCLUSIVE);
    }

    static Verdict verdict(Standing standing) {
        return standing.look().map(Look::verdict).orElse(Verdict.UNKNOWN);
    }

    private static String unseen(Standing standing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("address", standing.watch().address());
            json.writeStringField("hostname", standing.watch().hostname().name());
            json.writeStringField("mode", mode(standing).word());
            json.writeStringField(
                    "expected", standing.watch().expected().map(Stage::word).orElse(null));
            json.writeStringField("verdict", verdict(standing).word());
            json.writeStringField("reason", "The origin has not been looked at yet.");
            json.writeArrayFieldStart("attempts");
            json.writeEndArray();
            json.writeNullField("serverCertificate");
            json.writeArrayFieldStart("findings");
            json.writeEndArray();
            json.writeNumberField("durationMs", 0);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String additions(Standing standing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("id", standing.watch().id());
            json.writeStringField("path", standing.watch().path());
            json.writeStringField("probedAt", time(standing.probedAt()));
            json.writeStringField("changedAt", time(standing.changedAt()));
            json.writeBooleanField("unconfirmed", standing.unconfirmed());
            json.writeArrayFieldStart("history");
            for (Change change : standing.history()) {
                json.writeStartObject();
                json.writeStringField("at", change.at().toString());
                json.writeStringField("mode", change.mode().word());
                json.writeStringField("verdict", change.verdict().word());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static @Nullable String time(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }
}
