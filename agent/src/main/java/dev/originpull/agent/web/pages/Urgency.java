package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.verdict.Verdict;
import java.util.Locale;
import java.util.Optional;

/** What is to be seen first. */
enum Urgency {
    CRITICAL,
    ERROR,
    UNKNOWN,
    WARNING,
    /** Nobody has looked yet. */
    PENDING,
    FINE;

    static Urgency of(Standing standing) {
        Optional<Look> look = standing.look();
        if (look.isEmpty()) {
            return PENDING;
        }
        if (look.get().findings().critical() > 0) {
            return CRITICAL;
        }
        if (look.get().findings().error() > 0 || look.get().verdict() == Verdict.FAIL) {
            return ERROR;
        }
        if (look.get().verdict() == Verdict.UNKNOWN) {
            return UNKNOWN;
        }
        return look.get().findings().warning() > 0 ? WARNING : FINE;
    }

    /** As style sheets name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
