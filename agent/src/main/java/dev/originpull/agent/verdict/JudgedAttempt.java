package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Observation;

/**
 * An observation and what it came to in the light of the others.
 *
 * @param observation what was seen
 * @param outcome what the identity met with
 * @param layer where
 * @param detail one short printable line for people, such as {@code alert 116 certificate_required}
 */
public record JudgedAttempt(Observation observation, Outcome outcome, Layer layer, String detail) {}
