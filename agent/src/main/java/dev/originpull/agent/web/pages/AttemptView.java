package dev.originpull.agent.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt as a row of words, as the command line writes them.
 *
 * @param presented the identity in plain words, or {@code again} for a further look with the same one
 * @param outcome as in JSON
 */
public record AttemptView(String presented, String asked, String answer, String outcome, String where, String ms) {
    private static final List<String> IDENTITIES = List.of("leaf", "none", "forged");

    /** The leaf's first, then nothing's, then the forged one's. */
    static List<AttemptView> of(JsonNode attempts) {
        List<AttemptView> rows = new ArrayList<>();
        for (String identity : IDENTITIES) {
            String presented = identity.equals("none") ? "nothing" : identity;
            for (JsonNode attempt : attempts) {
                if (attempt.path("identity").asText().equals(identity)) {
                    rows.add(row(presented, attempt));
                    presented = "again";
                }
            }
        }
        return rows;
    }

    private static AttemptView row(String presented, JsonNode attempt) {
        JsonNode requested = attempt.path("certificateRequested");
        return new AttemptView(
                presented,
                requested.isBoolean() ? (requested.asBoolean() ? "yes" : "no") : "-",
                attempt.path("detail").asText(),
                attempt.path("outcome").asText(),
                where(attempt),
                attempt.path("durationMs").asText());
    }

    private static String where(JsonNode attempt) {
        String tls = attempt.path("tlsVersion").asText("").replace("TLSv", "TLS ");
        return switch (attempt.path("layer").asText()) {
            case "tls-handshake" -> "in handshake";
            case "tls-late" -> "after handshake";
            case "http" -> tls.isEmpty() ? "HTTP, no TLS" : "HTTP, " + tls;
            default -> tls.isEmpty() ? "-" : tls;
        };
    }
}
