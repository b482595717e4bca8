package dev.originpull.agent.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import dev.originpull.agent.config.Printable;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes texts so that whoever prints them is safe: names in configurations and words of servers are hostile. */
final class PrintableJson extends JsonGeneratorDelegate {
    private PrintableJson(JsonGenerator raw) {
        super(raw);
    }

    static PrintableJson to(Writer text) throws IOException {
        return new PrintableJson(new JsonFactory().createGenerator(text));
    }

    @Override
    public void writeString(@Nullable String text) throws IOException {
        super.writeString(text == null ? null : Printable.whole(text));
    }

    /** A text of several lines, printable already. */
    void writeLines(String name, String lines) throws IOException {
        writeFieldName(name);
        super.writeString(lines);
    }
}
