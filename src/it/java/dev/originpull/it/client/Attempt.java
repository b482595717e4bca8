package dev.originpull.it.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/** One element of {@code attempts}. */
public record Attempt(JsonNode json) {
    public String identity() {
        return json.path("identity").asText();
    }

    public String outcome() {
        return json.path("outcome").asText();
    }

    public String layer() {
        return json.path("layer").asText();
    }

    public Optional<String> tlsVersion() {
        return Optional.ofNullable(json.path("tlsVersion").textValue());
    }

    public boolean certificateRequested() {
        return json.path("certificateRequested").asBoolean();
    }

    public OptionalInt httpStatus() {
        JsonNode status = json.path("httpStatus");
        return status.isInt() ? OptionalInt.of(status.asInt()) : OptionalInt.empty();
    }

    public OptionalInt alert() {
        JsonNode number = json.path("alert").path("number");
        return number.isInt() ? OptionalInt.of(number.asInt()) : OptionalInt.empty();
    }
}
