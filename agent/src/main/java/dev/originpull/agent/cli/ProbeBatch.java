package dev.originpull.agent.cli;

import dev.originpull.agent.config.Target;
import java.util.List;

/** Targets that are probed in the same way. */
record ProbeBatch(List<Target> targets, Presented presented, ProbeChoices choices) {
    ProbeBatch {
        targets = List.copyOf(targets);
    }
}
