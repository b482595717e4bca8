package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.FindingCode.ANY_CERTIFICATE_ACCEPTED;
import static dev.originpull.agent.verdict.FindingCode.ASKS_AFTER_HANDSHAKE;
import static dev.originpull.agent.verdict.FindingCode.ENFORCED_AT_HTTP;
import static dev.originpull.agent.verdict.FindingCode.LEAF_NOT_TESTED;
import static dev.originpull.agent.verdict.FindingCode.LEAF_REFUSED;
import static dev.originpull.agent.verdict.FindingCode.NOT_ENFORCED;
import static dev.originpull.agent.verdict.FindingCode.NOT_REQUESTED;

import dev.originpull.agent.probe.Identity;
import dev.originpull.configgen.catalog.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is to say about who was let in and who was not. */
final class AccessFindings {
    private final Case subject;
    private final Looks looks;
    private final Weighing weighing;
    private final Mode mode;
    private final Fixes fixes;
    private final LeafAdvice advice;
    private final List<Finding> findings = new ArrayList<>();

    AccessFindings(Case subject, Looks looks, Weighing weighing, Mode mode, Fixes fixes, LeafAdvice advice) {
        this.subject = subject;
        this.looks = looks;
        this.weighing = weighing;
        this.mode = mode;
        this.fixes = fixes;
        this.advice = advice;
    }

    List<Finding> list() {
        findings.clear();
        leafRefused();
        asksAfterHandshake();
        notEnforced();
        anyCertificate();
        notRequested();
        enforcedAtHttp();
        leafNotTested();
        return List.copyOf(findings);
    }

    private void leafRefused() {
        Judgement leaf = weighing.of(Identity.LEAF);
        if (leaf.isRefused()) {
            looks.last(Identity.LEAF)
                    .ifPresent(look -> add(
                            LEAF_REFUSED,
                            Severity.CRITICAL,
                            "The leaf " + leaf.why() + ": what comes through Cloudflare is refused.",
                            leafFix(look)));
        }
    }

    private String leafFix(Look refused) {
        if (asksLate()) {
            return fixes.askInHandshake();
        }
        return refused.is(Reading.Answer.class)
                ? fixes.letLeafIn(refused.detail())
                : advice.after(refused.observation());
    }

    private void asksAfterHandshake() {
        if (asksLate()) {
            add(
                    ASKS_AFTER_HANDSHAKE,
                    Severity.ERROR,
                    "The origin asks for a certificate only after the handshake, by renegotiation or post-handshake "
                            + "authentication. Cloudflare's edge does neither.",
                    fixes.askInHandshake());
        }
    }

    private void notEnforced() {
        Judgement none = weighing.of(Identity.NONE);
        if (!none.isAccepted()) {
            return;
        }
        boolean denied = !looks.answersTo(Identity.NONE).isEmpty()
                && looks.answersTo(Identity.NONE).stream()
                        .noneMatch(answer -> answer.status().canAccept());
        if (denied) {
            deniedLikeTheLeaf(none);
            return;
        }
        String message = "A client without a certificate " + none.why() + ".";
        if (expects(Stage.REQUIRED)) {
            add(NOT_ENFORCED, Severity.CRITICAL, message, fixes.to(Stage.REQUIRED));
        } else if (subject.expected().isEmpty() && mode.isTold() && mode != Mode.MISMATCH) {
            add(NOT_ENFORCED, Severity.INFO, message + " Anyone who knows the address can.", fixes.to(Stage.REQUIRED));
        }
    }

    /** Nobody gets a page, so that a rule against clients without a certificate would not show. */
    private void deniedLikeTheLeaf(Judgement none) {
        if (expects(Stage.REQUIRED) || (subject.expected().isEmpty() && mode.isTold())) {
            add(
                    NOT_ENFORCED,
                    expects(Stage.REQUIRED) ? Severity.ERROR : Severity.INFO,
                    "The server accepts a client without a certificate, which " + none.why() + " as the leaf does.",
                    fixes.to(Stage.REQUIRED) + " If a rule refuses such clients by that status, set "
                            + subject.knobs().path() + " to a page that the leaf gets.");
        }
    }

