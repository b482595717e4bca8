package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.FindingCode.BYPASS_HTTP2;
import static dev.originpull.agent.verdict.FindingCode.BYPASS_NO_SNI;
import static dev.originpull.agent.verdict.FindingCode.BYPASS_PATH;
import static dev.originpull.agent.verdict.FindingCode.BYPASS_PLAIN_HTTP;
import static dev.originpull.agent.verdict.FindingCode.BYPASS_RESUMPTION;
import static dev.originpull.agent.verdict.FindingCode.BYPASS_SNI_MISMATCH;
import static dev.originpull.agent.verdict.FindingCode.BYPASS_TLS_VERSION;
import static dev.originpull.agent.verdict.Sight.asked;
import static dev.originpull.agent.verdict.Sight.late;
import static dev.originpull.agent.verdict.Sight.nginxNoCertificate;
import static dev.originpull.agent.verdict.Sight.page;
import static dev.originpull.agent.verdict.Sight.served;
import static dev.originpull.agent.verdict.Sight.unasked;
import static dev.originpull.agent.verdict.Sight.withoutTls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.TlsOffer;
import dev.originpull.agent.probe.Approach.Wire;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditTest {
    private static final Sight OK = asked(page(200));
    private static final Sight REFUSED = asked(late(116));
    private static final AuditScope SCOPE = AuditScope.of(List.of("/", "/healthz"));

    private static OriginReport audit(Predicate<Approach> way, Sight sight) {
        Scene scene = Scene.of(OK, REFUSED, asked(late(48)));
        List<Observation> judged = scene.observe();
        AuditPlan plan = AuditPlan.after(scene.subject(), judged, SCOPE);
        List<Observation> audited = scene.first(
                        attempt -> way.test(attempt.approach()) ? Optional.of(sight) : Optional.of(REFUSED))
                .observe(plan);
        return AuditJudge.with(scene.judge(judged), scene.subject(), judged, plan, audited);
    }

    static Stream<Arguments> ways() {
        Sight open = unasked(page(200));
        return Stream.of(
                arguments(way(a -> a.serverName().isEmpty()), open, BYPASS_NO_SNI),
                arguments(
                        way(a -> a.serverName()
                                .filter(name -> name.endsWith(".invalid"))
                                .isPresent()),
                        open,
                        BYPASS_SNI_MISMATCH),
                arguments(way(a -> a.sessionFrom().isPresent()), open.taking(true), BYPASS_RESUMPTION),
                arguments(way(a -> a.tls() == TlsOffer.ONLY_1_2), open, BYPASS_TLS_VERSION),
                arguments(way(a -> a.alpn() == AlpnOffer.H2), open, BYPASS_HTTP2),
                arguments(way(a -> a.wire() == Wire.PLAIN_HTTP), withoutTls(page(200)), BYPASS_PLAIN_HTTP),
                arguments(way(a -> a.path().equals("/healthz")), open, BYPASS_PATH));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void findsEachWayRound(Predicate<Approach> way, Sight sight, FindingCode code) {
        OriginReport report = audit(way, sight);

        assertThat(report.mode()).isEqualTo(Mode.REQUIRED);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.message()).contains("200 OK");
            assertThat(finding.fix()).isNotBlank();
        });
        assertThat(ExitStatus.of(report)).isEqualTo(ExitStatus.NOT_AS_EXPECTED);
    }

    @Test
    void findsThatAForgedCaLetsAForgedCertificateIn() {
        Scene scene = Scene.of(OK, REFUSED, asked(late(48)));
        List<Observation> judged = scene.observe();
        AuditPlan plan = AuditPlan.after(scene.subject(), judged, SCOPE);
        List<Observation> audited = scene.first(attempt -> Optional.of(attempt.withCa() ? OK : REFUSED))
                .observe(plan);

        assertThat(AuditJudge.with(scene.judge(judged), scene.subject(), judged, plan, audited)
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.BYPASS_CERTIFICATE_CHAIN);
                    assertThat(finding.message())
                            .isEqualTo("A client with a forged certificate and its CA gets 200 OK.");
                    assertThat(finding.fix()).contains("ca-ignore-err");
                });
    }

    static Stream<Arguments> closed() {
        Predicate<Approach> any = way(a -> true);
        return Stream.of(
                arguments(any, REFUSED),
                arguments(any, unasked(page(421))),
                arguments(any, unasked(page(403))),
                arguments(any, unasked(page(404))),
                arguments(any, unasked(nginxNoCertificate())),
                arguments(any, withoutTls(Sight.refusedConnection())),
                arguments(way(a -> a.sessionFrom().isPresent()), unasked(page(200))),
                arguments(
                        way(a -> a.wire() == Wire.PLAIN_HTTP),
                        withoutTls(served(301, "Location: https://app.example.com/", ""))));
    }

    @ParameterizedTest
    @MethodSource("closed")
    void findsNothingWhereNobodyGetsRound(Predicate<Approach> way, Sight sight) {
        assertThat(audit(way, sight).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(FindingCode.NO_BYPASS_FOUND));
    }

    @Test
    void asksNothingOfAnOriginThatIsOpenAnyway() {
        Scene scene = Scene.of(OK, OK, asked(late(48)));

        assertThat(AuditPlan.after(scene.subject(), scene.observe(), SCOPE).next(List.of()))
                .isEmpty();
    }

    @Test
    void triesEveryWayOnceAndOnlyOneWithACertificate() {
        Scene scene = Scene.of(OK, REFUSED, asked(late(48)));
        AuditPlan plan = AuditPlan.after(scene.subject(), scene.observe(), SCOPE);

        List<Observation> audited = scene.observe(plan);

        assertThat(audited).hasSize(plan.ways().size());
        assertThat(audited).extracting(Observation::attempt).doesNotHaveDuplicates();
        assertThat(audited)
                .filteredOn(seen -> seen.attempt().identity() != Identity.NONE)
                .singleElement()
                .satisfies(seen -> assertThat(seen.attempt().withCa()).isTrue());
        assertThat(audited)
                .filteredOn(seen -> seen.attempt().approach().wire() == Wire.PLAIN_HTTP)
                .allSatisfy(
                        seen -> assertThat(seen.attempt().origin().endpoint()).isEqualTo("203.0.113.10:80"));
    }

    @Test
    void triesTheNamesOfTheServersCertificate() {
        Sight shown = OK.showing(
                Certificates.server(Scene.NOW, "app.example.com", "*.example.com", "open.example.com", "bad name\r\n"));
        Scene scene = Scene.of(shown, REFUSED, asked(late(48)));

        assertThat(AuditPlan.after(scene.subject(), scene.observe(), SCOPE).ways())
                .extracting(Bypass::words)
                .contains("with SNI open.example.com", "in a session of SNI open.example.com")
                .noneMatch(words -> words.contains("*") || words.contains("bad"));
    }

    private static Predicate<Approach> way(Predicate<Approach> way) {
        return way;
    }
}
