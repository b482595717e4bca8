package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a hostname from the files, without asking the server.
 *
 * @param stage what our file sets; empty where there is none
 * @param drift how our file differs from what was written last, a line each
 * @param last the last change
 * @param pending a change that was interrupted
 */
public record Status(
        String hostname, Optional<Stage> stage, List<String> drift, Optional<Entry> last, Optional<Entry> pending) {
    public Status {
        drift = List.copyOf(drift);
    }

    /**
     * A change as the history has it.
     *
     * @param at ISO 8601, UTC
     * @param from the stage before, or {@code none}
     * @param result {@code applied}, {@code undone}, {@code rolled back}
     */
    public record Entry(
            String change,
            String at,
            String hostname,
            String from,
            String to,
            String who,
            List<String> forced,
            String result) {
        public Entry {
            forced = List.copyOf(forced);
        }
    }
}
