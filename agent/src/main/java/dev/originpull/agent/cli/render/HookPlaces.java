package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Existing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lines that take up our files, where they belong, and what has to give way to them.
 *
 * @param hook the line
 * @param blocks all that answer for the hostname
 * @param outer the line for the log's format; empty if none is needed
 */
public record HookPlaces(String hostname, String hook, List<Block> blocks, Optional<Outer> outer) {
    public HookPlaces {
        blocks = List.copyOf(blocks);
    }

    /** A line that belongs into the block around all blocks, and the file in which that block begins. */
    public record Outer(String line, Path file) {}

    /** The line, then a place a line. */
    public String text() {
        StringBuilder text = new StringBuilder(256);
        text.append(Printable.whole(hook)).append('\n');
        for (Block block : blocks) {
            text.append(block.hooked() ? "is in the block at " : "belongs into the block at ")
                    .append(Printable.whole(block.place()))
                    .append(block.hooked() ? "" : ", before its end")
                    .append('\n');
            for (Existing existing : block.existing()) {
                text.append("remove from the block, or run apply with --adopt: ")
                        .append(Printable.whole(existing.place()))
                        .append(": `")
                        .append(Printable.whole(words(existing)))
                        .append("`\n");
            }
        }
        outer.ifPresent(each -> text.append(Printable.whole(each.line()))
                .append("\nbelongs into the http block of ")
                .append(Printable.whole(each.file().toString()))
                .append(", before the server blocks\n"));
        return text.toString();
    }

    private static String words(Existing existing) {
        return ConfigFile.fromBytes(existing.text()).strip().replaceAll("\\s+", " ");
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
                if (!block.existing().isEmpty()) {
                    json.writeArrayFieldStart("remove");
                    for (Existing existing : block.existing()) {
                        json.writeStartObject();
                        json.writeStringField("file", existing.file().toString());
                        json.writeNumberField("line", existing.line());
                        json.writeStringField("directive", words(existing));
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            if (outer.isPresent()) {
                json.writeObjectFieldStart("outer");
                json.writeStringField("hook", outer.get().line());
                json.writeStringField("file", outer.get().file().toString());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }
}