    private void anyCertificate() {
        boolean letIn = weighing.of(Identity.FORGED).isAccepted()
                && looks.answersTo(Identity.FORGED).stream()
                        .allMatch(answer -> answer.status().isBelow400());
        if (!letIn || !looks.isRequestedIn(Identity.FORGED)) {
            return;
        }
        String message = "A certificate from a CA made up for this probe "
                + weighing.of(Identity.FORGED).why() + ": the origin does not verify what it asks for.";
        boolean believedSafe = mode == Mode.REQUIRED_ANY || expects(Stage.OPTIONAL) || expects(Stage.REQUIRED);
        if (expects(Stage.OBSERVE) || expects(Stage.OFF)) {
            return;
        }
        Stage wanted = subject.expected().orElse(Stage.REQUIRED);
        add(ANY_CERTIFICATE_ACCEPTED, believedSafe ? Severity.CRITICAL : Severity.INFO, message, fixes.to(wanted));
    }

    private void notRequested() {
        boolean asked = looks.isRequestedAnywhere();
        Optional<Stage> wanted = subject.expected().filter(stage -> stage != Stage.OFF);
        boolean saidOtherwise = weighing.of(Identity.NONE).isAccepted() && wanted.isEmpty();
        if (mode == Mode.OFF && !asked && !saidOtherwise && !expects(Stage.OFF)) {
            add(
                    NOT_REQUESTED,
                    wanted.isPresent() ? Severity.ERROR : Severity.INFO,
                    "The origin asks for no client certificate, so that it cannot know Cloudflare from anybody else.",
                    fixes.to(wanted.orElse(Stage.REQUIRED)));
        }
    }

    private void enforcedAtHttp() {
        List<Look> refused = Stream.of(Identity.NONE, Identity.FORGED)
                .filter(who -> weighing.of(who).isRefused())
                .flatMap(who -> looks.of(who).stream())
                .filter(look -> Layer.of(look.observation()) == Layer.HTTP)
                .toList();
        if ((mode != Mode.REQUIRED && mode != Mode.REQUIRED_ANY) || refused.isEmpty()) {
            return;
        }
        Optional<Look> inNginxWords =
                refused.stream().filter(look -> look.is(Reading.Refusal.class)).findFirst();
        add(
                ENFORCED_AT_HTTP,
                Severity.INFO,
                "Every client completes the handshake; the refusal is an HTTP answer ("
                        + inNginxWords.orElse(refused.get(0)).detail()
                        + (inNginxWords.isPresent() ? "), as NGINX always does it." : ")."),
                inNginxWords.isPresent()
                        ? ""
                        : "Check that every path and every virtual host behind this address refuses likewise, or refuse in TLS.");
    }

    private void leafNotTested() {
        if (looks.hasLeaf() || !looks.reachedAnything()) {
            return;
        }
        boolean refuses = weighing.of(Identity.NONE).isRefused();
        if (refuses || looks.isRequestedAnywhere()) {
            add(
                    LEAF_NOT_TESTED,
                    refuses ? Severity.WARNING : Severity.INFO,
                    (refuses ? "The origin refuses a client without a certificate; whether" : "Whether")
                            + " it accepts yours is not known.",
                    "Give the leaf that Cloudflare presents: " + subject.knobs().leaf() + ".");
        }
    }

    private boolean asksLate() {
        return looks.isAskedLateInOlder()
                || Stream.of(Identity.values())
                        .filter(who -> weighing.of(who).isRefused())
                        .flatMap(who -> looks.of(who).stream())
                        .anyMatch(look -> look.reading().equals(new Reading.Refusal(true)));
    }

    private boolean expects(Stage stage) {
        return subject.expected().filter(stage::equals).isPresent();
    }

    private void add(FindingCode code, Severity severity, String message, String fix) {
        findings.add(new Finding(code, severity, message, fix));
    }
}
