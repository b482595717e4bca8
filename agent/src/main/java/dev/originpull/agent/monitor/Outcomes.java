package dev.originpull.agent.monitor;

import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.verdict.JudgedAttempt;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.agent.verdict.Outcome;

/** What the leaf and nobody met with in the end; unknown for who was not tried. */
record Outcomes(Outcome leaf, Outcome none) {
    static Outcomes of(OriginReport report) {
        return new Outcomes(last(report, Identity.LEAF), last(report, Identity.NONE));
    }

    private static Outcome last(OriginReport report, Identity who) {
        Outcome last = Outcome.UNKNOWN;
        for (JudgedAttempt attempt : report.attempts()) {
            last = attempt.observation().attempt().identity() == who ? attempt.outcome() : last;
        }
        return last;
    }
}
