package dev.originpull.agent.monitor;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import java.time.Instant;

/** From when on an origin did what. */
public record Change(Instant at, Mode mode, Verdict verdict) {}
