package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.FindingCode.*;
import static dev.originpull.agent.verdict.Severity.CRITICAL;
import static dev.originpull.agent.verdict.Severity.ERROR;
import static dev.originpull.agent.verdict.Severity.INFO;
import static dev.originpull.agent.verdict.Severity.WARNING;
import static dev.originpull.agent.verdict.Sight.apachePostHandshake;
import static dev.originpull.agent.verdict.Sight.asked;
import static dev.originpull.agent.verdict.Sight.closed;
import static dev.originpull.agent.verdict.Sight.late;
import static dev.originpull.agent.verdict.Sight.nginxCertificateError;
import static dev.originpull.agent.verdict.Sight.nginxNoCertificate;
import static dev.originpull.agent.verdict.Sight.page;
import static dev.originpull.agent.verdict.Sight.served;
import static dev.originpull.agent.verdict.Sight.silence;
import static dev.originpull.agent.verdict.Sight.unasked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.originpull.agent.probe.Ending;
import dev.originpull.configgen.catalog.Stage;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsTest {
    private static final Sight OK = asked(page(200));
    private static final Sight OPEN = unasked(page(200));
    private static final String SHARED =
            "CN=origin-pull.cloudflare.net,ST=California,L=San Francisco,OU=Origin Pull,O=CloudFlare\\, Inc.,C=US";

    private static final String OWN = "CN=Origin Pull CA";
    private static final X509Certificate INTERMEDIATE = certificate("CN=Intermediate", "CN=Root");
    /** A leaf with its intermediate. */
    private static final OwnCertificates BY_INTERMEDIATE =
            new OwnCertificates(List.of(certificate("CN=app.example.com", "CN=Intermediate"), INTERMEDIATE), List.of());
    /** A leaf of the old CA while the origin trusts the next one, too. */
    private static final OwnCertificates ROTATING =
            new OwnCertificates(List.of(Scene.LEAF), List.of(certificate("CN=Next CA", "CN=Next CA")));

    private static X509Certificate certificate(String subject, String issuer) {
        return Certificates.of(subject, issuer, Scene.NOW.minusSeconds(86_400), Scene.NOW.plusSeconds(400L * 86_400));
    }

    private static Scene off() {
        return Scene.of(OPEN, OPEN, OPEN);
    }

    private static Scene observe() {
        return Scene.of(OK, OK, OK);
    }

    private static Scene optional() {
        return Scene.of(OK, OK, asked(late(48)));
    }

    private static Scene required() {
        return Scene.of(OK, asked(late(116)), asked(late(48)));
    }

    private static Scene anyCertificate() {
        return Scene.of(OK, asked(late(116)), OK);
    }

    private static Scene nginx() {
        return Scene.of(OK, asked(nginxNoCertificate()), asked(nginxCertificateError()));
    }

    private static Scene mismatch() {
        return Scene.of(asked(late(48)), asked(late(116)), asked(late(48)));
    }

    private static Scene everybody(int status) {
        return Scene.of(asked(page(status)), asked(page(status)), asked(page(status)));
    }

    private static Scene asksLate() {
        Sight refused = unasked(apachePostHandshake());
        return Scene.of(refused, refused, refused);
    }

    private static Scene naming(String... issuers) {
        return Scene.of(OK.naming(issuers), asked(late(116)), asked(late(48)));
    }

    private static Scene leafEnding(Duration left) {
        return required()
                .presenting(Certificates.leaf("CN=CA", Scene.NOW.minusSeconds(9_000_000), Scene.NOW.plus(left)));
    }

    static Stream<Arguments> expectations() {
        Stage required = Stage.REQUIRED;
        return Stream.of(
                arguments(optional().expecting(required), NOT_ENFORCED, CRITICAL),
                arguments(off().expecting(required), NOT_ENFORCED, CRITICAL),
                arguments(off().expecting(required), NOT_REQUESTED, ERROR),
                arguments(off().expecting(Stage.OPTIONAL), NOT_REQUESTED, ERROR),
                arguments(
                        Scene.of(asked(page(403)), asked(page(403)), asked(late(48)))
                                .expecting(required),
                        NOT_ENFORCED,
                        ERROR),
                arguments(Scene.of(asked(page(403)), asked(page(403)), asked(late(48))), NOT_ENFORCED, INFO),
                arguments(optional(), NOT_ENFORCED, INFO),
                arguments(observe(), NOT_ENFORCED, INFO),
                arguments(off(), NOT_ENFORCED, INFO),
                arguments(anyCertificate(), ANY_CERTIFICATE_ACCEPTED, CRITICAL),
                arguments(observe().expecting(Stage.OPTIONAL), ANY_CERTIFICATE_ACCEPTED, CRITICAL),
                arguments(observe().expecting(required), ANY_CERTIFICATE_ACCEPTED, CRITICAL),
                arguments(observe(), ANY_CERTIFICATE_ACCEPTED, INFO),
                arguments(mismatch(), LEAF_REFUSED, CRITICAL),
                arguments(asksLate(), LEAF_REFUSED, CRITICAL),
                arguments(asksLate(), ASKS_AFTER_HANDSHAKE, ERROR),
                arguments(Scene.of(OK, asked(page(403)), asked(page(403))), ENFORCED_AT_HTTP, INFO),
                arguments(everybody(401), SAME_ANSWER_FOR_ALL, WARNING),
                arguments(everybody(407), SAME_ANSWER_FOR_ALL, WARNING),
                arguments(everybody(302), SAME_ANSWER_FOR_ALL, WARNING),
                arguments(off(403).expecting(Stage.OPTIONAL), NOT_REQUESTED, ERROR),
                arguments(off(503).expecting(required), NOT_REQUESTED, ERROR),
                arguments(off(400), NOT_REQUESTED, INFO),
                arguments(off(403), SAME_ANSWER_FOR_ALL, INFO),
                arguments(
                        Scene.of(unasked(closed()), unasked(closed()), unasked(closed())), PATH_NOT_ANSWERED, WARNING),
                arguments(answering(asked(silence())), PATH_NOT_ANSWERED, WARNING),
                arguments(answering(asked(page(502))), PATH_NOT_ANSWERED, WARNING),
                arguments(answering(asked(page(403))), PATH_NOT_ANSWERED, INFO),
                arguments(Scene.of(OK, asked(page(200, "sign in")), asked(late(48))), ANOTHER_PAGE, WARNING),
                arguments(naming(OWN, "CN=Else"), OTHER_CAS_TRUSTED, WARNING),
                arguments(naming(OWN, "CN=Else").expecting(required), OTHER_CAS_TRUSTED, WARNING),
                arguments(naming(OWN, "CN=Everyone").wherePublicAre("CN=Everyone"), OTHER_CAS_TRUSTED, ERROR),
                arguments(naming("CN=Everyone").wherePublicAre("CN=Everyone"), OTHER_CAS_TRUSTED, ERROR),
                arguments(naming(withOthers(12)), OTHER_CAS_TRUSTED, ERROR),
                arguments(naming(withOthers(141)), OTHER_CAS_TRUSTED, ERROR),
                arguments(optionalNaming(withOthers(141)), OTHER_CAS_TRUSTED, WARNING),
                arguments(optionalNaming(withOthers(141)).expecting(required), OTHER_CAS_TRUSTED, ERROR),
                arguments(everybody(403), SAME_ANSWER_FOR_ALL, WARNING),
                arguments(everybody(503), SAME_ANSWER_FOR_ALL, WARNING),
                arguments(everybody(404), SAME_ANSWER_FOR_ALL, INFO),
                arguments(required().withoutLeaf(), LEAF_NOT_TESTED, WARNING),
                arguments(optional().withoutLeaf(), LEAF_NOT_TESTED, INFO),
                arguments(naming("CN=Another CA"), LEAF_ISSUER_NOT_ADVERTISED, WARNING),
                arguments(naming("CN=Origin Pull CA", SHARED), SHARED_CLOUDFLARE_CA_TRUSTED, CRITICAL),
                arguments(Scene.of(OK.naming(SHARED), OK, asked(late(48))), SHARED_CLOUDFLARE_CA_TRUSTED, WARNING),
                arguments(leafEnding(Duration.ofDays(-1)), LEAF_EXPIRED, ERROR),
                arguments(leafEnding(Duration.ofDays(10)), LEAF_EXPIRES_SOON, WARNING),
                arguments(leafEnding(Duration.ofDays(30)), LEAF_EXPIRES_SOON, WARNING),
                arguments(Scene.of(OK.speaking("TLSv1"), OK, OK), OLD_TLS_VERSION, WARNING));
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void finds(Scene scene, FindingCode code, Severity severity) {
        OriginReport report = scene.judge();

        assertThat(report.findings())
                .filteredOn(finding -> finding.code() == code)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(severity);
                    assertThat(finding.message()).isNotBlank();
                    assertThat(finding.fix()).isNotBlank();
                });
        assertThat(report.findings()).isSortedAccordingTo((a, b) -> a.severity().compareTo(b.severity()));
    }

    private static Scene off(int status) {
        return Scene.of(unasked(page(status)), unasked(page(status)), unasked(page(status)));
    }

    private static Scene answering(Sight leaf) {
        return Scene.of(leaf, asked(late(116)), asked(late(48)));
    }

    private static Scene optionalNaming(String... issuers) {
        return Scene.of(OK.naming(issuers), OK, asked(late(48)));
    }

    private static String[] withOthers(int count) {
        return Stream.concat(Stream.of(OWN), IntStream.range(0, count).mapToObj(i -> "CN=Other " + i))
                .toArray(String[]::new);
    }

    static Stream<Arguments> nothingToSay() {
        return Stream.of(
                arguments(off().expecting(Stage.OFF)),
                arguments(observe().expecting(Stage.OBSERVE)),
                arguments(optional().expecting(Stage.OPTIONAL)),
                arguments(required().expecting(Stage.REQUIRED)),
                arguments(required()),
                arguments(naming()),
                arguments(naming("cn=origin  PULL ca")),
                arguments(naming("CN=Root").owning(BY_INTERMEDIATE)),
                arguments(naming("CN=Intermediate").owning(BY_INTERMEDIATE)),
                arguments(naming("CN=Intermediate", "CN=Root").owning(BY_INTERMEDIATE)),
                arguments(naming("CN=app.example.com").owning(BY_INTERMEDIATE)),
                arguments(naming("CN=Next CA", OWN).owning(ROTATING)),
                arguments(leafEnding(Duration.ofDays(31))));
    }

    @ParameterizedTest
    @MethodSource("nothingToSay")
    void saysNothingWhereAllIsWell(Scene scene) {
        OriginReport report = scene.judge();

        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.findings()).isEmpty();
        assertThat(ExitStatus.of(report)).isEqualTo(ExitStatus.AS_EXPECTED);
    }

    @Test
    void saysThatALeafIsNotValidYet() {
        Instant begin = Scene.NOW.plusSeconds(60);
        Scene scene = required().presenting(Certificates.leaf("CN=CA", begin, begin.plusSeconds(60)));

        assertThat(scene.judge().findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple(LEAF_NOT_YET_VALID, ERROR));
    }

    @Test
    void saysThatNothingIsEnforcedThoughTheLeafCouldNotBeTold() {
        OriginReport report =
                Scene.of(asked(page(503)), OK, OK).expecting(Stage.REQUIRED).judge();

        assertThat(report.mode()).isEqualTo(Mode.INCONCLUSIVE);
        assertThat(report.findings()).extracting(Finding::code).contains(NOT_ENFORCED);
        assertThat(ExitStatus.of(report)).isEqualTo(ExitStatus.NOT_AS_EXPECTED);
    }

    @Test
    void namesTheDirectiveOfTheServerItRecognises() {
        Sight nginx = asked(served(200, "Server: nginx/1.22.1", "hello"));
        Remedies remedies = (server, stage) -> server.equals("nginx/1.22.1") && stage == Stage.REQUIRED
                ? Optional.of(new Remedies.Remedy(
                        "nginx",
                        "NGINX",
                        "ssl_verify_client on;",
                        "the server block",
                        "https://nginx.org/",
                        "/etc/nginx/origin-pull-ca.pem"))
                : Optional.empty();

        OriginReport report = Scene.of(nginx, nginx, asked(nginxCertificateError()))
                .knowing(remedies)
                .expecting(Stage.REQUIRED)
                .judge();

        assertThat(report.findings().get(0).fix())
                .isEqualTo(
                        "NGINX: `ssl_verify_client on;` in the server block that listens on 203.0.113.10:443 for "
                                + "app.example.com; `originpull generate nginx --stage required --ca-file /etc/nginx/origin-pull-ca.pem` prints the lines.");
    }

    @Test
    void namesNoDirectiveOfAServerThatItDoesNotRecognise() {
        OriginReport report = off().expecting(Stage.REQUIRED).judge();

        assertThat(report.findings().get(0).fix())
                .startsWith("Make whatever listens on 203.0.113.10:443 for app.example.com demand a client certificate")
                .doesNotContain("ssl_verify_client", "SSLVerifyClient");
    }

    @Test
    void needsNothingDoneWhereNginxEnforces() {
        assertThat(nginx().judge().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ENFORCED_AT_HTTP);
            assertThat(finding.fix()).isEmpty();
        });
    }

    @Test
    void claimsNoMoreThanTheOriginItselfDoes() {
        OriginReport report = naming(withOthers(141)).judge();

        assertThat(report.mode()).isEqualTo(Mode.REQUIRED);
        assertThat(report.reason()).contains("other CAs").doesNotContain("Only the leaf");
        assertThat(report.findings().get(0).message()).contains("a bundle of 142 CAs", "any of them");
        assertThat(ExitStatus.of(report)).isEqualTo(ExitStatus.NOT_AS_EXPECTED);
    }

    @Test
    void countsCloudflaresSharedCaOnce() {
        assertThat(naming(OWN, SHARED).judge().findings())
                .extracting(Finding::code)
                .containsExactly(SHARED_CLOUDFLARE_CA_TRUSTED);
    }

    /**
     * A pinned leaf's or root's name says who is let in; a stranger's name with the leaf refused says why it is not.
     */
    @Test
    void blamesNoStrangerWhereTheLeafIsTheStranger() {
        OriginReport report = Scene.of(asked(late(48)).naming("CN=Else"), asked(late(116)), asked(late(48)))
                .judge();

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly(LEAF_REFUSED, LEAF_ISSUER_NOT_ADVERTISED);
    }

    @Test
    void speaksTheReadersLanguage() {
        Scene slow = answering(asked(silence()));

        assertThat(fix(slow, PATH_NOT_ANSWERED)).contains("--path", "--timeout to more than 5.0 s");
        assertThat(fix(slow.readBy(Knobs.KEYS), PATH_NOT_ANSWERED)).contains("`path:`", "`probe.timeout:` to more");
    }

    @Test
    void sendsToTheProtocolWhereTheServiceIsNotHttp() {
        Ending smtp = new Ending.Garbled("220 mail.example.com ESMTP\r\n");

        assertThat(fix(answering(asked(smtp)), PATH_NOT_ANSWERED)).contains("--protocol raw");
    }

    @Test
    void saysWhereTheRedirectLeads() {
        Sight away = asked(served(302, "Location: https://www.example.com/in", ""));

        assertThat(Scene.of(away, away, away).judge().findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).contains("302 Found to https://www.example.com/in"));
    }

    static Stream<Arguments> refusals() {
        Sight error = asked(nginxCertificateError());
        Sight missing = asked(nginxNoCertificate());
        OwnCertificates doubtful = new OwnCertificates(
                List.of(Certificates.signed(
                        "SHA1withECDSA",
                        "CN=app.example.com",
                        OWN,
                        Scene.NOW.minusSeconds(86_400),
                        Scene.NOW.plusSeconds(86_400L * 400))),
                List.of());
        Sight apache = asked(served(200, "Server: Apache/2.4.62 (Debian)", "hi"));
        return Stream.of(
                arguments("not asked", refusing(unasked(nginxNoCertificate())), "proxy_ssl_certificate", "CA file"),
                arguments(
                        "missed behind",
                        Scene.of(missing, missing, error),
                        "a server behind misses a certificate",
                        "CA file"),
                arguments("issuer not named", refusing(error), "into the CA file", "CRL"),
                arguments("issuer named", refusing(error.naming(OWN)), "CRL", "Put the certificate"),
                arguments("issuer named, alert 48", refusing(asked(late(48)).naming(OWN)), "fingerprints", "Put the"),
                arguments(
                        "chain of two",
                        refusing(error.naming("CN=Root")).owning(BY_INTERMEDIATE),
                        "`ssl_verify_depth 2;`",
                        "Put the"),
                arguments("known before", refusing(error.naming(OWN)).owning(doubtful), "signed with SHA1", "CRL"),
                arguments(
                        "Apache's depth",
                        Scene.of(asked(late(80)), apache, asked(late(48))).owning(BY_INTERMEDIATE),
                        "Allow a chain of 2 certificates: `SSLVerifyDepth 2`",
                        "CA file"),
                arguments(
                        "alert 80 for a leaf of the root",
                        Scene.of(asked(late(80)), asked(late(116)), asked(late(48))),
                        "error log",
                        "Depth"));
    }

    private static Scene refusing(Sight leaf) {
        return Scene.of(leaf, leaf, leaf);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void advisesByWhatWasSeen(String refusal, Scene scene, String fix, String not) {
        assertThat(fix(scene, LEAF_REFUSED)).contains(fix).doesNotContain(not);
    }

    private static String fix(Scene scene, FindingCode code) {
        return scene.judge().findings().stream()
                .filter(finding -> finding.code() == code)
                .findFirst()
                .orElseThrow()
                .fix();
    }

    @ParameterizedTest
    @CsvSource({"43, clientAuth", "44, revocation list", "45, clock", "48, CN=Origin Pull CA", "42, error log"})
    void tellsByTheAlertWhatIsWrongWithTheLeaf(int alert, String fix) {
        OriginReport report =
                Scene.of(asked(late(alert)), asked(late(116)), asked(late(48))).judge();

        assertThat(report.findings().get(0).fix()).contains(fix);
    }

    @Test
    void sendsToTheLogsWhereARuleTurnsTheLeafAway() {
        OriginReport report = Scene.of(asked(page(403)), OK, OK).judge();

        assertThat(report.findings().get(0).code()).isEqualTo(LEAF_REFUSED);
        assertThat(report.findings().get(0).fix()).contains("logs", "403 Forbidden");
    }

    @Test
    void tellsApacheWhereToAsk() {
        assertThat(asksLate().judge().findings())
                .allSatisfy(finding -> assertThat(finding.fix()).startsWith("Apache httpd: move `SSLVerifyClient`"));
    }

    @Test
    void writesTheSameInTurkish() {
        Locale before = Locale.getDefault();
        OriginReport report = nginx().judge();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(nginx().judge()).usingRecursiveComparison().isEqualTo(report);
        } finally {
            Locale.setDefault(before);
        }
    }
}
