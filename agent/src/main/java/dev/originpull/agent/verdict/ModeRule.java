package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Identity;
import java.util.List;

/** DESIGN's table: from what each identity met with to the mode. */
final class ModeRule {
    private final Looks looks;
    private final Weighing weighing;
    private final Judgement none;
    private final Judgement forged;

    ModeRule(Looks looks, Weighing weighing) {
        this.looks = looks;
        this.weighing = weighing;
        this.none = weighing.of(Identity.NONE);
        this.forged = weighing.of(Identity.FORGED);
    }

    Mode mode() {
        if (!looks.reachedAnything()) {
            return looks.triedAnything() ? Mode.UNREACHABLE : Mode.INCONCLUSIVE;
        }
        return looks.hasLeaf() ? withLeaf(weighing.of(Identity.LEAF)) : withoutLeaf();
    }

    private Mode withLeaf(Judgement leaf) {
        if (leaf.isRefused()) {
            return Mode.MISMATCH;
        }
        if (leaf.isAccepted() && none.isAccepted() && forged.isAccepted()) {
            return openMode();
        }
        if (looks.isNobodyAsked(List.of(Identity.values()))) {
            return Mode.OFF;
        }
        if (!leaf.isAccepted()) {
            return Mode.INCONCLUSIVE;
        }
        if ((!forged.isAccepted() && !forged.isRefused()) || !looks.isRequestedIn(Identity.LEAF)) {
            return Mode.INCONCLUSIVE;
        }
        if (none.isRefused()) {
            return forged.isRefused() ? Mode.REQUIRED : Mode.REQUIRED_ANY;
        }
        return none.isAccepted() ? Mode.OPTIONAL : Mode.INCONCLUSIVE;
    }

    /** Without a leaf nothing tells whether anybody can pass an origin that refuses. */
    private Mode withoutLeaf() {
        if (none.isAccepted() && forged.isAccepted()) {
            return openMode();
        }
        if (looks.isNobodyAsked(List.of(Identity.NONE, Identity.FORGED))) {
            return Mode.OFF;
        }
        if (!none.isAccepted()) {
            return Mode.INCONCLUSIVE;
        }
        return forged.isRefused() ? Mode.OPTIONAL : Mode.INCONCLUSIVE;
    }

    private Mode openMode() {
        return looks.isRequestedAnywhere() ? Mode.OBSERVE : Mode.OFF;
    }
}
