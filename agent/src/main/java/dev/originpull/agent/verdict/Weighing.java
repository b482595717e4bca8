package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.OriginProbe;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.verdict.Reading.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weighs what an identity met with against what the others did.
 *
 * <p>It starts as "undetermined". A refusal needs the server's own word (an alert about the certificate, a known
 * refusal), or a difference to the control's answer that stands a second time, with the control answered in between.
 */
final class Weighing {
    /** A refusal by silence has to last this many times what the control's slowest answer took, each time. */
    private static final int PATIENCE = 3;
    /** And once this long: a garbage collector or a full queue takes less. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    private final Looks looks;
    private final Knobs knobs;
    private final Identity control;
    private final Passage passage;
    private final Judgement ofControl;

    Weighing(Looks looks, Knobs knobs) {
        this.looks = looks;
        this.knobs = knobs;
        this.control = looks.control();
        this.passage = new Passage(looks);
        this.ofControl = weigh(control);
    }

    Judgement of(Identity who) {
        return who == control ? ofControl : weigh(who);
    }

    /** What a single look came to: the identity's outcome, where this look bears it out. */
    Outcome outcomeOf(Identity who, Reading reading) {
        if (reading instanceof Reading.Nowhere) {
            return Outcome.UNREACHABLE;
        }
        Outcome outcome = of(who).outcome();
        boolean bearsOut;
        if (reading instanceof Reading.Refusal) {
            bearsOut = outcome == Outcome.REFUSED;
        } else if (outcome == Outcome.ACCEPTED) {
            bearsOut = reading instanceof Answer || looks.answersTo(who).isEmpty();
        } else {
            boolean bySecondLook = looks.of(who).stream().noneMatch(look -> look.is(Reading.Refusal.class));
            bearsOut = outcome == Outcome.REFUSED && bySecondLook && !(reading instanceof Reading.Mute);
        }
        return bearsOut ? outcome : Outcome.UNKNOWN;
    }

    private Judgement weigh(Identity who) {
        if (looks.of(who).isEmpty()) {
            return Judgement.unknown(looks.triedAnything() ? outOfTime() : "was not tried");
        }
        List<Look> reached = looks.of(who).stream()
                .filter(look -> !look.is(Reading.Nowhere.class))
                .toList();
        if (reached.isEmpty()) {
            return Judgement.unreachable("got no TLS conversation: " + details(looks.of(who)));
        }
        if (looks.isAskedLateInOlder()) {
            return Judgement.refused(verbs(reached) + ", and over TLS 1.2 the server asks for a second handshake");
        }
        List<Answer> answers = looks.answersTo(who);
        if (reached.stream().anyMatch(look -> look.is(Reading.Refusal.class))) {
            return answers.isEmpty() ? ofRefusal(who, reached) : flapping(reached);
        }
        if (answers.isEmpty()) {
            return who == Identity.LEAF ? ofUnansweredLeaf(reached) : ofNoAnswer(who, reached);
        }
        if (statuses(answers).size() > 1) {
            return flapping(reached);
        }
        return who == control ? ofControl(reached, answers) : againstControl(who, reached, answers);
    }

    private Judgement ofRefusal(Identity who, List<Look> reached) {
        if (who != control && ofControl.isAccepted() && !passage.isRefusedByWord(who)) {
            return Judgement.unknown(
                    "was asked for a certificate only after the handshake, where the " + noun(control) + " was not");
        }
        return Judgement.refused(verbs(reached));
    }

    private static Judgement flapping(List<Look> reached) {
        return Judgement.unknown("gets different answers to the same request (" + details(reached)
                + "): several servers behind one address, or one that flaps");
    }

