package dev.originpull.agent.web.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.agent.report.AttemptWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt as a row of words, as the command line writes them.
 *
 * @param presented the identity in plain words, or {@code again} for a further look with the same one
 * @param outcome as in JSON
 */
public record AttemptView(String presented, String asked, String answer, String outcome, String where, String ms) {
    private static final List<String> IDENTITIES = List.of("leaf", "none", "forged");

    /** The leaf's first, then nothing's, then the forged one's, then those that tried another way in. */
    public static List<AttemptView> of(JsonNode attempts) {
        List<AttemptView> rows = new ArrayList<>();
        for (String identity : IDENTITIES) {
            String presented = word(identity);
            for (JsonNode attempt : attempts) {
                if (attempt.path("identity").asText().equals(identity)
                        && text(attempt, "way").isEmpty()) {
                    rows.add(row(presented, "", attempt));
                    presented = "again";
                }
            }
        }
        for (JsonNode attempt : attempts) {
            text(attempt, "way")
                    .ifPresent(way -> rows.add(row(word(attempt.path("identity").asText()), way + ": ", attempt)));
        }
        return rows;
    }

    private static String word(String identity) {
        return identity.equals("none") ? "nothing" : identity;
    }

    private static AttemptView row(String presented, String way, JsonNode attempt) {
        JsonNode requested = attempt.path("certificateRequested");
        return new AttemptView(
                presented,
                requested.isBoolean() ? (requested.asBoolean() ? "yes" : "no") : "-",
                way + attempt.path("detail").asText(),
                attempt.path("outcome").asText(),
                AttemptWords.where(attempt.path("layer").asText(), text(attempt, "phase"), text(attempt, "tlsVersion")),
                attempt.path("durationMs").asText());
    }

    private static Optional<String> text(JsonNode attempt, String field) {
        return Optional.ofNullable(attempt.path(field).textValue());
    }
}
