package dev.originpull.agent.probe;

import java.util.List;
import java.util.Optional;

/** Says which attempt comes next, from what was seen so far; pure. */
@FunctionalInterface
public interface Plan {
    /** The next attempt, or empty when nothing more would help. Called again after each attempt, with all observations in order. */
    Optional<Attempt> next(List<Observation> soFar);
}