    private Judgement ofControl(List<Look> reached, List<Answer> answers) {
        Status status = answers.get(0).status();
        String got = verbs(reached);
        if (!status.isBelow400()) {
            for (Identity other : Identity.values()) {
                if (other != control && isLetIn(other)) {
                    return againstOpen(other, status, got, answers);
                }
            }
        }
        if (passage.ofLeaf() && !status.isMisdirected()) {
            return Judgement.accepted(got);
        }
        if (passage.isLeafDoubtful()) {
            return Judgement.unknown(got + " as the " + noun(Identity.FORGED) + " does, and the " + noun(Identity.NONE)
                    + " gets another answer: the leaf may be refused with the forgery");
        }
        if (status.isRedirect() && passage.isSameForAll(status)) {
            return Judgement.unknown(
                    got + " as everybody does, which may be a refusal or what this path answers to everybody");
        }
        if (status.canAccept()
                && (control == Identity.LEAF || status.isSuccess() || isSameFor(Identity.FORGED, status))) {
            return Judgement.accepted(got);
        }
        return Judgement.unknown(got + doubt(status));
    }

    /** The control gets an error where another is let in. */
    private Judgement againstOpen(Identity other, Status status, String got, List<Answer> answers) {
        String where = got + " where the " + noun(other) + " " + verbs(looks.of(other));
        if (!status.canRefuseLeaf() || !looks.isRequestedIn(control)) {
            return Judgement.unknown(where);
        }
        boolean twice = answers.size() >= 2 && looks.answersTo(other).size() >= 2;
        return twice ? Judgement.refused(where) : Judgement.unknown(where).untilSeenAgain(control, other);
    }

    private Judgement againstControl(Identity who, List<Look> reached, List<Answer> answers) {
        Status status = answers.get(0).status();
        String got = verbs(reached);
        if (who == Identity.FORGED && passage.isLeafDoubtful()) {
            return Judgement.unknown(got + " as the leaf does, and nothing that is let in to compare it with");
        }
        List<Answer> controls = looks.answersTo(control);
        if (!ofControl.isAccepted() || controls.isEmpty()) {
            return status.isSuccess()
                    ? Judgement.accepted(got)
                    : Judgement.unknown(got + ", and nothing that is let in to compare it with");
        }
        Status controlled = controls.get(0).status();
        return status.equals(controlled)
                ? ofSameStatus(who, got, answers, controls)
                : ofOtherStatus(who, reached, status, controlled);
    }

    private Judgement ofSameStatus(Identity who, String got, List<Answer> answers, List<Answer> controls) {
        Status status = answers.get(0).status();
        if (!status.canAccept() && !passage.ofLeaf()) {
            return Judgement.unknown(got + doubt(status));
        }
        boolean samePage = answers.stream().anyMatch(a -> controls.stream().anyMatch(a::isSamePageAs));
        boolean pageVaries = controls.stream().anyMatch(c -> !c.isSamePageAs(controls.get(0)));
        if (samePage || pageVaries || !looks.isRequestedIn(who)) {
            return Judgement.accepted(got);
        }
        Judgement other = Judgement.otherPage(
                got + " as the " + noun(control) + " does, but with another page, which proves neither");
        return controls.size() < 2 ? other.untilSeenAgain(control) : other;
    }

    private Judgement ofOtherStatus(Identity who, List<Look> reached, Status status, Status controlled) {
        String differs = verbs(reached) + " where the " + noun(control) + " " + verbs(looks.of(control));
        boolean requested = looks.isRequestedIn(who);
        if (status.isSuccess() && (!requested || !controlled.isBelow400())) {
            return Judgement.accepted(verbs(reached));
        }
        if (!requested) {
            return Judgement.unknown(differs + ", but was asked for no certificate: the difference has another cause");
        }
        if (status.isServerFailure()) {
            return Judgement.unknown(differs + ", a failure of the server and no judgement");
        }
        boolean comparable = status.canRefuse()
                && (controlled.canAccept() || passage.ofLeaf())
                && reached.stream().allMatch(look -> look.is(Answer.class));
        if (!comparable) {
            return Judgement.unknown(differs + ", which is not certainly a refusal");
        }
        return afterSecondLook(who, reached, Judgement.refused(differs), differs + ", seen once only");
    }

