package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.Sight.apachePostHandshake;
import static dev.originpull.agent.verdict.Sight.asked;
import static dev.originpull.agent.verdict.Sight.closed;
import static dev.originpull.agent.verdict.Sight.early;
import static dev.originpull.agent.verdict.Sight.garbage;
import static dev.originpull.agent.verdict.Sight.late;
import static dev.originpull.agent.verdict.Sight.nginxCertificateError;
import static dev.originpull.agent.verdict.Sight.nginxNoCertificate;
import static dev.originpull.agent.verdict.Sight.open;
import static dev.originpull.agent.verdict.Sight.page;
import static dev.originpull.agent.verdict.Sight.refusedConnection;
import static dev.originpull.agent.verdict.Sight.renegotiating;
import static dev.originpull.agent.verdict.Sight.reset;
import static dev.originpull.agent.verdict.Sight.resetInHandshake;
import static dev.originpull.agent.verdict.Sight.served;
import static dev.originpull.agent.verdict.Sight.silence;
import static dev.originpull.agent.verdict.Sight.stalled;
import static dev.originpull.agent.verdict.Sight.trickle;
import static dev.originpull.agent.verdict.Sight.unasked;
import static dev.originpull.agent.verdict.Sight.withoutTls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.probe.Approach.TlsOffer;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Phase;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final Sight OK = asked(page(200));

    /** knowledge of real servers: leaf, nothing, forged, mode. */
    static Stream<Arguments> servers() {
        Sight forbidden = asked(page(403));
        return Stream.of(
                arguments("any server, off", unasked(page(200)), unasked(page(200)), unasked(page(200)), Mode.OFF),
                arguments("NGINX on", OK, asked(nginxNoCertificate()), asked(nginxCertificateError()), Mode.REQUIRED),
                arguments("NGINX optional", OK, OK, asked(nginxCertificateError()), Mode.OPTIONAL),
                arguments("NGINX optional_no_ca", OK, OK, OK, Mode.OBSERVE),
                arguments("NGINX optional + if 403", OK, forbidden, asked(nginxCertificateError()), Mode.REQUIRED),
                arguments("NGINX on, error_page =403", OK, forbidden, forbidden, Mode.REQUIRED),
                arguments("NGINX on, error_page =444", OK, asked(closed()), asked(closed()), Mode.REQUIRED),
                arguments("NGINX on, 495 and 496 let out", OK, asked(page(496)), asked(page(495)), Mode.REQUIRED),
                arguments(
                        "NGINX on, another CA",
                        asked(nginxCertificateError()),
                        asked(nginxNoCertificate()),
                        asked(nginxCertificateError()),
                        Mode.MISMATCH),
                arguments("Apache require, 1.3", OK, asked(late(116)), asked(late(48)), Mode.REQUIRED),
                arguments("Apache require, 1.2", OK, asked(early(40)), asked(early(48)), Mode.REQUIRED),
                arguments("Apache optional", OK, OK, asked(late(48)), Mode.OPTIONAL),
                arguments("Apache optional_no_ca", OK, OK, OK, Mode.OBSERVE),
                arguments(
                        "Apache require in <Location>, 1.3",
                        unasked(apachePostHandshake()),
                        unasked(apachePostHandshake()),
                        unasked(apachePostHandshake()),
                        Mode.MISMATCH),
                arguments(
                        "Apache require in <Location>, 1.2",
                        renegotiating(new Ending.AskedAgain()),
                        renegotiating(new Ending.AskedAgain()),
                        renegotiating(new Ending.AskedAgain()),
                        Mode.MISMATCH),
                arguments(
                        "Apache require, expired leaf",
                        asked(late(45)),
                        asked(late(116)),
                        asked(late(48)),
                        Mode.MISMATCH),
                arguments("HAProxy required, crt-ignore-err all", OK, asked(late(116)), OK, Mode.REQUIRED_ANY),
                arguments(
                        "HAProxy required, leaf without clientAuth",
                        asked(late(43)),
                        asked(late(116)),
                        asked(late(48)),
                        Mode.MISMATCH),
                arguments("Caddy require_and_verify", OK, asked(late(42)), asked(late(42)), Mode.REQUIRED),
                arguments("Caddy verify_if_given", OK, OK, asked(late(42)), Mode.OPTIONAL),
                arguments("Caddy request", OK, OK, OK, Mode.OBSERVE),
                arguments("Caddy require", OK, asked(late(42)), OK, Mode.REQUIRED_ANY),
                arguments("JSSE need", OK, asked(late(42)), asked(late(46)), Mode.REQUIRED),
                arguments("JSSE want", OK, OK, asked(late(46)), Mode.OPTIONAL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void knowsEveryServersMode(String server, Sight leaf, Sight none, Sight forged, Mode mode) {
        OriginReport report = Scene.of(leaf, none, forged).judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(mode);
    }

    static Stream<Arguments> oddities() {
        Sight forbidden = asked(page(403));
        Sight failing = asked(page(502));
        return Stream.of(
                arguments("resets over a certificate", OK, asked(reset()), asked(reset()), Mode.REQUIRED),
                arguments(
                        "resets in the handshake",
                        OK,
                        asked(resetInHandshake()),
                        asked(resetInHandshake()),
                        Mode.REQUIRED),
                arguments("keeps silent", OK, asked(silence()), asked(silence()), Mode.REQUIRED),
                arguments("redirects", OK, asked(page(302)), asked(page(302)), Mode.REQUIRED),
                arguments("hides", OK, asked(page(404)), asked(page(404)), Mode.REQUIRED),
                arguments("hides from the forged only", OK, OK, asked(page(404)), Mode.OPTIONAL),
                arguments("404 for all", asked(page(404)), asked(page(404)), asked(page(404)), Mode.OBSERVE),
                arguments("302 for all", unasked(page(302)), unasked(page(302)), unasked(page(302)), Mode.OFF),
                arguments(
                        "404 for the leaf, alerts for the others",
                        asked(page(404)),
                        asked(late(116)),
                        asked(late(48)),
                        Mode.REQUIRED),
                arguments(
                        "403 for the leaf, alerts for the others",
                        forbidden,
                        asked(late(116)),
                        asked(late(48)),
                        Mode.REQUIRED),
                arguments(
                        "502 for the leaf, alerts for the others",
                        failing,
                        asked(late(116)),
                        asked(late(48)),
                        Mode.REQUIRED),
                arguments("403 for the leaf only", forbidden, OK, OK, Mode.MISMATCH),
                arguments("alert 80 for the others", OK, asked(late(80)), asked(late(80)), Mode.REQUIRED),
                arguments("any alert for the forged only", OK, OK, asked(late(10)), Mode.OPTIONAL),
                arguments(
                        "alert 80 for the leaf alone",
                        asked(late(80)),
                        asked(late(116)),
                        asked(late(48)),
                        Mode.MISMATCH),
                arguments("alert 50 for the leaf, optional", asked(early(50)), OK, asked(early(48)), Mode.MISMATCH),
                arguments(
                        "a close for the leaf alone", asked(closed()), asked(late(42)), asked(late(42)), Mode.MISMATCH),
                arguments(
                        "a reset for the leaf alone", asked(reset()), asked(late(116)), asked(late(48)), Mode.MISMATCH),
                arguments(
                        "a reset for the leaf, optional",
                        asked(reset()),
                        asked(page(404)),
                        asked(late(48)),
                        Mode.MISMATCH),
                arguments("a close for every certificate", asked(closed()), OK, asked(closed()), Mode.MISMATCH),
                arguments(
                        "closes once, is silent once",
                        new Sight[] {OK},
                        new Sight[] {asked(reset()), asked(silence())},
                        new Sight[] {asked(silence()), asked(closed())},
                        Mode.REQUIRED),
                arguments(
                        "other pages without a request",
                        unasked(page(200, "a")),
                        unasked(page(200, "b")),
                        unasked(page(200, "c")),
                        Mode.OFF));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddities")
    void tellsWhatOddOriginsDo(String oddity, Object leaf, Object none, Object forged, Mode mode) {
        OriginReport report = new Scene()
                .leaf(script(leaf))
                .none(script(none))
                .forged(script(forged))
                .judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(mode);
    }

    private static Sight[] script(Object seen) {
        return seen instanceof Sight sight ? new Sight[] {sight} : (Sight[]) seen;
    }

    /**
     * What the application answers, where the server judges in the handshake or in its own words: leaf, nothing,
     * forged, mode.
     */
    static Stream<Arguments> unanswered() {
        Sight forbidden = asked(page(403));
        Sight failing = asked(page(503));
        Sight nginxNone = asked(nginxNoCertificate());
        Sight nginxForged = asked(nginxCertificateError());
        Sight smtp = asked(new Ending.Garbled("220 mail.example.com ESMTP\r\n"));
        return Stream.of(
                arguments("NGINX, hangs", asked(silence()), nginxNone, nginxForged, Mode.REQUIRED),
                arguments("NGINX, half an answer", asked(trickle()), nginxNone, nginxForged, Mode.REQUIRED),
                arguments("NGINX, 504", asked(page(504)), nginxNone, nginxForged, Mode.REQUIRED),
                arguments("NGINX, 403 to all addresses", forbidden, nginxNone, nginxForged, Mode.REQUIRED),
                arguments("NGINX, 401", asked(page(401)), nginxNone, nginxForged, Mode.REQUIRED),
                arguments("NGINX, 444", asked(closed()), nginxNone, nginxForged, Mode.REQUIRED),
                arguments("Apache, hangs", asked(silence()), asked(late(116)), asked(late(48)), Mode.REQUIRED),
                arguments("no HTTP behind", smtp, asked(late(116)), asked(late(48)), Mode.REQUIRED),
                arguments("502, and 403 for none", asked(page(502)), forbidden, asked(late(48)), Mode.REQUIRED),
                arguments("optional, 403 to all", forbidden, forbidden, nginxForged, Mode.OPTIONAL),
                arguments("optional, 401 to all", asked(page(401)), asked(page(401)), asked(late(48)), Mode.OPTIONAL),
                arguments("optional, 503 to all", failing, failing, asked(late(48)), Mode.OPTIONAL),
                arguments("optional, hangs", asked(silence()), asked(silence()), asked(late(48)), Mode.OPTIONAL),
                arguments("optional, 444", asked(closed()), asked(closed()), nginxForged, Mode.OPTIONAL),
                arguments("off, 400", unasked(page(400)), unasked(page(400)), unasked(page(400)), Mode.OFF),
                arguments("off, 403", unasked(page(403)), unasked(page(403)), unasked(page(403)), Mode.OFF),
                arguments("off, 503", unasked(page(503)), unasked(page(503)), unasked(page(503)), Mode.OFF),
                arguments(
                        "TLS 1.2, Caddy, abort",
                        asked(closed()).speaking("TLSv1.2"),
                        asked(early(42)),
                        asked(early(42)),
                        Mode.REQUIRED),
                arguments(
                        "TLS 1.2, verify_if_given, abort",
                        asked(closed()).speaking("TLSv1.2"),
                        asked(closed()).speaking("TLSv1.2"),
                        asked(early(42)),
                        Mode.OPTIONAL),
                arguments(
                        "closes on all but the forgery",
                        asked(closed()),
                        asked(closed()),
                        asked(late(42)),
                        Mode.INCONCLUSIVE),
                arguments("off, 444", unasked(closed()), unasked(closed()), unasked(closed()), Mode.OFF),
                arguments("off, 403 for others", unasked(page(200)), unasked(page(403)), unasked(page(403)), Mode.OFF),
                arguments("off, closes later", unasked(page(200)), unasked(closed()), unasked(reset()), Mode.OFF));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unanswered")
    void needsNoAnswerWhereTheServerJudges(String origin, Sight leaf, Sight none, Sight forged, Mode mode) {
        OriginReport report = Scene.of(leaf, none, forged).judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(mode);
    }

    @Test
    void takesOneCloseOfTheLeafForNoAnswerYet() {
        Scene scene = Scene.of(asked(closed()), asked(nginxNoCertificate()), asked(nginxCertificateError()));

        OriginReport report = scene.judge(scene.observe().subList(0, 4));

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.INCONCLUSIVE);
    }

    /** A client of TLS 1.3 that cannot be asked later gets a denial: over TLS 1.2 the server asks. */
    @Test
    void findsALateRequestBehindADenial() {
        Sight denied = unasked(page(403));
        OriginReport report = Scene.of(denied, denied, denied)
                .first(attempt -> attempt.approach().tls() == TlsOffer.ONLY_1_2
                        ? Optional.of(renegotiating(new Ending.AskedAgain()))
                        : Optional.empty())
                .judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.MISMATCH);
        assertThat(report.findings()).extracting(Finding::code).contains(FindingCode.ASKS_AFTER_HANDSHAKE);
        assertThat(report.attempts()).last().extracting(JudgedAttempt::outcome).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void looksOverOlderTlsOnlyWhereNobodyIsAskedAndNobodyIsLetIn() {
        Sight denied = unasked(page(403));

        assertThat(Scene.of(denied, denied, denied).observe())
                .extracting(seen -> seen.attempt().approach().tls())
                .containsExactly(TlsOffer.ALL, TlsOffer.ALL, TlsOffer.ALL, TlsOffer.ONLY_1_2);
        assertThat(Scene.of(denied.speaking("TLSv1.2"), denied.speaking("TLSv1.2"), denied.speaking("TLSv1.2"))
                        .observe())
                .hasSize(3);
        assertThat(Scene.of(unasked(page(404)), unasked(page(404)), unasked(page(404)))
                        .observe())
                .hasSize(3);
    }

    @Test
    void sticksToTheHandshakeWhereTheOlderTlsIsNotServed() {
        Sight denied = unasked(page(401));
        OriginReport report = Scene.of(denied, denied, denied)
                .first(attempt -> attempt.approach().tls() == TlsOffer.ONLY_1_2
                        ? Optional.of(withoutTls(early(70)))
                        : Optional.empty())
                .judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.OFF);
        assertThat(report.reason())
                .isEqualTo("It requests no certificate; a client without one gets 401 Unauthorized.");
    }

    /**
     * Answers that leaf and forgery share, where a client without a certificate gets another: leaf, nothing, forged.
     */
    static Stream<Arguments> sharedPages() {
        Sight elsewhere = asked(served(302, "Location: https://www.example.com/", ""));
        Sight notice = asked(page(200, "please install a certificate"));
        return Stream.of(
                arguments("redirected", elsewhere, OK, elsewhere),
                arguments("a page", notice, OK, notice),
                arguments(
                        "redirected with a token",
                        asked(served(303, "Location: /in?id=1", "")),
                        OK,
                        asked(served(303, "Location: /in?id=2", ""))),
                arguments("redirected, none by the server", elsewhere, asked(nginxNoCertificate()), elsewhere),
                arguments("a page, none by the server", notice, asked(page(496)), notice),
                arguments("redirected, none forbidden", elsewhere, asked(page(403)), elsewhere));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sharedPages")
    void provesNothingByAnAnswerThatLeafAndForgeryShare(String shared, Sight leaf, Sight none, Sight forged) {
        OriginReport report =
                Scene.of(leaf, none, forged).expecting(Stage.OPTIONAL).judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.findings())
                .extracting(Finding::code)
                .contains(FindingCode.LEAF_MAY_BE_REFUSED)
                .doesNotContain(FindingCode.ANY_CERTIFICATE_ACCEPTED);
    }

    /** Where a client without a certificate is refused, a good answer to a forgery stays what it is. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void findsThatAnyCertificateWillDo(int refusal) {
        OriginReport report = Scene.of(OK, asked(page(refusal)), OK).judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.REQUIRED_ANY);
    }

    static Stream<Arguments> riddles() {
        Sight forbidden = asked(page(403));
        Sight failing = asked(page(503));
        Sight unreachable = withoutTls(refusedConnection());
        return Stream.of(
                arguments("403 for all", forbidden, forbidden, forbidden, "403 Forbidden"),
                arguments("401 for all", asked(page(401)), asked(page(401)), asked(page(401)), "401 Unauthorized"),
                arguments("407 for all", asked(page(407)), asked(page(407)), asked(page(407)), "407 Proxy"),
                arguments("302 for all", asked(page(302)), asked(page(302)), asked(page(302)), "as everybody does"),
                arguments(
                        "303 for all, each with a token",
                        asked(served(303, "Location: /in?id=1", "")),
                        asked(served(303, "Location: /in?id=2", "")),
                        asked(served(303, "Location: /in?id=3", "")),
                        "as everybody does"),
                arguments(
                        "403 for leaf and nothing, two pages",
                        forbidden,
                        asked(page(403, "no certificate")),
                        asked(nginxCertificateError()),
                        "another page"),
                arguments("421 for all", unasked(page(421)), unasked(page(421)), unasked(page(421)), "hostname"),
                arguments("leaf closed, the others let in", asked(closed()), OK, OK, "likely a refusal"),
                arguments("400 for all", asked(page(400)), asked(page(400)), asked(page(400)), "400"),
                arguments("503 for all", failing, failing, failing, "failure of the server"),
                arguments("503 for the others", OK, failing, failing, "no judgement"),
                arguments("429 for the others", OK, asked(page(429)), asked(page(429)), "no judgement"),
                arguments("421 for the others", OK, asked(page(421)), asked(page(421)), "not certainly a refusal"),
                arguments(
                        "silence without a request",
                        unasked(page(200)),
                        unasked(silence()),
                        unasked(silence()),
                        "no answer in 5.0 s"),
                arguments(
                        "another page",
                        asked(page(200, "a")),
                        asked(page(200, "b")),
                        asked(page(200, "b")),
                        "another page"),
                arguments(
                        "a redirect to elsewhere",
                        asked(served(302, "Location: /in", "")),
                        asked(served(302, "Location: /login", "")),
                        asked(served(302, "Location: /login", "")),
                        "as everybody does"),
                arguments("alert 80 for all", asked(late(80)), asked(late(80)), asked(late(80)), "alert 80"),
                arguments("alert 40 without a request", OK, withoutTls(early(40)), withoutTls(early(40)), "alert 40"),
                arguments("the leaf is reset", asked(reset()), OK, OK, "likely a refusal, but not proven"),
                arguments(
                        "everybody is reset", asked(reset()), asked(reset()), asked(reset()), "nothing that is let in"),
                arguments("the leaf gets silence", asked(silence()), OK, asked(late(48)), "no answer in 5.0 s"),
                arguments(
                        "nobody gets an answer",
                        unasked(silence()),
                        unasked(silence()),
                        unasked(silence()),
                        "no answer in 5.0 s"),
                arguments(
                        "one byte a second",
                        unasked(trickle()),
                        unasked(trickle()),
                        unasked(trickle()),
                        "no whole answer"),
                arguments("garbage", unasked(garbage()), unasked(garbage()), unasked(garbage()), "--protocol raw"),
                arguments("only the leaf got through", OK, unreachable, unreachable, "connection refused"),
                arguments("forged did not get through", OK, asked(late(116)), unreachable, "connection refused"),
                arguments(
                        "leaf let in unasked",
                        unasked(page(200)),
                        asked(late(116)),
                        asked(late(48)),
                        "although no certificate was requested"),
                arguments("leaf 404, nothing 200", asked(page(404)), OK, OK, "where the client without"),
                arguments("nothing 204", OK, asked(page(204)), asked(late(48)), "not certainly a refusal"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("riddles")
    void saysThatItCannotTellAndWhy(String riddle, Sight leaf, Sight none, Sight forged, String why) {
        OriginReport report = Scene.of(leaf, none, forged).judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.reason()).contains(why);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(withoutTls(refusedConnection()), "connection refused"),
                arguments(withoutTls(stalled(Phase.CONNECT)), "no connection in 5.0 s"),
                arguments(withoutTls(stalled(Phase.HANDSHAKE)), "no answer in 5.0 s"),
                arguments(withoutTls(resetInHandshake()), "reset in the handshake"),
                arguments(withoutTls(garbage()), "no HTTP: SSH-2.0-OpenSSH_9.2"),
                arguments(withoutTls(early(112)), "alert 112 unrecognized_name"),
                arguments(withoutTls(early(70)), "alert 70 protocol_version"),
                arguments(withoutTls(early(40)), "alert 40 handshake_failure"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void callsItUnreachableAfterOneAttempt(Sight sight, String why) {
        OriginReport report = Scene.of(sight, sight, sight).judge();

        assertThat(report.mode()).isEqualTo(Mode.UNREACHABLE);
        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.attempts()).hasSize(1);
        assertThat(report.reason()).contains(why);
        assertThat(report.attempts().get(0).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }

    @Test
    void thinksOfTheProxyProtocolWhereTheServerHangsUpFirst() {
        Sight hungUp = withoutTls(resetInHandshake());
        Sight answered = withoutTls(early(40));

        assertThat(Scene.of(hungUp, hungUp, hungUp).judge().reason()).contains("PROXY protocol");
        assertThat(Scene.of(answered, answered, answered).judge().reason()).doesNotContain("PROXY protocol");
    }

    @Test
    void namesTheOptionThatSendsTheHeaderUnlessOneWasSent() {
        Sight hungUp = withoutTls(resetInHandshake());

        assertThat(Scene.of(hungUp, hungUp, hungUp).judge().reason()).contains("--proxy-protocol v1");
        assertThat(Scene.of(hungUp, hungUp, hungUp).readBy(Knobs.KEYS).judge().reason())
                .contains("`proxy-protocol: v1`")
                .doesNotContain("--proxy-protocol");
        assertThat(Scene.of(hungUp, hungUp, hungUp)
                        .behind(ProxyProtocol.V2)
                        .judge()
                        .reason())
                .contains("not take the PROXY protocol header (v2) that was sent")
                .doesNotContain("--proxy-protocol");
    }

    static Stream<Arguments> withoutLeaf() {
        return Stream.of(
                arguments(unasked(page(200)), unasked(page(200)), Mode.OFF),
                arguments(OK, OK, Mode.OBSERVE),
                arguments(OK, asked(late(48)), Mode.OPTIONAL),
                arguments(OK, asked(page(403)), Mode.OPTIONAL),
                arguments(asked(page(404)), asked(page(404)), Mode.OBSERVE),
                arguments(asked(page(404)), asked(late(48)), Mode.INCONCLUSIVE),
                arguments(asked(late(116)), asked(late(48)), Mode.INCONCLUSIVE),
                arguments(asked(nginxNoCertificate()), asked(nginxCertificateError()), Mode.INCONCLUSIVE),
                arguments(asked(late(116)), OK, Mode.INCONCLUSIVE),
                arguments(asked(page(403)), asked(page(403)), Mode.INCONCLUSIVE),
                arguments(asked(page(403)), OK, Mode.INCONCLUSIVE));
    }

    @ParameterizedTest
    @MethodSource("withoutLeaf")
    void neverCallsItRequiredWithoutALeaf(Sight none, Sight forged, Mode mode) {
        OriginReport report =
                new Scene().none(none).forged(forged).withoutLeaf().judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(mode);
    }

    static Stream<Arguments> raw() {
        Sight opened = asked(open(""));
        // On a path so slow that no alert could have come by then.
        Sight hurried = opened.after(Sight.HANDSHAKE.multipliedBy(3));
        return Stream.of(
                arguments(opened, opened, hurried, Mode.INCONCLUSIVE),
                arguments(opened, hurried, hurried, Mode.INCONCLUSIVE),
                arguments(hurried, hurried, hurried, Mode.INCONCLUSIVE),
                arguments(opened, opened, opened, Mode.OBSERVE),
                arguments(unasked(open("220 hi")), unasked(open("220 hi")), unasked(open("220 hi")), Mode.OFF),
                arguments(unasked(closed()), unasked(closed()), unasked(closed()), Mode.OFF),
                arguments(opened, asked(late(116)), asked(late(48)), Mode.REQUIRED),
                arguments(opened, opened, asked(late(48)), Mode.OPTIONAL),
                arguments(opened, asked(closed()), asked(closed()), Mode.REQUIRED),
                arguments(asked(closed()), asked(closed()), asked(closed()), Mode.INCONCLUSIVE));
    }

    @ParameterizedTest
    @MethodSource("raw")
    void judgesServicesThatAreNotHttp(Sight leaf, Sight none, Sight forged, Mode mode) {
        OriginReport report = Scene.of(leaf, none, forged).raw().judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(mode);
    }

    @Test
    void doesNotTakeABackendThatFlapsForARefusal() {
        OriginReport report = new Scene()
                .leaf(OK)
                .none(asked(page(403)), OK)
                .forged(asked(late(48)))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.reason()).contains("403 Forbidden, then 200 OK");
    }

    @Test
    void doesNotTakeAServerThatBreaksAfterTheLeafForARefusal() {
        OriginReport report = new Scene()
                .leaf(OK, asked(reset()))
                .none(asked(reset()))
                .forged(asked(reset()))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
    }

    @Test
    void doesNotTakeASlowAnswerForARefusalBySilence() {
        Duration half = Duration.ofMillis(500);
        OriginReport report = new Scene()
                .leaf(OK.after(half))
                .none(asked(silence()).after(half.multipliedBy(2)))
                .forged(asked(silence()).after(half.multipliedBy(2)))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.reason()).contains("--timeout 9s");
    }

    @Test
    void believesASilenceThatLastedOnce() {
        OriginReport report = new Scene()
                .leaf(OK)
                .none(
                        asked(silence()).after(Duration.ofMillis(2_500)),
                        asked(silence()).after(Duration.ofMillis(600)))
                .forged(
                        asked(silence()).after(Duration.ofMillis(1_250)),
                        asked(silence()).after(Duration.ofMillis(300)))
                .judge();

        assertThat(report.mode()).as(report.reason()).isEqualTo(Mode.REQUIRED);
    }

    @Test
    void blamesNoOriginForWhatThisMachineLacks() {
        Sight hindered = asked(new Ending.Hindered("this machine has no file descriptor left (ulimit -n)"));

        OriginReport report = Scene.of(hindered, hindered, hindered).judge();

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.reason())
                .contains("no file descriptor left", "this machine is at fault, not the origin")
                .doesNotContain("says nothing about certificates");
    }

    @Test
    void hasWordsForEveryEnding() {
        List<Ending> endings = List.of(
                page(200),
                open("hi"),
                late(48),
                reset(),
                silence(),
                new Ending.AskedAgain(),
                garbage(),
                refusedConnection(),
                new Ending.Unpresentable(List.of("ECDSA+SHA384")),
                new Ending.Hindered("this machine has no file descriptor left (ulimit -n)"));

        assertThat(endings).extracting(ending -> (Object) ending.getClass()).containsExactlyInAnyOrder((Object[])
                Ending.class.getPermittedSubclasses());
        assertThat(endings)
                .allSatisfy(ending -> assertThat(Scene.of(asked(ending), asked(ending), asked(ending))
                                .judge()
                                .attempts()
                                .get(0)
                                .detail())
                        .isNotBlank());
    }

    @Test
    void callsALeafThatCannotBePresentedRefusedAndNamesTheAlgorithms() {
        OriginReport report = new Scene()
                .leaf(asked(new Ending.Unpresentable(List.of("ECDSA+SHA384", "Ed25519"))))
                .none(asked(nginxNoCertificate()))
                .forged(asked(nginxCertificateError()))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.MISMATCH);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code() == FindingCode.LEAF_REFUSED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix())
                        .contains(
                                "ECDSA+SHA384 or Ed25519",
                                "`ssl_conf_command ClientSignatureAlgorithms ECDSA+SHA256:"));
    }

    @Test
    void isNeverUnreachableWhereACertificateWasAskedFor() {
        OriginReport report = Scene.of(
                        asked(refusedConnection()), asked(refusedConnection()), asked(refusedConnection()))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
    }

    @Test
    void comparesNoPageThatDidNotEnd() {
        Ending one = new Ending.Answered(200, "HTTP/1.1 200 OK\r\n\r\ndata: 1", true);
        Ending two = new Ending.Answered(200, "HTTP/1.1 200 OK\r\n\r\nevent: 77", true);

        OriginReport report = Scene.of(asked(one), asked(two), asked(two)).judge();

        assertThat(report.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(report.attempts().get(0).detail()).isEqualTo("200 OK (the page did not end)");
    }

    @Test
    void findsTheAlertThatAResetHadOvertaken() {
        OriginReport report = new Scene()
                .leaf(OK)
                .none(asked(reset()), asked(late(116)))
                .forged(asked(late(48)))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.REQUIRED);
        assertThat(report.attempts().get(1).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(report.attempts().get(1).observation().attempt().quiet()).isFalse();
        assertThat(report.attempts()).last().satisfies(last -> {
            assertThat(last.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(last.observation().attempt().quiet()).isTrue();
            assertThat(last.detail()).isEqualTo("alert 116 certificate_required");
        });
    }

    @Test
    void doesNotTakeAPageThatDiffersByItselfForAnotherAnswer() {
        OriginReport report = new Scene()
                .leaf(asked(page(200, "12:00:01")), asked(page(200, "12:00:03")))
                .none(asked(page(200, "12:00:02")))
                .forged(asked(late(48)))
                .judge();

        assertThat(report.mode()).isEqualTo(Mode.OPTIONAL);
    }

    @Test
    void doesNotTakeAQuotedRefusalForOne() {
        Sight manual = asked(page(200, "NGINX says: No required SSL certificate was sent"));

        assertThat(Scene.of(manual, manual, manual).judge().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void showsNothingOfAnOriginThatMovesTheCursor() {
        Sight evil = asked(new Ending.Answered(200, "HTTP/1.1 200 \u001b[2J\r\n\r\n"));

        assertThat(Scene.of(evil, evil, evil).judge().attempts().get(0).detail())
                .isEqualTo("200 \uFFFD[2J");
    }

    @Test
    void reportsNothingTriedAsInconclusive() {
        OriginReport report = new Scene().judge(List.of());

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.reason()).isEqualTo("Nothing was tried.");
        assertThat(report.duration()).isZero();
    }
}
