package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.broken.JavaOrigins;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Ipv6;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Haproxy;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins that work, and that a simple comparison of answers would misjudge. */
class UnusualOriginsIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    @ParameterizedTest
    @CsvSource({"off, off", "optional_no_ca, observe", "optional, optional", "on, required"})
    void answers404ToAll(String verify, String mode) {
        assertThat(probe(nginxAnswering(404, verify)).mode()).isEqualTo(mode);
    }

    /** Nobody gets a page, and NGINX says all the same whom it refuses, or asks nobody; 444 closes without an answer. */
    @ParameterizedTest
    @CsvSource({
        "403, off, off", "403, optional, optional", "403, on, required",
        "400, off, off", "401, optional, optional", "400, on, required",
        "503, off, off", "503, optional, optional", "504, on, required",
        "444, off, off", "444, optional, optional", "444, on, required"
    })
    void judgesByTheServerWhereNobodyIsAnswered(int status, String verify, String mode) {
        Report report = probe(nginxAnswering(status, verify), "--timeout", "20s");

        assertThat(report.mode()).as("%s", report).isEqualTo(mode);
        assertThat(report.exitCode()).as("%s", report).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 503, 444})
    void findsThatNobodyIsAskedWhateverThePage(int status) {
        Report report = probe(nginxAnswering(status, "off"), "--expect", "required", "--timeout", "20s");

        assertThat(report.findings()).as("%s", report).contains("NOT_REQUESTED");
        assertThat(report.exitCode()).as("%s", report).isOne();
    }

    /** Without its own words for it: Apache refuses TLS 1.3's clients with a page of the site's, and asks those of TLS 1.2. */
    @Test
    void findsALateRequestBehindAForbiddenPage() {
        Server origin = ORIGINS.get(
                homes.resolve("late-page"),
                home -> Apache.start(
                        home,
                        "SSLCACertificateFile " + TestPki.get().ca()
                                + "\nErrorDocument 403 \"Not here.\"\n<Location />\n  SSLVerifyClient require\n</Location>"));

        Report report = probe(origin, "--expect", "required", "--timeout", "20s");

        assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
        assertThat(report.findings()).as("%s", report).contains("ASKS_AFTER_HANDSHAKE");
        assertThat(report.exitCode()).as("%s", report).isOne();
    }

    @Test
    void cannotTellWhatAForbiddenPathHides() {
        Report report = probe(nginxAnswering(403, "optional_no_ca"));

        assertThat(report.mode()).as("%s", report).isEqualTo("inconclusive");
        assertThat(report.findings()).as("%s", report).contains("SAME_ANSWER_FOR_ALL");
        assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "on"})
    void showsAnotherCaAsARefusedLeafBeforeEnforcingToo(String verify) {
        Server origin = ORIGINS.get(
                homes.resolve("another-ca-" + verify),
                home -> Nginx.start(
                        home,
                        "ssl_client_certificate " + TestPki.get().ecCa() + "; ssl_verify_client " + verify + ";"
                                + Nginx.ANSWER_200));

        Report report = probe(origin);

        assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
        assertThat(report.findings()).as("%s", report).contains("LEAF_REFUSED");
        assertThat(report.exitCode()).as("%s", report).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"optional_no_ca, observe", "optional, optional", "on, required"})
    void provesAnEcLeafAgainstAnEcCa(String verify, String mode) {
        TestPki pki = TestPki.get();
        Server origin = ORIGINS.get(
                homes.resolve("ec-" + verify),
                home -> Nginx.start(
                        home,
                        "ssl_client_certificate " + pki.ecCa() + "; ssl_verify_client " + verify + ";"
                                + Nginx.ANSWER_200));

        Report report = Originpull.probe(origin.address(), TestPki.HOSTNAME, Optional.of(pki.ecLeaf()));

        assertThat(report.mode()).as("%s", report).isEqualTo(mode);
    }

    @Test
    void probesIpv6() {
        if (!Ipv6.isHere()) {
            throw Program.skip("this machine has no ::1");
        }
        Server origin = nginxAnswering(200, "on");

        Report report = Originpull.probe("[::1]:" + origin.port(), TestPki.HOSTNAME, leaf(), "--expect", "required");

        assertThat(report.mode()).as("%s", report).isEqualTo("required");
        assertThat(report.exitCode()).as("%s", report).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "optional"})
    void anOriginThatAsksAfterTheHandshakeRefusesTheEdge(String verify) {
        Report report = probe(apachePerLocation(verify), "--tls", "1.3", "--expect", "required");

        assertThat(report.mode()).as("%s", report).isIn("mismatch", "inconclusive");
        assertThat(report.findings()).as("%s", report).contains("ASKS_AFTER_HANDSHAKE");
        assertThat(report.exitCode()).as("%s", report).isIn(1, 3);
    }

    /** Apache asks to renegotiate, BoringSSL does not answer, and both wait. */
    @Test
    void aHangOnRenegotiationEndsAtTheDeadline() {
        Report report = probe(apachePerLocation("require"), "--tls", "1.2", "--timeout", "2s");

        assertThat(report.mode()).as("%s", report).isIn("mismatch", "inconclusive");
        assertThat(report.durationMs()).as("%s", report).isLessThanOrEqualTo(2000.0);
    }

    /** It answers an offer of http/1.1 alone with the alert no_application_protocol. */
    @ParameterizedTest
    @CsvSource({"false, off", "true, observe"})
    void speaksHttp2WhereTheOriginSpeaksNothingElse(boolean asks, String mode) throws IOException {
        try (Server origin = JavaOrigins.speakingHttp2Only(asks)) {
            Report report = probe(origin);

            assertThat(report.mode()).as("%s", report).isEqualTo(mode);
            assertThat(report.lastAttempt("leaf").json().path("alpn").asText())
                    .as("%s", report)
                    .isEqualTo("h2");
        }
    }

    /** HAProxy that speaks HTTP/2 only says so to nobody: it takes no offer, and hangs up. */
    @ParameterizedTest
    @CsvSource({"none, off", "optional, optional", "required, required"})
    void speaksHttp2WhereItIsToldTo(String verify, String mode) {
        Server origin = ORIGINS.get(
                homes.resolve("haproxy-h2-" + verify),
                home -> Haproxy.start(
                        home, "alpn h2 proto h2 ca-file " + TestPki.get().ca() + " verify " + verify));

        Report told = probe(origin, "--alpn", "h2");
        Report auto = probe(origin);

        assertThat(told.mode()).as("%s", told).isEqualTo(mode);
        assertThat(auto.mode()).as("%s", auto).isEqualTo(mode);
    }

    /** The same without ALPN: what is spoken is settled by the configuration alone. */
    @ParameterizedTest
    @CsvSource({"none, off", "optional, optional", "required, required"})
    void speaksHttp2WhereTheOriginTakesNoOffer(String verify, String mode) {
        Server origin = ORIGINS.get(
                homes.resolve("haproxy-proto-" + verify),
                home -> Haproxy.start(home, "proto h2 ca-file " + TestPki.get().ca() + " verify " + verify));

        Report report = probe(origin, "--timeout", "20s");

        assertThat(report.mode()).as("%s", report).isEqualTo(mode);
        assertThat(report.lastAttempt("leaf").httpStatus()).as("%s", report).hasValue(200);
    }

    /** The first, second or third answer is another one, by chance and not for the certificate's sake. */
    @ParameterizedTest
    @ValueSource(strings = {"200 502", "502 200", "200 200 502 502", "502 502 200 200", "200 502 502 200"})
    void aFlappingBackendIsNoRefusal(String statuses) throws IOException {
        List<Integer> inTurn =
                List.of(statuses.split(" ")).stream().map(Integer::valueOf).toList();
        for (String verify : List.of("off", "optional_no_ca", "optional")) {
            try (Server backend = JavaOrigins.backend(Duration.ZERO, inTurn)) {
                Server origin = inFrontOf(backend, verify);

                Report report = probe(origin, "--expect", "required");

                assertThat(report.mode()).as("%s, %s", verify, report).doesNotStartWith("required");
                assertThat(report.exitCode()).as("%s, %s", verify, report).isNotZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"off, off", "optional_no_ca, observe", "optional, optional", "on, required"})
    void waitsForASlowBackend(String verify, String mode) throws IOException {
        try (Server backend = JavaOrigins.backend(Duration.ofMillis(400), List.of(200))) {
            assertThat(probe(inFrontOf(backend, verify), "--timeout", "10s").mode())
                    .isEqualTo(mode);
        }
    }

    /** NGINX refuses the others in its own words and has none against the leaf: it is the back end that does not answer. */
    @Test
    void needsNoAnswerFromBehindWhereNginxJudges() throws IOException {
        try (Server backend = JavaOrigins.backend(Duration.ofSeconds(30), List.of(200))) {
            Report report = probe(inFrontOf(backend, "on"), "--timeout", "2s");

            assertThat(report.mode()).as("%s", report).isEqualTo("required");
            assertThat(report.findings()).as("%s", report).contains("PATH_NOT_ANSWERED");
            assertThat(report.exitCode()).as("%s", report).isZero();
            assertThat(report.durationMs()).as("%s", report).isLessThanOrEqualTo(2000.0);
        }
    }

    /** A back end that hangs for everybody who gets as far as that tells nothing where nobody is refused. */
    @Test
    void aHangForEveryoneProvesNothing() throws IOException {
        try (Server backend = JavaOrigins.backend(Duration.ofSeconds(30), List.of(200))) {
            Report report = probe(inFrontOf(backend, "optional_no_ca"), "--timeout", "2s");

            assertThat(report.mode()).as("%s", report).isEqualTo("inconclusive");
            assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void aNameThatTheOriginRejectsIsNoRefusal(Tls tls) {
        Server origin = ORIGINS.get(homes.resolve("rejects"), home -> Nginx.start(home, "ssl_reject_handshake on;"));

        Report report = probe(origin, "--expect", "required", "--tls", tls.number());

        assertThat(report.mode()).as("%s", report).isIn("unreachable", "inconclusive");
        assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
    }

    private static Server nginxAnswering(int status, String verify) {
        return ORIGINS.get(
                homes.resolve("nginx-" + status + "-" + verify),
                home -> Nginx.start(home, verification(verify) + "location / { return " + status + "; }"));
    }

    private static Server inFrontOf(Server backend, String verify) {
        return ORIGINS.get(
                homes.resolve("front-" + backend.port() + "-" + verify),
                home -> Nginx.start(
                        home, verification(verify) + "location / { proxy_pass http://" + backend.address() + "; }"));
    }

    private static String verification(String verify) {
        return "ssl_client_certificate " + TestPki.get().ca() + "; ssl_verify_client " + verify + ";\n";
    }

    private static Server apachePerLocation(String verify) {
        return ORIGINS.get(
                homes.resolve("location-" + verify),
                home -> Apache.start(
                        home,
                        "SSLCACertificateFile " + TestPki.get().ca() + "\n<Location />\n  SSLVerifyClient " + verify
                                + "\n</Location>"));
    }

    private static Optional<Identity> leaf() {
        return Optional.of(TestPki.get().leaf());
    }

    private static Report probe(Server origin, String... options) {
        return Originpull.probe(origin.address(), TestPki.HOSTNAME, leaf(), options);
    }
}
