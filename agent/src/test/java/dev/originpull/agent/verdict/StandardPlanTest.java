package dev.originpull.agent.verdict;

import static dev.originpull.agent.probe.Identity.FORGED;
import static dev.originpull.agent.probe.Identity.LEAF;
import static dev.originpull.agent.probe.Identity.NONE;
import static dev.originpull.agent.verdict.Sight.asked;
import static dev.originpull.agent.verdict.Sight.closed;
import static dev.originpull.agent.verdict.Sight.early;
import static dev.originpull.agent.verdict.Sight.h2Settings;
import static dev.originpull.agent.verdict.Sight.late;
import static dev.originpull.agent.verdict.Sight.nginxCertificateError;
import static dev.originpull.agent.verdict.Sight.nginxNoCertificate;
import static dev.originpull.agent.verdict.Sight.page;
import static dev.originpull.agent.verdict.Sight.refusedConnection;
import static dev.originpull.agent.verdict.Sight.reset;
import static dev.originpull.agent.verdict.Sight.silence;
import static dev.originpull.agent.verdict.Sight.unasked;
import static dev.originpull.agent.verdict.Sight.withoutTls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardPlanTest {
    private static final Sight OK = asked(page(200));

    static Stream<Arguments> orders() {
        List<Identity> once = List.of(LEAF, NONE, FORGED);
        return Stream.of(
                arguments("NGINX on", OK, asked(nginxNoCertificate()), asked(nginxCertificateError()), once),
                arguments("alerts", OK, asked(late(116)), asked(late(48)), once),
                arguments("off", unasked(page(200)), unasked(page(200)), unasked(page(200)), once),
                arguments(
                        "403 unasked",
                        unasked(page(200)),
                        unasked(page(403)),
                        unasked(page(403)),
                        List.of(LEAF, NONE, FORGED, LEAF)),
                arguments("401 for all", asked(page(401)), asked(page(401)), asked(page(401)), once),
                arguments(
                        "alert 80 for the leaf",
                        asked(late(80)),
                        asked(late(116)),
                        asked(late(48)),
                        List.of(LEAF, NONE, FORGED, LEAF)),
                arguments("504", asked(page(504)), asked(late(116)), asked(late(48)), once),
                arguments("503", OK, asked(page(503)), asked(page(503)), once),
                arguments("403 for all", asked(page(403)), asked(page(403)), asked(page(403)), once),
                arguments("nowhere", withoutTls(refusedConnection()), OK, OK, List.of(LEAF)),
                arguments(
                        "403 twice",
                        OK,
                        asked(page(403)),
                        asked(page(403)),
                        List.of(LEAF, NONE, FORGED, LEAF, LEAF, NONE, FORGED)),
                arguments(
                        "403 and alert",
                        OK,
                        asked(page(403)),
                        asked(late(48)),
                        List.of(LEAF, NONE, FORGED, LEAF, LEAF, NONE)),
                arguments("reset", OK, asked(reset()), asked(late(48)), List.of(LEAF, NONE, FORGED, LEAF, LEAF, NONE)),
                arguments(
                        "silence",
                        OK,
                        asked(late(116)),
                        asked(silence()),
                        List.of(LEAF, NONE, FORGED, LEAF, LEAF, FORGED)),
                arguments("leaf reset", asked(reset()), OK, OK, List.of(LEAF, LEAF, NONE, FORGED, LEAF)),
                arguments("leaf silent", asked(silence()), asked(silence()), asked(silence()), once),
                arguments(
                        "leaf forbidden",
                        asked(page(403)),
                        OK,
                        asked(late(48)),
                        List.of(LEAF, NONE, FORGED, LEAF, LEAF, NONE)),
                arguments(
                        "another page", OK, asked(page(200, "x")), asked(late(48)), List.of(LEAF, NONE, FORGED, LEAF)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void looksTwiceOnlyWhereThatChangesSomething(
            String name, Sight leaf, Sight none, Sight forged, List<Identity> order) {
        assertThat(Scene.of(leaf, none, forged).observe())
                .extracting(seen -> seen.attempt().identity())
                .isEqualTo(order);
    }

    /** Servers that take turns answer by their turn, not by the certificate. */
    @ParameterizedTest
    @ValueSource(strings = {"200 403", "200 403 403", "403 200 200", "200 401 404", "200 503 403"})
    void takesServersThatTakeTurnsForNoJudge(String turns) {
        List<Sight> servers = Stream.of(turns.split(" "))
                .map(status -> asked(page(Integer.parseInt(status))))
                .toList();
        Iterator<Sight> turn = Stream.iterate(0, i -> i + 1)
                .map(i -> servers.get(i % servers.size()))
                .iterator();

        OriginReport report =
                Scene.of(OK, OK, OK).first(attempt -> Optional.of(turn.next())).judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.INCONCLUSIVE);
    }

    @Test
    void waitsForTheAlertAfterAResetOnly() {
        List<Observation> seen = new Scene()
                .leaf(OK)
                .none(asked(reset()))
                .forged(asked(page(403)))
                .observe();

        assertThat(seen)
                .extracting(s -> s.attempt().quiet())
                .containsExactly(false, false, false, false, false, true, false);
    }

    static Stream<Sight> h2Only() {
        return Stream.of(withoutTls(early(120)), unasked(h2Settings()));
    }

    @ParameterizedTest
    @MethodSource("h2Only")
    void offersH2ToAnOriginThatSpeaksNothingElse(Sight refusal) {
        Scene scene = Scene.of(OK, asked(late(116)), asked(late(48))).first(attempt -> speaksH2(attempt, refusal));

        List<Observation> seen = scene.observe();
        OriginReport report = scene.judge(seen);

        assertThat(seen)
                .extracting(s -> s.attempt().approach().alpn())
                .containsExactly(AlpnOffer.HTTP_1_1, AlpnOffer.H2, AlpnOffer.H2, AlpnOffer.H2);
        assertThat(report.mode()).isEqualTo(Mode.REQUIRED);
        assertThat(report.attempts().get(0).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    /** HAProxy with {@code proto h2} takes whatever comes for HTTP/2, and hangs up over HTTP/1.1. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void offersH2ToAnOriginThatHangsUp(boolean reset) {
        Scene scene = Scene.of(OK, OK, asked(late(48)))
                .first(attempt -> speaksH2(attempt, asked(reset ? reset() : closed())));

        List<Observation> seen = scene.observe();
        OriginReport report = scene.judge(seen);

        assertThat(seen)
                .extracting(s -> s.attempt().approach().alpn())
                .containsExactly(
                        AlpnOffer.HTTP_1_1,
                        AlpnOffer.H2_PRIOR_KNOWLEDGE,
                        AlpnOffer.H2_PRIOR_KNOWLEDGE,
                        AlpnOffer.H2_PRIOR_KNOWLEDGE);
        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.OPTIONAL);
        assertThat(report.attempts()).first().extracting(JudgedAttempt::outcome).isEqualTo(Outcome.UNKNOWN);
    }

    /** Whoever hangs up over HTTP/2 as well may do so over the leaf. */
    @Test
    void countsNoTrialOfH2AsASecondLook() {
        Scene scene = Scene.of(asked(closed()), asked(late(116)), asked(late(48)));

        List<Observation> seen = scene.observe();

        assertThat(seen)
                .extracting(s -> s.attempt().approach().alpn())
                .containsExactly(
                        AlpnOffer.HTTP_1_1,
                        AlpnOffer.H2_PRIOR_KNOWLEDGE,
                        AlpnOffer.HTTP_1_1,
                        AlpnOffer.HTTP_1_1,
                        AlpnOffer.HTTP_1_1);
        assertThat(scene.judge(seen).mode()).isEqualTo(Mode.MISMATCH);
        assertThat(scene.judge(seen.subList(0, 4)).mode()).isEqualTo(Mode.INCONCLUSIVE);
    }

    @Test
    void keepsTheProtocolThatTheUserChose() {
        Case subject = new Scene().subject();
        Case strict =
                new Case(subject.origin(), subject.approach(), false, Optional.empty(), subject.own(), subject.knobs());
        Scene scene = new Scene().first(attempt -> Optional.of(withoutTls(early(120))));

        assertThat(scene.observe(StandardPlan.of(strict))).hasSize(1);
    }

    @Test
    void givesUpAfterTheSecondProtocol() {
        Scene scene = new Scene().first(attempt -> Optional.of(withoutTls(early(120))));

        List<Observation> seen = scene.observe();

        assertThat(seen).hasSize(2);
        assertThat(scene.judge(seen).mode()).isEqualTo(Mode.UNREACHABLE);
    }

    @Test
    void triesOnlyTheIdentitiesThatItIsGiven() {
        Scene scene = Scene.of(OK, OK, OK);

        assertThat(scene.observe(new StandardPlan(scene.subject(), EnumSet.of(LEAF, NONE))))
                .extracting(seen -> seen.attempt().identity())
                .containsExactly(LEAF, NONE);
        assertThat(Scene.of(OK, OK, OK).withoutLeaf().observe())
                .extracting(seen -> seen.attempt().identity())
                .containsExactly(NONE, FORGED);
    }

    private static Optional<Sight> speaksH2(Attempt attempt, Sight refusal) {
        return attempt.approach().alpn() == AlpnOffer.HTTP_1_1 ? Optional.of(refusal) : Optional.empty();
    }
}
