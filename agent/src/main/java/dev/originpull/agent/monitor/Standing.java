package dev.originpull.agent.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a watch at a moment.
 *
 * @param look the last look that agrees with what is announced; empty until the origin has been looked at
 * @param probedAt when the last look ended, whether it agrees or not
 * @param freshness whether that look still says something about now
 * @param unconfirmed whether the last look saw something else, which a second one has yet to confirm
 * @param history the changes of mode or verdict, the oldest first, at most {@value #MOST_CHANGES}; the last one is when the present state began
 */
public record Standing(
        Watch watch,
        Optional<Look> look,
        Optional<Instant> probedAt,
        Freshness freshness,
        boolean unconfirmed,
        List<Change> history) {
    /** More changes are not kept: the oldest goes. */
    public static final int MOST_CHANGES = 16;

    public Standing {
        history = List.copyOf(history);
    }

    /** Of one whose last look is current. */
    public Standing(
            Watch watch, Optional<Look> look, Optional<Instant> probedAt, boolean unconfirmed, List<Change> history) {
        this(watch, look, probedAt, Freshness.CURRENT, unconfirmed, history);
    }

    /** When the present mode and verdict began. */
    public Optional<Instant> changedAt() {
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(history.get(history.size() - 1).at());
    }
}
