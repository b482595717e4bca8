package dev.originpull.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the program carries about originpull.yaml: its JSON Schema for editors, and an example to start from. */
public final class ConfigSchema {
    private ConfigSchema() {}

    /** The document (draft 2020-12) with its last line's end. */
    public static String text() {
        return resource("originpull.schema.json");
    }

    /** A commented configuration with every key: src/docs/originpull.example.yaml. */
    public static String example() {
        return resource("originpull.example.yaml");
    }

    private static String resource(String name) {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not among the program's classes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
