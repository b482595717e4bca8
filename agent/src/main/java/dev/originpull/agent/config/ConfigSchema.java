package dev.originpull.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of originpull.yaml, for editors. */
public final class ConfigSchema {
    private ConfigSchema() {}

    /** The document (draft 2020-12) with its last line's end. */
    public static String text() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream("originpull.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("originpull.schema.json is not among the program's classes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("originpull.schema.json cannot be read", e);
        }
    }
}
