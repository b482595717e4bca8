package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.Intermediate;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Haproxy;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Node;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the verdict says about an origin's CAs, shared pages and refused leaves, and how it advises to fix them. */
class AdviceIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    @TempDir
    Path home;

    private static Report probe(Server origin, Identity leaf, String... options) {
        List<String> all =
                Stream.concat(Stream.of("--timeout", "20s"), Stream.of(options)).toList();
        return Originpull.probe(origin.address(), TestPki.HOSTNAME, Optional.of(leaf), all.toArray(String[]::new));
    }

    private static Report probe(Server origin, String... options) {
        return probe(origin, TestPki.get().leaf(), options);
    }

    /** The fix of a finding that was made. */
    private static String fix(Report report, String code) {
        return report.finding(code).path("fix").asText();
    }

    private static Path concatenated(String name, Path... files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file)).append('\n');
        }
        return Files.writeString(homes.resolve(name), text);
    }

    private static Server nginx(String name, String lines) {
        return ORIGINS.get(homes.resolve(name), place -> Nginx.start(place, lines));
    }

    private static String verifying(Path ca, String mode) {
        return "ssl_client_certificate " + ca + "; ssl_verify_client " + mode + ";\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache", "haproxy"})
    void namesTheOtherCaThatAnOriginTrusts(String server) throws IOException {
        TestPki pki = TestPki.get();
        Path two = concatenated("two-" + server + ".pem", pki.ca(), pki.ecCa());
        try (Server origin = switch (server) {
            case "nginx" -> Nginx.start(home, verifying(two, "on") + Nginx.ANSWER_200);
            case "apache" -> Apache.start(home, "SSLCACertificateFile " + two + "\nSSLVerifyClient require");
            default -> Haproxy.start(home, "ca-file " + two + " verify required");
        }) {
            Report report = probe(origin, "--expect", "required", "--audit");

            assertThat(report.mode()).as("%s", report).isEqualTo("required");
            assertThat(report.finding("OTHER_CAS_TRUSTED").path("message").asText())
                    .as("%s", report)
                    .contains("one other CA", "Another CA");
            assertThat(report.finding("OTHER_CAS_TRUSTED").path("severity").asText())
                    .isEqualTo("warning");
            assertThat(report.origin().path("reason").asText()).doesNotContain("Only the leaf");
            assertThat(report.finding("NO_BYPASS_FOUND").path("message").asText())
                    .as("%s", report)
                    .contains("Not tried: a certificate of the other CAs");
            assertThat(report.exitCode()).as("%s", report).isZero();

            Report known = probe(origin, "--expect", "required", "--ca", two.toString());

            assertThat(known.findings()).as("%s", known).doesNotContain("OTHER_CAS_TRUSTED");
        }
    }

    /** The line that the fix prints works as it is. */
    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, rsa, ECDSA+SHA384",
        "TLSv1.3, rsa, ECDSA+SHA256",
        "TLSv1.2, ec, RSA-PSS+SHA256:RSA+SHA256",
        "TLSv1.3, ec, RSA-PSS+SHA256"
    })
    void printsTheSignatureAlgorithmsThatLetTheLeafBePresented(String version, String key, String taken)
            throws IOException {
        TestPki pki = TestPki.get();
        Identity leaf = key.equals("ec") ? pki.ecLeaf() : pki.leaf();
        String lines = verifying(key.equals("ec") ? pki.ecCa() : pki.ca(), "on") + "ssl_protocols " + version + ";\n"
                + Nginx.ANSWER_200;
        String line;
        try (Server origin = Nginx.start(
                Files.createDirectories(home.resolve("before")),
                lines + "ssl_conf_command ClientSignatureAlgorithms " + taken + ";\n")) {
            Report report = probe(origin, leaf, "--expect", "required");

            assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
            assertThat(report.exitCode()).isEqualTo(1);
            String fix = fix(report, "LEAF_REFUSED");
            assertThat(fix).contains("Issue the leaf with a key for ");
            line = fix.replaceAll("(?s).*`(ssl_conf_command [^`]*)`.*", "$1");
        }
        try (Server origin = Nginx.start(Files.createDirectories(home.resolve("after")), lines + line + "\n")) {
            assertThat(probe(origin, leaf, "--expect", "required").mode()).isEqualTo("required");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, Public CAs, on, error, 1",
        "200, a bundle of, on, error, 1",
        "200, a bundle of, optional, warning, 0"
    })
    void findsThatAnOriginTrustsThePublic(int most, String words, String verify, String severity, int exit)
            throws IOException {
        List<String> bundle = Files.readAllLines(Path.of("/etc/ssl/certs/ca-certificates.crt"));
        StringBuilder some = new StringBuilder(Files.readString(TestPki.get().ca()));
        int ends = 0;
        for (int i = 0; i < bundle.size() && ends < most; i++) {
            some.append(bundle.get(i)).append('\n');
            ends += bundle.get(i).startsWith("-----END") ? 1 : 0;
        }
        Path file = Files.writeString(home.resolve("bundle.pem"), some);
        try (Server origin = Nginx.start(home, verifying(file, verify) + Nginx.ANSWER_200)) {
            Report report = probe(origin);

            assertThat(report.finding("OTHER_CAS_TRUSTED").path("message").asText())
                    .as("%s", report)
                    .contains(words);
            assertThat(report.finding("OTHER_CAS_TRUSTED").path("severity").asText())
                    .as("%s", report)
                    .isEqualTo(severity);
            assertThat(report.exitCode()).as("%s", report).isEqualTo(exit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"optional", "require"})
    void findsThatApacheAllowsTooShortAChain(String verify) throws IOException {
        Identity leaf = Intermediate.in(home).leaf();
        Server origin = ORIGINS.get(
                homes.resolve("depth-" + verify),
                place -> Apache.start(
                        place, "SSLCACertificateFile " + TestPki.get().ca() + "\nSSLVerifyClient " + verify));

        Report report = probe(origin, leaf);

        assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
        assertThat(fix(report, "LEAF_REFUSED")).as("%s", report).contains("SSLVerifyDepth 2", "error log");
        assertThat(report.findings()).as("%s", report).doesNotContain("LEAF_ISSUER_NOT_ADVERTISED");
        assertThat(report.exitCode()).isOne();
    }

    /** The advice of {@link #findsThatApacheAllowsTooShortAChain} works, and a chain to a CA that is named is named. */
    @Test
    void isContentWithADepthOfTwo() throws IOException {
        Identity leaf = Intermediate.in(home).leaf();
        Server origin = ORIGINS.get(
                homes.resolve("depth-2"),
                place -> Apache.start(
                        place,
                        "SSLCACertificateFile " + TestPki.get().ca() + "\nSSLVerifyClient require\nSSLVerifyDepth 2"));

        Report report = probe(origin, leaf, "--expect", "required");

        assertThat(report.mode()).as("%s", report).isEqualTo("required");
        assertThat(report.findings())
                .as("%s", report)
                .doesNotContain("LEAF_ISSUER_NOT_ADVERTISED", "OTHER_CAS_TRUSTED");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void missesTheIntermediateOfALeafThatComesAlone() throws IOException {
        Report report = probe(
                nginx("alone", verifying(TestPki.get().ca(), "on") + "ssl_verify_depth 3;" + Nginx.ANSWER_200),
                Intermediate.in(home).alone());

        assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
        assertThat(fix(report, "LEAF_REFUSED")).as("%s", report).contains("intermediate behind the leaf");
    }

    /** The leaf is of another CA, and what refuses it looks like a page. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optional | error_page 495 =303 https://www.example.test/sorry;",
                "optional | error_page 495 =203 /refused.txt;",
                "on | error_page 495 =307 https://www.example.test/sorry;"
            })
    void takesNoSharedPageForAnAcceptedLeaf(String verify, String line) {
        Server origin = nginx(
                "shared-" + Integer.toHexString((verify + line).hashCode()),
                verifying(TestPki.get().ca(), verify) + line
                        + "location / { default_type text/plain; return 200 \"hello\"; }\n"
                        + "location = /refused.txt { return 200 \"no\"; }");

        Report report = probe(origin, TestPki.get().ecLeaf(), "--expect", verify.equals("on") ? "required" : verify);

        assertThat(report.mode()).as("%s", report).isEqualTo("inconclusive");
        assertThat(report.findings())
                .as("%s", report)
                .contains("LEAF_MAY_BE_REFUSED")
                .doesNotContain("ANY_CERTIFICATE_ACCEPTED");
    }

    @Test
    void provesNothingByARedirectOfEverybody() {
        Server origin = nginx(
                "all-away",
                verifying(TestPki.get().ca(), "on") + "error_page 495 496 =308 https://www.example.test/sorry;"
                        + Nginx.ANSWER_200);

        Report report = probe(origin, TestPki.get().ecLeaf(), "--expect", "observe");

        assertThat(report.mode()).as("%s", report).isEqualTo("inconclusive");
        assertThat(report.finding("SAME_ANSWER_FOR_ALL").path("message").asText())
                .as("%s", report)
                .contains("https://www.example.test/sorry");
    }

    /**
     * An application that lets in whom its CA vouches for: the right leaf tells what it does, another's tells nothing.
     */
    @ParameterizedTest
    @ValueSource(ints = {401, 407, 403})
    void knowsAnApplicationsRefusalByTheLeafThatPasses(int status) throws IOException {
        String handler = "r.statusCode = q.socket.authorized ? 200 : %d; r.end(q.socket.authorized ? 'in' : 'out');"
                .formatted(status);
        try (Server origin = Node.start(home, TestPki.get().ca(), handler)) {
            Report right = probe(origin);
            Report wrong = probe(origin, TestPki.get().ecLeaf(), "--expect", "observe");

            assertThat(right.mode()).as("%s", right).isEqualTo("required");
            assertThat(wrong.mode()).as("%s", wrong).isEqualTo("inconclusive");
            assertThat(wrong.findings())
                    .as("%s", wrong)
                    .contains("SAME_ANSWER_FOR_ALL")
                    .doesNotContain("NOT_ENFORCED");
            assertThat(wrong.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void advisesAboutAnotherPage() throws IOException {
        String handler = "r.end(q.socket.authorized ? 'in' : 'please sign in');";
        try (Server origin = Node.start(home, TestPki.get().ca(), handler)) {
            Report report = probe(origin);

            assertThat(report.mode()).as("%s", report).isEqualTo("inconclusive");
            assertThat(fix(report, "ANOTHER_PAGE")).as("%s", report).contains("403", "--path");
        }
    }

    @Test
    void knowsBeforehandThatALeafIsNoClients() {
        Report report = probe(
                nginx("usage", verifying(TestPki.get().ca(), "on") + Nginx.ANSWER_200),
                TestPki.get().serverAuthOnly());

        assertThat(fix(report, "LEAF_REFUSED"))
                .as("%s", report)
                .contains("clientAuth")
                .doesNotContain("CA file");
    }

    @Test
    void looksForTheListWhereTheOriginHasTheCa() {
        Report report = probe(
                nginx(
                        "revoked",
                        verifying(TestPki.get().ca(), "on") + "ssl_crl "
                                + TestPki.get().crl() + ";" + Nginx.ANSWER_200),
                TestPki.get().revoked());

        assertThat(fix(report, "LEAF_REFUSED")).as("%s", report).contains("CRL").doesNotContain("Put the certificate");
    }

    /** The server in front passes requests to one that demands a certificate, and has none for it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void looksForTheServerBehind(boolean verifiesInFront) throws IOException {
        TestPki pki = TestPki.get();
        int behind = FreePort.next();
        int front = FreePort.next();
        String shared = "server_name %s; ssl_certificate %s; ssl_certificate_key %s;"
                .formatted(
                        TestPki.HOSTNAME,
                        pki.server().certificate(),
                        pki.server().key());
        String site = "server { listen 127.0.0.1:%d ssl; %s %s %s }\n"
                        .formatted(behind, shared, verifying(pki.ca(), "on"), Nginx.ANSWER_200)
                + "server { listen 127.0.0.1:%d ssl; %s %s location / { proxy_pass https://127.0.0.1:%d; } }"
                        .formatted(front, shared, verifiesInFront ? verifying(pki.ca(), "on") : "", behind);
        try (Nginx origin = Nginx.startSite(home, front, site)) {
            Report report = probe(origin);

            assertThat(report.mode()).as("%s", report).isEqualTo("mismatch");
            assertThat(fix(report, "LEAF_REFUSED"))
                    .as("%s", report)
                    .contains("proxy_ssl_certificate")
                    .doesNotContain("CA file");
        }
    }

    @Test
    void printsACommandThatWorks() {
        Report report = probe(
                nginx("open", verifying(TestPki.get().ca(), "optional") + Nginx.ANSWER_200), "--expect", "required");

        String command = fix(report, "NOT_ENFORCED").replaceAll(".*`originpull ([^`]*)`.*", "$1");

        assertThat(Originpull.run(command.split(" ")).exitCode()).as(command).isZero();
    }
}
