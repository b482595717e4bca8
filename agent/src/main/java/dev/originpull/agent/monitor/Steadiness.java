package dev.originpull.agent.monitor;

import java.util.List;

/**
 * Decides what to announce of an origin that may just have changed, or that flaps. A pure function.
 *
 * <p>One look that differs is not believed: a second one has to see the same. An origin that goes to and fro would then never be
 * told from one that stands still, so whoever changes {@value #FLAPS} times within {@value #WINDOW} looks is taken for the worst
 * of what was seen.
 */
final class Steadiness {
    /** So many looks are remembered. */
    static final int WINDOW = 8;

    private static final int FLAPS = 3;

    private Steadiness() {}

    /**
     * What to announce.
     *
     * @param confirmed false while the last look saw something else that a second one has yet to see
     */
    record Decision(Sight announced, boolean confirmed) {}

    /**
     * Decides.
     *
     * @param announced what was announced until now
     * @param recent the last looks, the newest last; one at least, {@value #WINDOW} at most
     */
    static Decision decide(Sight announced, List<Sight> recent) {
        Sight last = recent.get(recent.size() - 1);
        if (changes(recent) >= FLAPS) {
            return new Decision(worst(recent), true);
        }
        boolean seenTwice = recent.size() >= 2 && recent.get(recent.size() - 2).equals(last);
        if (last.equals(announced) || seenTwice) {
            return new Decision(last, true);
        }
        return new Decision(announced, false);
    }

    private static int changes(List<Sight> recent) {
        int changes = 0;
        for (int i = 1; i < recent.size(); i++) {
            changes += recent.get(i).equals(recent.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    /** Of equally bad ones the newest. */
    private static Sight worst(List<Sight> recent) {
        Sight worst = recent.get(0);
        for (Sight sight : recent) {
            worst = sight.isAtLeastAsBadAs(worst) ? sight : worst;
        }
        return worst;
    }
}
