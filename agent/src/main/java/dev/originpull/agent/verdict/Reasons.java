package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Phase;
import java.util.List;

/** The one sentence that says why. */
final class Reasons {
    private final Case subject;
    private final Looks looks;
    private final Weighing weighing;
    private final OtherAuthorities others;

    Reasons(Case subject, Looks looks, Weighing weighing, OtherAuthorities others) {
        this.subject = subject;
        this.looks = looks;
        this.weighing = weighing;
        this.others = others;
    }

    String of(Mode mode) {
        return switch (mode) {
            case OFF -> "It requests no certificate; a client without one " + weighing.met(Identity.NONE) + ".";
            case OBSERVE ->
                "It requests a certificate but accepts every client: with a forged one a client " + why(Identity.FORGED)
                        + ", without one it " + why(Identity.NONE) + ".";
            case OPTIONAL -> "It refuses a wrong certificate, but a client without one " + why(Identity.NONE) + ".";
            case REQUIRED ->
                (others.areTrusted()
                                ? "It accepts the leaf, and names other CAs whose clients it accepts"
                                : "It accepts only the leaf")
                        + ": a client without a certificate " + why(Identity.NONE) + ", one with a forged certificate "
                        + why(Identity.FORGED) + ".";
            case REQUIRED_ANY ->
                "It requires a certificate but accepts any: a forged one " + why(Identity.FORGED) + ".";
            case MISMATCH ->
                "It refuses the leaf, which " + why(Identity.LEAF) + ": requests through Cloudflare get the same.";
            case UNREACHABLE -> "No TLS conversation took place: " + firstWhy() + unreachableHint() + ".";
            case INCONCLUSIVE -> inconclusive();
        };
    }

    private String inconclusive() {
        if (!looks.triedAnything()) {
            return "Nothing was tried.";
        }
        if (!looks.hasLeaf() && weighing.of(Identity.NONE).isRefused()) {
            return "It refuses a client without a certificate, which " + why(Identity.NONE)
                    + "; the leaf was not tried.";
        }
        for (Identity who : List.of(Identity.LEAF, Identity.NONE, Identity.FORGED)) {
            boolean counts = who != Identity.LEAF || looks.hasLeaf();
            Outcome outcome = weighing.of(who).outcome();
            if (counts && (outcome == Outcome.UNKNOWN || outcome == Outcome.UNREACHABLE)) {
                return "Undetermined: the " + Weighing.noun(who) + " " + why(who) + ".";
            }
        }
        return "Undetermined: the answers differ, but the leaf was accepted although no certificate was requested.";
    }

    /** A server that waits for a PROXY protocol header closes at the first byte that is none, and says nothing. */
    private String unreachableHint() {
        boolean nothingSaid = looks.last(looks.control())
                .or(() -> looks.last(Identity.NONE))
                .filter(look -> look.observation().ending() instanceof Ending.Closed closed
                        && closed.phase() == Phase.HANDSHAKE
                        && look.observation().tls().isEmpty())
                .isPresent();
        if (!nothingSaid) {
            return "";
        }
        return " before the server said anything: it may "
                + subject.approach()
                        .proxyProtocol()
                        .map(sent -> "not take the PROXY protocol header (" + sent + ") that was sent")
                        .orElseGet(() -> "expect the PROXY protocol of a load balancer (then probe with "
                                + subject.knobs().proxyProtocol() + ", or probe the load balancer)")
                + ", or admit some addresses only";
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
