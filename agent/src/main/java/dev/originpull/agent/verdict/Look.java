package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Observation;
import java.time.Duration;

/**
 * An observation at its place in the sequence, and what it tells.
 *
 * @param position how many observations came before it
 */
record Look(int position, Observation observation, Reading reading) {
    boolean is(Class<? extends Reading> kind) {
        return kind.isInstance(reading);
    }

    Duration took() {
        return observation.timings().total();
    }

    String verb() {
        return Detail.verb(observation);
    }

    String detail() {
        return Detail.of(observation);
    }
}
