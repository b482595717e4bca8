package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.locate.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The line that takes up our file, and where it belongs.
 *
 * @param hook the line
 * @param blocks all that answer for the hostname
 */
public record HookPlaces(String hostname, String hook, List<Block> blocks) {
    public HookPlaces {
        blocks = List.copyOf(blocks);
    }

    /** The line, then a place a line. */
    public String text() {
        StringBuilder text = new StringBuilder(256);
        text.append(Printable.whole(hook)).append('\n');
        for (Block block : blocks) {
            text.append(block.hooked() ? "is in the block at " : "belongs into the block at ")
                    .append(Printable.whole(block.place()))
                    .append(block.hooked() ? "" : ", before its end")
                    .append('\n');
        }
        return text.toString();
    }

    /** One document on one line with its end. */
    public String json() {
        StringWriter text = new StringWriter();
        try (PrintableJson json = PrintableJson.to(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("hostname", hostname);
            json.writeStringField("hook", hook);
            json.writeArrayFieldStart("blocks");
            for (Block block : blocks) {
                json.writeStartObject();
                json.writeStringField("file", block.file().toString());
                json.writeNumberField("line", block.line());
                json.writeBooleanField("present", block.hooked());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }
}
