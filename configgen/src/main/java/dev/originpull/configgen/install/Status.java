package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a hostname from the files, without asking the server.
 *
 * @param stage what our file sets; empty where there is none
 * @param drift how our file differs from what was written last, and the running server from the files, a line each
 * @param last the last change
 * @param pending a change that was interrupted
 */
public record Status(
        String hostname, Optional<Stage> stage, List<String> drift, Optional<Entry> last, Optional<Entry> pending) {
    public Status {
        drift = List.copyOf(drift);
    }

    /** The same, of another name of the same blocks. */
    public Status of(String name) {
        return new Status(name, stage, drift, last, pending);
    }

    /** The same with a further line of drift. */
    public Status drifted(String line) {
        List<String> all = new ArrayList<>(drift);
        all.add(line);
        return new Status(hostname, stage, all, last, pending);
    }

    /**
     * A change as the history has it.
     *
     * @param at ISO 8601, UTC
     * @param from the stage before, or {@code none}
     * @param result {@code applied}, {@code undone}, {@code rolled back}, {@code broken}
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
