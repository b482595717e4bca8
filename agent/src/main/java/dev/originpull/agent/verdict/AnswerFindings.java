package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What there is to say about answers that show little of certificates, and how to get better ones. */
final class AnswerFindings {
    private final Case subject;
    private final Looks looks;
    private final Weighing weighing;
    private final Mode mode;
    private final LeafAdvice advice;
    private final List<Finding> findings = new ArrayList<>();

    AnswerFindings(Case subject, Looks looks, Weighing weighing, Mode mode, LeafAdvice advice) {
        this.subject = subject;
        this.looks = looks;
        this.weighing = weighing;
        this.mode = mode;
        this.advice = advice;
    }

    List<Finding> list() {
        findings.clear();
        sameAnswerForAll();
        leafMayBeRefused();
        anotherPage();
        pathNotAnswered();
        return List.copyOf(findings);
    }

    private void sameAnswerForAll() {
        List<Reading.Answer> answers = Stream.of(Identity.values())
                .flatMap(who -> looks.answersTo(who).stream())
                .toList();
        Set<Status> statuses = answers.stream().map(Reading.Answer::status).collect(Collectors.toSet());
        boolean everybody = Stream.of(Identity.values())
                .filter(who -> who != Identity.LEAF || looks.hasLeaf())
                .allMatch(who -> !looks.of(who).isEmpty()
                        && looks.of(who).stream().allMatch(look -> look.is(Reading.Answer.class)));
        if (!everybody || statuses.size() != 1) {
            return;
        }
        Status same = statuses.iterator().next();
        boolean redirected = same.isRedirect() && mode == Mode.INCONCLUSIVE;
        boolean harmless = same.code() == 404 || mode == Mode.OFF;
        if (same.code() != 404 && same.canAccept() && !redirected) {
            return;
        }
        String where = redirected
                ? location().map(location -> " to " + Printable.of(location)).orElse("")
                : "";
        add(
                FindingCode.SAME_ANSWER_FOR_ALL,
                harmless ? Severity.INFO : Severity.WARNING,
                "Every client gets " + same.code() + " " + same.phrase() + where + " for "
                        + subject.approach().path() + ", which shows little about certificates.",
                same.isServerFailure()
                        ? "Probe again once the server answers, or set "
                                + subject.knobs().path() + " to a page that it can serve."
                        : "Set " + subject.knobs().path()
                                + " to a page that the origin answers with 200 when Cloudflare asks"
                                + (harmless
                                        ? "."
                                        : "; if there is none, the leaf may be refused with the rest: see the logs."));
    }

    private void leafMayBeRefused() {
        Passage passage = new Passage(looks);
        if (!passage.isLeafDoubtful() || weighing.of(Identity.LEAF).isRefused()) {
            return;
        }
        Look last = looks.last(Identity.LEAF).orElseThrow();
        add(
                FindingCode.LEAF_MAY_BE_REFUSED,
                Severity.WARNING,
                "The leaf gets the same page as a forged certificate (" + last.detail()
                        + location()
                                .map(location -> " to " + Printable.of(location))
                                .orElse("")
                        + "), and a client without a certificate gets another answer ("
                        + looks.last(Identity.NONE).map(Look::detail).orElse("none") + ")"
                        + ": it may be the page for certificates that do not verify.",
                "If so: " + advice.after(last.observation()) + " If not, set "
                        + subject.knobs().path() + " to a page that every accepted client gets.");
    }

    private void anotherPage() {
        List<Identity> others = Stream.of(Identity.NONE, Identity.FORGED)
                .filter(who -> who != looks.control() && weighing.of(who).isOtherPage())
                .toList();
        if (others.isEmpty()) {
            return;
        }
        add(
                FindingCode.ANOTHER_PAGE,
                Severity.WARNING,
                "The " + others.stream().map(Weighing::noun).collect(Collectors.joining(" and the "))
                        + (others.size() == 1 ? " gets" : " get") + " the " + Weighing.noun(looks.control())
                        + "'s status with another page: a refusal, or a page that depends on the client.",
                "If it is a refusal, have it sent with status 403, so that this and any monitoring can see it (NGINX: "
                        + "`error_page 495 496 =403 …`); if not, set "
                        + subject.knobs().path()
                        + " to a page that is the same for everyone.");
    }

    private void pathNotAnswered() {
        boolean judged = mode == Mode.REQUIRED || mode == Mode.OPTIONAL || mode == Mode.OFF;
        Optional<Look> last = looks.last(looks.control());
        if (!judged || last.isEmpty()) {
            return;
        }
        List<Reading.Answer> answers = looks.answersTo(looks.control());
        String path = subject.approach().path();
        if (answers.isEmpty()) {
            boolean other = last.get().observation().ending() instanceof Ending.Garbled;
            add(
                    FindingCode.PATH_NOT_ANSWERED,
                    Severity.WARNING,
                    subject() + " but " + path + " is not answered: "
                            + last.get().detail() + ".",
                    other
                            ? "Use " + subject.knobs().raw() + " for a service that is not HTTP."
                            : "Check the application behind the server, and set "
                                    + subject.knobs().path() + " to a page that it answers"
                                    + longer(last.get().observation()) + ".");
        } else if (mode != Mode.OFF
                && answers.stream().allMatch(answer -> answer.status().isServerFailure())) {
            add(
                    FindingCode.PATH_NOT_ANSWERED,
                    Severity.WARNING,
                    subject() + " but " + path + " gets " + last.get().detail()
                            + ": what is behind the server does not answer.",
                    "Check the application behind the server, or set "
                            + subject.knobs().path() + " to a page that it answers.");
        } else if (mode != Mode.OFF
                && answers.stream().allMatch(answer -> answer.status().isDenial())) {
            add(
                    FindingCode.PATH_NOT_ANSWERED,
                    Severity.INFO,
                    subject() + " but " + path + " gets " + last.get().detail()
                            + ": a rule by address, such as one that admits Cloudflare's only, or by path.",
                    "Set " + subject.knobs().path() + " to a page that this machine may get, to see it answered.");
        }
    }

    private String subject() {
        return mode == Mode.OFF
                ? "No client is asked for a certificate,"
                : "The " + Weighing.noun(looks.control()) + " passes verification,";
    }

    private String longer(Observation seen) {
        return seen.ending() instanceof Ending.TimedOut
                ? "; if it is slow, set " + subject.knobs().timeout() + " to more than "
                        + Detail.seconds(seen.timings().total())
                : "";
    }

    private Optional<String> location() {
        return looks.last(looks.control())
                .filter(look -> look.observation().ending() instanceof Ending.Answered)
                .flatMap(look -> HttpAnswer.of(
                                (Ending.Answered) look.observation().ending())
                        .field("Location"));
    }

    private void add(FindingCode code, Severity severity, String message, String fix) {
        findings.add(new Finding(code, severity, message, fix));
    }
}