    /**
     * The leaf, where nothing answers it. If the server judges in its own words and has no word against the leaf, the
     * leaf is through, and what is behind does not answer; a close or an alert for the leaf alone is its refusal.
     */
    private Judgement ofUnansweredLeaf(List<Look> reached) {
        String got = verbs(reached);
        if (passage.ofUnansweredLeaf()) {
            boolean once = reached.size() < 2 && reached.get(0).isClosedLate();
            return once
                    ? Judgement.unknown(got + ", seen once only").untilSeenAgain(Identity.LEAF)
                    : Judgement.accepted(got);
        }
        if (reached.stream().allMatch(look -> look.is(Reading.Silence.class)) || !isNoAnswer(reached)) {
            return Judgement.unknown(got + saysNothing(reached));
        }
        if (!passage.isLeafAloneCutOff()) {
            Judgement alone = Judgement.unknown(got + nothingToCompare(Identity.LEAF));
            return reached.size() < 2 ? alone.untilSeenAgain(Identity.LEAF) : alone;
        }
        if (reached.size() < 2) {
            return Judgement.unknown(got + ", seen once only").untilSeenAgain(Identity.LEAF);
        }
        return looks.isAnyoneHeardBetween(reached) && !mayHaveLostAnAlert(reached)
                ? Judgement.refused(got)
                : Judgement.unknown(got);
    }

    private Judgement ofNoAnswer(Identity who, List<Look> reached) {
        String got = verbs(reached);
        if (who != control && ofControl.isAccepted() && looks.answersTo(control).isEmpty()) {
            boolean same = reached.stream().allMatch(Look::isHanging)
                            && looks.of(control).stream().allMatch(Look::isHanging)
                    || reached.stream().allMatch(Look::isClosedLate)
                            && looks.of(control).stream().allMatch(Look::isClosedLate);
            return same ? Judgement.accepted(got + ", as the leaf does") : Judgement.unknown(got);
        }
        if (!isNoAnswer(reached)) {
            return Judgement.unknown(got + saysNothing(reached));
        }
        if (who == control || !ofControl.isAccepted()) {
            if (reached.stream().anyMatch(look -> look.is(Reading.Silence.class))) {
                return Judgement.unknown(got + saysNothing(reached));
            }
            Judgement alone = Judgement.unknown(got + nothingToCompare(who));
            return reached.size() < 2 ? alone.untilSeenAgain(who) : alone;
        }
        if (!isPatient(reached)) {
            return Judgement.unknown(got + ", but so short a wait does not tell a refusal from a slow answer: "
                    + knobs.timeout() + " " + enough() + " or more does");
        }
        return reached.size() >= 2 && mayHaveLostAnAlert(reached)
                ? Judgement.unknown(got)
                : afterSecondLook(who, reached, Judgement.refused(got), got + ", seen once only");
    }

    private String saysNothing(List<Look> reached) {
        boolean hindered = reached.stream().anyMatch(look -> look.observation().ending() instanceof Ending.Hindered);
        return hindered
                ? ": this machine is at fault, not the origin"
                : ", which says nothing about certificates" + hint(reached);
    }

    private static boolean isNoAnswer(List<Look> reached) {
        return reached.stream().allMatch(look -> look.reading().isNoAnswer());
    }

    /** Whether the last of them was cut off while it wrote: a reset then overtakes the alert. */
    private static boolean mayHaveLostAnAlert(List<Look> reached) {
        Look last = reached.get(reached.size() - 1);
        return last.is(Reading.Cut.class) && !last.observation().attempt().quiet();
    }

    private String nothingToCompare(Identity who) {
        for (Identity other : Identity.values()) {
            if (other != who && isLetIn(other)) {
                return " where the " + noun(other) + " " + verbs(looks.of(other))
                        + ": likely a refusal, but not proven";
            }
        }
        return ", and nothing that is let in to compare it with";
    }

    /** The refusal, where the control was answered on both sides of it each time; else what is missing. */
    private Judgement afterSecondLook(Identity who, List<Look> reached, Judgement refused, String once) {
        boolean steady = looks.of(control).stream().allMatch(look -> look.is(Answer.class));
        if (steady && looks.isControlledBetween(reached)) {
            return refused;
        }
        Judgement open = Judgement.unknown(once);
        boolean more = looks.of(who).size() < 2 && steady;
        return more ? open.untilSeenAgain(control, who) : open;
    }

