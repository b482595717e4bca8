package dev.originpull.agent.monitor;

import java.time.Instant;
import java.util.List;

/**
 * How the last loading of the configuration went.
 *
 * @param at when it was tried
 * @param lastSuccess when one last succeeded
 * @param complaints a line each; empty when it was taken
 */
public record ReloadOutcome(Instant at, Instant lastSuccess, List<String> complaints) {
    public ReloadOutcome {
        complaints = List.copyOf(complaints);
    }

    public boolean successful() {
        return complaints.isEmpty();
    }
}
