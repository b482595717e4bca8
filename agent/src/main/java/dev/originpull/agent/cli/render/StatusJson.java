package dev.originpull.agent.cli.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.agent.rollout.HostStatus;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.Status;
import dev.originpull.configgen.locate.Listener;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How hostnames stand, as a JSON document. src/docs/status-output.schema.json describes it. */
public final class StatusJson {
    private StatusJson() {}

    /** One document on one line with its end. */
    public static String of(List<HostStatus> hostnames) {
        StringWriter text = new StringWriter();
        try (PrintableJson json = PrintableJson.to(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeArrayFieldStart("hostnames");
            for (HostStatus status : hostnames) {
                hostname(json, status);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }

    private static void hostname(JsonGenerator json, HostStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("hostname", status.files().hostname());
        json.writeArrayFieldStart("names");
        for (String name : status.names()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeStringField("stage", status.files().stage().map(Stage::word).orElse(null));
        json.writeStringField(
                "verdict",
                switch (status.verdict()) {
                    case AS_EXPECTED -> "pass";
                    case NOT_AS_EXPECTED -> "fail";
                    case COULD_NOT_TELL, BUG -> "unknown";
                });
        json.writeStringField(
                "hook", status.hook().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeArrayFieldStart("addresses");
        for (Map.Entry<Listener, Question.Answer> address : status.addresses().entrySet()) {
            json.writeStartObject();
            json.writeStringField("address", address.getKey().toString());
            json.writeStringField("mode", address.getValue().mode());
            json.writeStringField("reason", address.getValue().reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("alongside");
        for (Map.Entry<String, Question.Answer> other : status.alongside().entrySet()) {
            json.writeStartObject();
            json.writeStringField("where", other.getKey());
            json.writeStringField("mode", other.getValue().mode());
            json.writeStringField("reason", other.getValue().reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("drift");
        for (String drift : status.files().drift()) {
            json.writeString(drift);
        }
        json.writeEndArray();
        entry(json, "last", status.files().last());
        entry(json, "pending", status.files().pending());
        json.writeStringField("trouble", status.trouble().orElse(null));
        json.writeEndObject();
    }

    private static void entry(JsonGenerator json, String name, Optional<Status.Entry> found) throws IOException {
        if (found.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        Status.Entry entry = found.get();
        json.writeObjectFieldStart(name);
        json.writeStringField("change", entry.change());
        json.writeStringField("at", entry.at());
        json.writeStringField("from", entry.from());
        json.writeStringField("to", entry.to());
        json.writeStringField("who", entry.who());
        json.writeArrayFieldStart("forced");
        for (String gate : entry.forced()) {
            json.writeString(gate);
        }
        json.writeEndArray();
        json.writeStringField("result", entry.result());
        json.writeEndObject();
    }
}
