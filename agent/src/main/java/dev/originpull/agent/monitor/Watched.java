package dev.originpull.agent.monitor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A watch and all that its looks have shown. Thread-safe. */
final class Watched {
    private Watch watch;
    private @Nullable Look announced;
    /** The last look that saw something else. */
    private @Nullable Look other;

    private @Nullable Instant probedAt;
    private boolean unconfirmed;
    private final ArrayDeque<Sight> recent = new ArrayDeque<>(Steadiness.WINDOW);
    private final ArrayDeque<Change> history = new ArrayDeque<>(4);

    Watched(Watch watch) {
        this.watch = watch;
    }

    /** What a look led to. */
    enum Effect {
        /** The first one ever. */
        FIRST,
        /** Nothing is new. */
        NONE,
        /** Something else was seen, and has to be seen once more. */
        UNCONFIRMED,
        /** The origin does something else now. */
        CHANGED
    }

    synchronized Watch watch() {
        return watch;
    }

    /** The same origin, watched for something else from now on. */
    synchronized void watchFor(Watch other) {
        watch = other;
    }

    synchronized Standing standing() {
        return new Standing(
                watch,
                Optional.ofNullable(announced),
                Optional.ofNullable(probedAt),
                unconfirmed,
                new ArrayList<>(history));
    }

    /** Takes up what an earlier process knew. */
    synchronized void restore(Standing standing) {
        announced = standing.look().orElse(null);
        probedAt = standing.probedAt().orElse(null);
        history.clear();
        history.addAll(standing.history());
        recent.clear();
        standing.look().map(Sight::of).ifPresent(recent::add);
    }

    synchronized Effect take(Look look) {
        probedAt = look.at();
        remember(Sight.of(look));
        if (announced == null) {
            announced = look;
            begin(look);
            return Effect.FIRST;
        }
        Sight before = Sight.of(announced);
        Steadiness.Decision decision = Steadiness.decide(before, List.copyOf(recent));
        unconfirmed = !decision.confirmed();
        if (!Sight.of(look).equals(before)) {
            other = look;
        }
        if (decision.announced().equals(Sight.of(look))) {
            announced = look;
        } else if (other != null && decision.announced().equals(Sight.of(other))) {
            announced = other;
        }
        if (Sight.of(announced).equals(before)) {
            return unconfirmed ? Effect.UNCONFIRMED : Effect.NONE;
        }
        other = null;
        begin(announced.at(look.at()));
        return Effect.CHANGED;
    }

    /** What was seen is seen still, by a look that did not go to the end. */
    synchronized void stillAt(Instant at) {
        probedAt = at;
        if (announced != null) {
            remember(Sight.of(announced));
            announced = announced.at(at);
        }
    }

    private void remember(Sight sight) {
        if (recent.size() == Steadiness.WINDOW) {
            recent.removeFirst();
        }
        recent.addLast(sight);
    }

    private void begin(Look look) {
        if (history.size() == Standing.MOST_CHANGES) {
            history.removeFirst();
        }
        history.addLast(new Change(look.at(), look.mode(), look.verdict()));
    }
}
