package dev.originpull.agent.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class JudgePropertyTest {
    /** Any order of any attempts. */
    @Provide
    Arbitrary<List<Observation>> observations() {
        Attempt attempt = StandardPlan.of(new Scene().subject()).next(List.of()).orElseThrow();
        Arbitrary<Observation> one = Combinators.combine(Arbitraries.of(Identity.class), Arbitraries.of(true, false))
                .flatAs((who, quiet) -> sightsOf(who)
                        .map(sight -> sight.of(quiet ? attempt.as(who).quietly() : attempt.as(who))));
        return one.list().ofMinSize(1).ofMaxSize(StandardPlan.MOST);
    }

    /** An origin that the plan probes: what it shows to each identity, one after the other. */
    @Provide
    Arbitrary<Scene> scenes() {
        return Combinators.combine(script(Identity.LEAF), script(Identity.NONE), script(Identity.FORGED))
                .as((leaf, none, forged) -> new Scene().leaf(leaf).none(none).forged(forged));
    }

    private Arbitrary<Sight[]> script(Identity who) {
        return sightsOf(who).array(Sight[].class).ofMinSize(1).ofMaxSize(3);
    }

    /** Anything, and often enough what an enforcing origin shows: else hardly any would be called required. */
    private Arbitrary<Sight> sightsOf(Identity who) {
        Arbitrary<Sight> enforcing = who == Identity.LEAF
                ? Arbitraries.just(Sight.asked(Sight.page(200)))
                : Arbitraries.of(
                        Sight.asked(Sight.late(48)),
                        Sight.asked(Sight.nginxNoCertificate()),
                        Sight.asked(Sight.page(403)),
                        Sight.asked(Sight.reset()),
                        Sight.asked(Sight.silence()));
        return Arbitraries.frequencyOf(Tuple.of(2, enforcing), Tuple.of(1, sights()));
    }

    @Provide
    Arbitrary<Sight> sights() {
        Arbitrary<Ending> endings = Arbitraries.oneOf(
                Arbitraries.of(200, 204, 302, 400, 401, 403, 404, 408, 421, 429, 495, 496, 500, 503, 999)
                        .map(Sight::page),
                Arbitraries.of(
                        Sight.page(200, "other"),
                        Sight.nginxNoCertificate(),
                        Sight.nginxCertificateError(),
                        Sight.apachePostHandshake(),
                        Sight.h2Settings(),
                        Sight.garbage(),
                        Sight.open(""),
                        Sight.trickle(),
                        new Ending.Answered(200, ""),
                        new Ending.AskedAgain(),
                        Sight.refusedConnection()),
                Combinators.combine(
                                Arbitraries.of(0, 10, 40, 42, 48, 70, 80, 112, 116, 120), Arbitraries.of(true, false))
                        .as((number, after) -> new Ending.Alerted(new Alert(number), after)),
                Combinators.combine(Arbitraries.of(Phase.class), Arbitraries.of(true, false))
                        .as(Ending.Closed::new),
                Arbitraries.of(Phase.class).map(Sight::stalled));
        Arbitrary<Duration> times = Arbitraries.of(1, 900, 5_000).map(Duration::ofMillis);
        return Combinators.combine(endings, times, Arbitraries.integers().between(0, 9))
                .as((ending, time, kind) -> kind(ending, kind).after(time));
    }

    private static Sight kind(Ending ending, int kind) {
        return switch (kind) {
            case 0 -> Sight.withoutTls(ending);
            case 1 -> Sight.renegotiating(ending);
            case 2, 3 -> Sight.unasked(ending);
            default -> Sight.asked(ending);
        };
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void neverCallsRequiredWhatNoServerJudged(@ForAll("observations") List<Observation> seen) {
        OriginReport report = new Scene().judge(seen);

        Statistics.collect(report.mode() == Mode.REQUIRED);
        Statistics.coverage(coverage -> coverage.check(true).count(required -> required > 2));
        assertJudged(report, seen);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void neverCallsRequiredWhatNoServerJudgedHoweverThePlanGoes(@ForAll("scenes") Scene scene) {
        List<Observation> seen = scene.observe();

        OriginReport report = scene.judge(seen);

        Statistics.collect(report.mode() == Mode.REQUIRED);
        Statistics.coverage(coverage -> coverage.check(true).count(required -> required > 30));
        assertJudged(report, seen);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void makesNoMoreAttemptsThanItMay(@ForAll("scenes") Scene scene) {
        assertThat(scene.observe()).hasSizeBetween(1, StandardPlan.MOST);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void saysOneThingAboutAnOrigin(@ForAll("observations") List<Observation> seen, @ForAll Optional<Stage> expected) {
        Scene scene = new Scene();
        expected.ifPresent(scene::expecting);

        OriginReport report = scene.judge(seen);

        assertThat(report.attempts()).extracting(JudgedAttempt::observation).isEqualTo(seen);
        assertThat(report.reason()).endsWith(".").hasLineCount(1);
        assertThat(report.findings()).extracting(Finding::code).doesNotHaveDuplicates();
        assertThat(report.attempts())
                .allSatisfy(attempt -> assertThat(attempt.detail()).isNotBlank().hasLineCount(1));
        for (Identity who : Identity.values()) {
            List<Outcome> told = outcomes(report, who);
            assertThat(told.contains(Outcome.ACCEPTED) && told.contains(Outcome.REFUSED))
                    .as("%s is both let in and refused", who)
                    .isFalse();
        }
        if (report.mode() == Mode.REQUIRED) {
            assertThat(outcomes(report, Identity.LEAF)).contains(Outcome.ACCEPTED);
            assertThat(outcomes(report, Identity.NONE)).contains(Outcome.REFUSED);
            assertThat(outcomes(report, Identity.FORGED)).contains(Outcome.REFUSED);
        }
        if (report.verdict() == Verdict.PASS) {
            assertThat(report.mode().isTold()).isTrue();
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void neverCallsOffWhatAsksForACertificate(@ForAll("openScenes") Scene scene) {
        List<Observation> seen = scene.observe();

        OriginReport report = scene.judge(seen);

        Statistics.collect(report.mode() == Mode.OFF);
        Statistics.coverage(coverage -> coverage.check(true).count(off -> off > 30));
        if (report.mode() == Mode.OFF) {
            assertThat(seen).noneMatch(Observation::certificateRequested);
            assertThat(seen).extracting(s -> s.attempt().identity()).contains(Identity.values());
        }
    }

    /**
     * Whatever is at fault, the leaf is called refused only by the server's word or twice, with the server heard in
     * between.
     */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void neverCallsTheLeafRefusedByChance(@ForAll("scenes") Scene scene) {
        List<Observation> seen = scene.observe();

        OriginReport report = scene.judge(seen);

        Statistics.collect(report.mode() == Mode.MISMATCH);
        Statistics.coverage(coverage -> coverage.check(true).count(mismatch -> mismatch > 2));
        if (report.mode() == Mode.MISMATCH) {
            List<Observation> leaf = seen.stream()
                    .filter(s -> s.attempt().identity() == Identity.LEAF)
                    .toList();
            boolean byWord =
                    seen.stream().anyMatch(s -> isWord(s) && s.attempt().identity() == Identity.LEAF)
                            || seen.stream().anyMatch(JudgePropertyTest::isAskedAgain);
            assertThat(byWord || leaf.size() >= 2).as("%s", seen).isTrue();
        }
    }

    private static boolean isWord(Observation seen) {
        return isKnownRefusal(seen.ending())
                || isCertificateAlert(seen.ending())
                || (seen.ending() instanceof Ending.Answered answered
                        && answered.head().contains("Post-Handshake"));
    }

    private static boolean isAskedAgain(Observation seen) {
        return seen.ending() instanceof Ending.AskedAgain
                || seen.tls().map(TlsFacts::renegotiationAsked).orElse(false);
    }

    /** Mostly servers that ask nobody for a certificate, whatever the page. */
    @Provide
    Arbitrary<Scene> openScenes() {
        Arbitrary<Sight> unasked = Arbitraries.of(200, 301, 400, 401, 403, 404, 500, 503, 0)
                .map(status -> Sight.unasked(status == 0 ? Sight.closed() : Sight.page(status)));
        Arbitrary<Sight[]> script = Arbitraries.frequencyOf(Tuple.of(9, unasked), Tuple.of(1, sights()))
                .array(Sight[].class)
                .ofMinSize(1)
                .ofMaxSize(2);
        return Combinators.combine(script, script, script)
                .as((leaf, none, forged) -> new Scene().leaf(leaf).none(none).forged(forged));
    }

    private static void assertJudged(OriginReport report, List<Observation> seen) {
        if (report.mode() == Mode.REQUIRED) {
            assertThat(isLetIn(seen)).as("the leaf was let in: %s", seen).isTrue();
            assertThat(isJudged(seen, Identity.NONE))
                    .as("nothing was judged: %s", seen)
                    .isTrue();
            assertThat(isJudged(seen, Identity.FORGED))
                    .as("forged was judged: %s", seen)
                    .isTrue();
        }
    }

    private static List<Outcome> outcomes(OriginReport report, Identity who) {
        List<Outcome> outcomes = new ArrayList<>();
        for (JudgedAttempt attempt : report.attempts()) {
            if (attempt.observation().attempt().identity() == who) {
                outcomes.add(attempt.outcome());
            }
        }
        return outcomes;
    }

    /**
     * Said apart from the code under test: the leaf was asked for its certificate, and got an answer in which nothing
     * refuses it; or it got none, while the server itself refused both others.
     */
    private static boolean isLetIn(List<Observation> seen) {
        return seen.stream().anyMatch(s -> s.certificateRequested() && isAnswerToLeaf(s)) || isPassedOn(seen);
    }

    private static boolean isPassedOn(List<Observation> seen) {
        List<Observation> leaf = seen.stream()
                .filter(s -> s.attempt().identity() == Identity.LEAF)
                .toList();
        boolean stood = leaf.stream()
                .allMatch(s -> s.certificateRequested()
                        && s.tls().orElseThrow().completed()
                        && !(s.ending() instanceof Ending.Alerted));
        boolean hangs = leaf.stream()
                .noneMatch(s -> s.ending() instanceof Ending.Closed || s.ending() instanceof Ending.Unreachable);
        boolean closedTwice = leaf.size() >= 2;
        boolean bothByTheServer = Stream.of(Identity.NONE, Identity.FORGED)
                .allMatch(who -> seen.stream()
                        .filter(s -> s.attempt().identity() == who)
                        .anyMatch(s -> isKnownRefusal(s.ending()) || isCertificateAlert(s.ending())));
        return !leaf.isEmpty() && stood && (hangs || closedTwice) && bothByTheServer;
    }

    private static boolean isAnswerToLeaf(Observation seen) {
        boolean answered = seen.ending() instanceof Ending.Answered || seen.ending() instanceof Ending.StayedOpen;
        return seen.attempt().identity() == Identity.LEAF && answered && !isKnownRefusal(seen.ending());
    }

    /** The server refused in its words, or twice did other than let in, with the leaf answered in between. */
    private static boolean isJudged(List<Observation> seen, Identity who) {
        int first = -1;
        boolean leafBetween = false;
        for (int i = 0; i < seen.size(); i++) {
            Observation s = seen.get(i);
            if (isAnswerToLeaf(s)) {
                leafBetween |= first >= 0;
            } else if (s.attempt().identity() == who) {
                if (isKnownRefusal(s.ending()) || (s.certificateRequested() && isCertificateAlert(s.ending()))) {
                    return true;
                }
                if (s.certificateRequested() && isNotLettingIn(s.ending())) {
                    if (first >= 0 && leafBetween) {
                        return true;
                    }
                    first = first < 0 ? i : first;
                }
            }
        }
        return false;
    }

    private static boolean isKnownRefusal(Ending ending) {
        return ending instanceof Ending.Answered answered
                && (answered.status() == 495
                        || answered.status() == 496
                        || (answered.status() == 400 && answered.head().contains("SSL certificate")));
    }

    private static boolean isCertificateAlert(Ending ending) {
        return ending instanceof Ending.Alerted alerted && alerted.alert().isAboutCertificate();
    }

    private static boolean isNotLettingIn(Ending ending) {
        return ending instanceof Ending.Closed
                || ending instanceof Ending.Alerted
                || (ending instanceof Ending.TimedOut timedOut && timedOut.bytesRead() == 0)
                || (ending instanceof Ending.Answered answered && answered.status() >= 300 && answered.status() < 500);
    }
}
