package dev.originpull.agent.monitor;

import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;

/** What an origin was seen to do, in two words. */
record Sight(Mode mode, Verdict verdict) {
    static Sight of(Look look) {
        return new Sight(look.mode(), look.verdict());
    }

    /** Whether this is no better: a failure before what could not be told, and that before what is as expected. */
    boolean isAtLeastAsBadAs(Sight other) {
        return badness() >= other.badness();
    }

    private int badness() {
        return switch (verdict) {
            case PASS -> 0;
            case UNKNOWN -> 1;
            case FAIL -> 2;
        };
    }
}
