package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Identity;
import java.util.List;

/** The one sentence that says why. */
final class Reasons {
    private final Looks looks;
    private final Weighing weighing;

    Reasons(Looks looks, Weighing weighing) {
        this.looks = looks;
        this.weighing = weighing;
    }

    String of(Mode mode) {
        return switch (mode) {
            case OFF -> "It asks nobody for a certificate; a client without one " + why(Identity.NONE) + ".";
            case OBSERVE ->
                "It asks for a certificate but lets everybody in: with a forged one a client " + why(Identity.FORGED)
                        + ", without one it " + why(Identity.NONE) + ".";
            case OPTIONAL -> "It refuses a wrong certificate, but a client without one " + why(Identity.NONE) + ".";
            case REQUIRED ->
                "Only the leaf gets in: a client without a certificate " + why(Identity.NONE)
                        + ", one with a forged certificate " + why(Identity.FORGED) + ".";
            case REQUIRED_ANY -> "It wants a certificate, but any will do: a forged one " + why(Identity.FORGED) + ".";
            case MISMATCH ->
                "It refuses the leaf, which " + why(Identity.LEAF) + ": requests through Cloudflare get the same.";
            case UNREACHABLE -> "No TLS conversation took place: " + firstWhy() + ".";
            case INCONCLUSIVE -> inconclusive();
        };
    }

    private String inconclusive() {
        if (!looks.triedAnything()) {
            return "Nothing was tried.";
        }
        if (!looks.hasLeaf() && weighing.of(Identity.NONE).isRefused()) {
            return "It refuses a client without a certificate, which " + why(Identity.NONE)
                    + "; whether it lets the leaf in was not tried.";
        }
        for (Identity who : List.of(Identity.LEAF, Identity.NONE, Identity.FORGED)) {
            boolean counts = who != Identity.LEAF || looks.hasLeaf();
            Outcome outcome = weighing.of(who).outcome();
            if (counts && (outcome == Outcome.UNKNOWN || outcome == Outcome.UNREACHABLE)) {
                return "It could not be told: the " + Weighing.noun(who) + " " + why(who) + ".";
            }
        }
        return "It could not be told: the answers differ, but the leaf was let in without being asked for.";
    }

    private String why(Identity who) {
        return weighing.of(who).why();
    }

    private String firstWhy() {
        return looks.last(looks.control())
                .or(() -> looks.last(Identity.NONE))
                .or(() -> looks.last(Identity.FORGED))
                .map(Look::detail)
                .orElse("nothing was tried");
    }
}
