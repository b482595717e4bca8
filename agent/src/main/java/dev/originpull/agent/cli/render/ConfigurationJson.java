package dev.originpull.agent.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A generated configuration as a JSON document. */
public final class ConfigurationJson {
    private ConfigurationJson() {}

    /** The document on one line with its end. */
    public static String of(String server, Stage stage, String configuration) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("server", server);
            json.writeStringField("stage", stage.word());
            json.writeStringField("configuration", configuration);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }
}
