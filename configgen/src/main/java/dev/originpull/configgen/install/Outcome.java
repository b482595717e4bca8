package dev.originpull.configgen.install;

import java.util.List;

/** How a change ended. */
public sealed interface Outcome {
    /**
     * It is done and proven.
     *
     * @param change its number in the journal
     */
    record Applied(String change) implements Outcome {}

    /** It was so already, by configuration and by probe. */
    record Unchanged(String reason) implements Outcome {}

    /** Nothing was changed. */
    record Refused(String reason) implements Outcome {}

    /** Something failed, and all of it was put back; the server does what it did. */
    record Undone(String reason) implements Outcome {
        /** Whether its watchdog ended the change, and nobody at the keyboard. */
        public boolean isExpired() {
            return reason.equals(Changing.EXPIRED);
        }
    }

    /**
     * Something failed, and not all of it could be put back, or the server is not what it was: a person has to look now.
     *
     * @param open what is not as it was, a line each
     */
    record Broken(String reason, List<String> open) implements Outcome {
        public Broken {
            open = List.copyOf(open);
        }
    }
}
