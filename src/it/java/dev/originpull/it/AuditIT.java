package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.Haproxy;
import dev.originpull.it.server.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways round an origin that enforces, on servers that have them and on one that has none. */
class AuditIT {
    @TempDir
    Path home;

    private static Report audit(String address, String... more) {
        List<String> options = new ArrayList<>(List.of("--expect", "required", "--timeout", "20s", "--audit"));
        options.addAll(List.of(more));
        Report report = Originpull.probe(
                address, TestPki.HOSTNAME, Optional.of(TestPki.get().leaf()), options.toArray(String[]::new));
        assertThat(report.mode()).as("%s", report).isEqualTo("required");
        return report;
    }

    private static String enforcingSite(int port, String more) {
        TestPki pki = TestPki.get();
        return """
                server {
                  listen 127.0.0.1:%d ssl;
                  server_name %s;
                  ssl_certificate "%s";
                  ssl_certificate_key "%s";
                  ssl_client_certificate "%s";
                  ssl_verify_client on;
                  location / { default_type text/plain; return 200 "hello"; }
                }
                %s
                """.formatted(
                port, TestPki.HOSTNAME, pki.server().certificate(), pki.server().key(), pki.ca(), more);
    }

    @Test
    void findsNoWayRoundNginxThatEnforces() throws IOException {
        int port = FreePort.next();
        try (Nginx nginx = Nginx.startSite(home, port, enforcingSite(port, ""))) {
            Report report = audit(nginx.address(), "--audit-http-port", Integer.toString(FreePort.next()));

            assertThat(report.findings())
                    .as("%s", report)
                    .containsExactlyInAnyOrder("ENFORCED_AT_HTTP", "NO_BYPASS_FOUND");
            assertThat(report.exitCode()).isZero();
        }
    }

    @Test
    void findsThePlainHttpBesideIt() throws IOException {
        int port = FreePort.next();
        int plain = FreePort.next();
        String open = "server { listen 127.0.0.1:%d; location / { return 200 \"hello\"; } }".formatted(plain);
        try (Nginx nginx = Nginx.startSite(home, port, enforcingSite(port, open))) {
            Report report = audit(nginx.address(), "--audit-http-port", Integer.toString(plain));

            assertThat(report.findings()).as("%s", report).contains("BYPASS_PLAIN_HTTP");
            assertThat(report.exitCode()).isOne();
        }
    }

    /** HAProxy's crt-list verifies by SNI; what is behind it goes by Host. */
    @Test
    void findsTheWaysRoundHaproxysListOfCertificates() throws IOException {
        TestPki pki = TestPki.get();
        Path open = Files.writeString(
                home.resolve("open.pem"),
                Files.readString(pki.server().certificate())
                        + Files.readString(pki.server().key()));
        Path list = Files.writeString(
                home.resolve("list.txt"),
                "%s [verify none] other.example.test%n%s [ca-file %s verify required] %s%n"
                        .formatted(open, open, pki.ca(), TestPki.HOSTNAME));
        try (Haproxy haproxy = Haproxy.start(home, "crt-list " + list)) {
            Report report = audit(haproxy.address());

            assertThat(report.findings())
                    .as("%s", report)
                    .contains("BYPASS_NO_SNI", "BYPASS_SNI_MISMATCH", "BYPASS_RESUMPTION");
            assertThat(report.exitCode()).isOne();
        }
    }

    /** It refuses a forgery that comes alone, and so reads as enforcing. */
    @Test
    void findsThatHaproxyForgivesAForgedCa() throws IOException {
        try (Haproxy haproxy =
                Haproxy.start(home, "ca-file " + TestPki.get().ca() + " verify required ca-ignore-err all")) {
            Report report = audit(haproxy.address());

            assertThat(report.findings()).as("%s", report).contains("BYPASS_CERTIFICATE_CHAIN");
            assertThat(report.exitCode()).isOne();
        }
    }
}
