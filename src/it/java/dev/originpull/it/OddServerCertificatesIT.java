package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.OpensslServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers whose own certificate Java refuses are judged as all others are, unless BoringSSL refuses it too. */
class OddServerCertificatesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ | subjectAltName=DNS:app.example.test | named_curve | required",
                "/CN=odd | subjectAltName=critical,DER:300787050102030405 | named_curve | required",
                "/CN=odd | basicConstraints=critical,DER:0C0454525545 | named_curve | required",
                "/CN=odd | keyUsage=critical,DER:040107 | named_curve | unreachable",
                "/CN=odd | subjectAltName=DNS:app.example.test | explicit | unreachable"
            })
    void areJudgedAllTheSame(String subject, String extension, String encoding, String mode) throws IOException {
        Identity leaf = TestPki.get().leaf();
        Path certificate = folder.resolve("odd.pem");
        Path key = folder.resolve("odd.key");
        make(subject, extension, encoding, certificate, key);
        try (OpensslServer odd = OpensslServer.start(
                folder,
                "-cert",
                certificate.toString(),
                "-key",
                key.toString(),
                "-Verify",
                "1",
                "-verify_return_error")) {
            Report report = Originpull.probe(odd.address(), TestPki.HOSTNAME, Optional.of(leaf));

            assertThat(report.mode()).as("%s", report).isEqualTo(mode);
            assertThat(report.findings()).as("%s", report).doesNotContain("INTERNAL");
            if (mode.equals("required")) {
                assertThat(report.findings()).as("%s", report).contains("SERVER_CERTIFICATE_UNREADABLE");
            }
        }
    }

    /** The origin has its series, its page and its answer over {@code /probe}, as every other has. */
    @Test
    void areServedAllTheSame() throws IOException {
        TestPki pki = TestPki.get();
        Path certificate = folder.resolve("odd.pem");
        Path key = folder.resolve("odd.key");
        make("/CN=odd", "basicConstraints=critical,DER:0C0454525545", "named_curve", certificate, key);
        try (OpensslServer odd = OpensslServer.start(
                        folder,
                        "-cert",
                        certificate.toString(),
                        "-key",
                        key.toString(),
                        "-Verify",
                        "1",
                        "-verify_return_error");
                RunningAgent agent = RunningAgent.start(
                        folder.resolve("agent"),
                        "identity: {certificate: %s, private-key: %s}\norigins: [{hostname: %s, addresses: ['%s'], expect: required}]\n"
                                .formatted(
                                        pki.leaf().certificate(), pki.leaf().key(), TestPki.HOSTNAME, odd.address()))) {
            assertThat(Await.until(SOON, () -> agent.count("required") == 1))
                    .as(agent.log())
                    .isTrue();

            assertThat(agent.get("/metrics").body())
                    .containsPattern("originpull_origin_as_expected\\{[^}]*} 1")
                    .containsPattern("originpull_origin_up\\{[^}]*} 1");
            RunningAgent.Answer probed = agent.get("/probe?target=" + odd.address());
            assertThat(probed.status()).as(probed.body()).isEqualTo(200);
            assertThat(probed.body()).contains("probe_success 1");
            String id = agent.origins().get(0).path("id").asText();
            RunningAgent.Answer page = agent.get("/origins/" + id);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body()).contains("SERVER_CERTIFICATE_UNREADABLE");
            assertThat(agent.log()).doesNotContain("a bug in originpull");
        }
    }

    private void make(String subject, String extension, String encoding, Path certificate, Path key)
            throws IOException {
        Path request = folder.resolve("odd.csr");
        Path extensions = Files.writeString(folder.resolve("odd.ext"), extension + "\n");
        openssl("ecparam", "-name", "prime256v1", "-param_enc", encoding, "-genkey", "-noout", "-out", key.toString());
        openssl("req", "-new", "-key", key.toString(), "-subj", subject, "-out", request.toString());
        openssl(
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-signkey",
                key.toString(),
                "-days",
                "9",
                "-extfile",
                extensions.toString(),
                "-out",
                certificate.toString());
    }

    private static void openssl(String... words) {
        List<String> command =
                new ArrayList<>(List.of(Program.require("openssl").path().toString()));
        command.addAll(List.of(words));
        Finished finished = Command.of(command).run();
        assertThat(finished.exitCode()).as("%s", finished).isZero();
    }
}