    private boolean isLetIn(Identity who) {
        List<Answer> answers = looks.answersTo(who);
        return !answers.isEmpty()
                && answers.stream().allMatch(answer -> answer.status().isBelow400());
    }

    private boolean isSameFor(Identity who, Status status) {
        return statuses(looks.answersTo(who)).equals(Set.of(status));
    }

    /** Whether each silence lasted long enough; what was said at once, by a close or an alert, needs no time. */
    private boolean isPatient(List<Look> reached) {
        List<Look> silent =
                reached.stream().filter(look -> look.is(Reading.Silence.class)).toList();
        Duration each = slowestControl().multipliedBy(PATIENCE);
        boolean longEnough = silent.size() < reached.size()
                || silent.stream().anyMatch(look -> look.took().compareTo(SILENCE) >= 0);
        return longEnough && silent.stream().allMatch(look -> look.took().compareTo(each) >= 0);
    }

    private Duration slowestControl() {
        return looks.of(control).stream()
                .map(Look::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Why an identity was not tried, although others were. */
    private String outOfTime() {
        Duration slowest = Arrays.stream(Identity.values())
                .flatMap(who -> looks.of(who).stream())
                .map(Look::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        long seconds =
                slowest.multipliedBy(OriginProbe.SHARES + 1L).plusMillis(999).toSeconds();
        return "was not tried, because the time was up: " + knobs.timeout() + " " + Math.max(seconds, 1)
                + "s or more is enough";
    }

    /**
     * A --timeout in whole seconds that leaves two identities time to be met with silence twice, and the control to
     * answer.
     */
    private String enough() {
        Duration once = SILENCE.multipliedBy(OriginProbe.SHARES);
        Duration each = slowestControl().multipliedBy(PATIENCE * (OriginProbe.SHARES + 1L));
        return (once.compareTo(each) > 0 ? once : each).plusMillis(999).toSeconds() + "s";
    }

    /** What the user can do about something that is no HTTP. */
    private String hint(List<Look> reached) {
        Optional<Duration> waited = reached.stream()
                .filter(look -> look.observation().ending() instanceof Ending.TimedOut timedOut
                        && timedOut.phase() == Phase.ANSWER)
                .map(Look::took)
                .max(Duration::compareTo);
        if (waited.isPresent()) {
            // Half of the time is the first attempt's; twice that may do for a slow answer, and the others need their
            // share.
            long seconds = waited.get()
                    .multipliedBy(OriginProbe.SHARES + 1L)
                    .plusMillis(999)
                    .toSeconds();
            return ": if the origin is slow, " + knobs.timeout() + " " + seconds + "s may be enough";
        }
        boolean other = reached.stream().anyMatch(look -> look.observation().ending() instanceof Ending.Garbled);
        return other ? ": " + knobs.raw() + " probes a service that is not HTTP" : "";
    }

    private static String doubt(Status status) {
        if (status.isMisdirected()) {
            return ": the server that answers does not serve this hostname";
        }
        return status.isServerFailure()
                ? ", a failure of the server; whoever is behind it may check certificates"
                : ", which may be a refusal or what this path answers to everybody";
    }

    private static Set<Status> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).collect(Collectors.toSet());
    }

    /** What it met with, without a judgement; empty where it was not tried. */
    String met(Identity who) {
        return verbs(looks.of(who));
    }

    private static String verbs(List<Look> looks) {
        return looks.stream().map(Look::verb).distinct().collect(Collectors.joining(", then "));
    }

    private static String details(List<Look> looks) {
        return looks.stream().map(Look::detail).distinct().collect(Collectors.joining(", then "));
    }

    /** As the subject of a sentence, without its article. */
    static String noun(Identity who) {
        return switch (who) {
            case NONE -> "client without a certificate";
            case LEAF -> "leaf";
            case FORGED -> "forged certificate";
        };
    }
}
