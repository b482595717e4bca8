package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Identity;
import java.util.Set;

/**
 * What an identity met with, all looks weighed.
 *
 * @param why half a sentence that begins with a verb, with the identity as its subject: what it got, or why that
 *     does not tell
 * @param again who has to be looked at a second time before this can be told; empty when that would change nothing
 * @param isOtherPage whether it got the control's status with another page
 */
record Judgement(Outcome outcome, String why, Set<Identity> again, boolean isOtherPage) {
    Judgement {
        again = Set.copyOf(again);
    }

    static Judgement accepted(String why) {
        return new Judgement(Outcome.ACCEPTED, why, Set.of(), false);
    }

    static Judgement refused(String why) {
        return new Judgement(Outcome.REFUSED, why, Set.of(), false);
    }

    static Judgement unreachable(String why) {
        return new Judgement(Outcome.UNREACHABLE, why, Set.of(), false);
    }

    static Judgement unknown(String why) {
        return new Judgement(Outcome.UNKNOWN, why, Set.of(), false);
    }

    static Judgement otherPage(String why) {
        return new Judgement(Outcome.UNKNOWN, why, Set.of(), true);
    }

    Judgement untilSeenAgain(Identity... who) {
        return new Judgement(outcome, why, Set.of(who), isOtherPage);
    }

    boolean isAccepted() {
        return outcome == Outcome.ACCEPTED;
    }

    boolean isRefused() {
        return outcome == Outcome.REFUSED;
    }
}
