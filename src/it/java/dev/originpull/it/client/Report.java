package dev.originpull.it.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.originpull.it.process.Finished;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What {@code probe -o json} printed about one origin.
 *
 * @param origin the only origin of the printed document
 */
public record Report(Finished finished, JsonNode origin) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Report of(Finished finished) {
        try {
            JsonNode document = JSON.readTree(finished.stdout());
            JsonNode origins = document.path("origins");
            if (origins.size() != 1) {
                throw new AssertionError("Expected one origin: " + finished.transcript());
            }
            return new Report(finished, origins.get(0));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + finished.transcript(), e);
        }
    }

    public int exitCode() {
        return finished.exitCode();
    }

    public String mode() {
        return origin.path("mode").asText();
    }

    public String verdict() {
        return origin.path("verdict").asText();
    }

    public double durationMs() {
        return origin.path("durationMs").asDouble(Double.NaN);
    }

    /** The codes of the findings. */
    public List<String> findings() {
        return elements("findings").stream()
                .map(finding -> finding.path("code").asText())
                .toList();
    }

    /** The finding of this code, of which there is one. */
    public JsonNode finding(String code) {
        return elements("findings").stream()
                .filter(finding -> finding.path("code").asText().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + code + ": " + finished.transcript()));
    }

    public List<Attempt> attempts() {
        return elements("attempts").stream().map(Attempt::new).toList();
    }

    /** The last attempt of an identity: a second look comes after the first. */
    public Attempt lastAttempt(String identity) {
        return attempts().stream()
                .filter(attempt -> attempt.identity().equals(identity))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("No attempt with " + identity + ": " + finished.transcript()));
    }

    private List<JsonNode> elements(String name) {
        return StreamSupport.stream(origin.path(name).spliterator(), false).toList();
    }

    /** Everything that was said, for the message of a failed assertion. */
    @Override
    public String toString() {
        return finished.transcript();
    }
}
