package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Verdict;
import java.util.Optional;

/** Verdicts in words for people. */
final class VerdictWords {
    private VerdictWords() {}

    static String of(Standing standing) {
        Optional<Look> look = standing.look();
        if (look.isEmpty()) {
            return "Not looked at yet";
        }
        Verdict verdict = look.get().verdict();
        if (verdict != Verdict.PASS) {
            return of(verdict);
        }
        if (standing.watch().expected().isEmpty()) {
            return "Nothing expected";
        }
        return Urgency.of(standing) == Urgency.FINE ? of(verdict) : of(verdict) + ", but";
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "As expected";
            case FAIL -> "Not as expected";
            case UNKNOWN -> "Could not tell";
        };
    }
}
