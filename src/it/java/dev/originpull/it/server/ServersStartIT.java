package dev.originpull.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Curl;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.TestPki;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The servers of these tests, as curl sees them: each answers, and enforces where it is told to. */
class ServersStartIT {
    @TempDir
    Path home;

    private Server start(String server, boolean enforcing) throws IOException {
        String ca = TestPki.get().ca().toString();
        return switch (server) {
            case "nginx" ->
                Nginx.start(
                        home,
                        Nginx.ANSWER_200
                                + (enforcing ? "ssl_client_certificate " + ca + "; ssl_verify_client on;" : ""));
            case "apache" ->
                Apache.start(home, enforcing ? "SSLCACertificateFile " + ca + "\nSSLVerifyClient require" : "");
            case "haproxy" -> Haproxy.start(home, enforcing ? "ca-file " + ca + " verify required" : "");
            case "caddy" ->
                Caddy.start(
                        home,
                        enforcing
                                ? "client_auth {\n mode require_and_verify\n trusted_ca_cert_file " + ca + "\n}"
                                : "");
            case "lighttpd" ->
                Lighttpd.start(
                        home,
                        enforcing
                                ? "ssl.verifyclient.activate = \"enable\"\nssl.verifyclient.enforce = \"enable\"\n"
                                        + "ssl.verifyclient.ca-file = \"" + ca + "\""
                                : "");
            default ->
                OpensslServer.start(
                        home, enforcing ? new String[] {"-Verify", "1", "-verify_return_error"} : new String[0]);
        };
    }

    @ParameterizedTest
    @CsvSource({"nginx", "apache", "haproxy", "caddy", "lighttpd", "openssl"})
    void answersEverybody(String name) throws IOException {
        try (Server server = start(name, false)) {
            for (Tls tls : Tls.values()) {
                assertThat(Curl.to(server.port(), Optional.empty(), tls).ask())
                        .as("%s", tls)
                        .matches(answer -> answer.status() == 200, "is 200");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"nginx", "apache", "haproxy", "caddy", "lighttpd", "openssl"})
    void answersTheLeafAlone(String name) throws IOException {
        TestPki pki = TestPki.get();
        try (Server server = start(name, true)) {
            for (Tls tls : Tls.values()) {
                assertThat(Curl.to(server.port(), Optional.of(pki.leaf()), tls).ask())
                        .as("leaf, %s", tls)
                        .matches(answer -> answer.status() == 200, "is 200");
                assertThat(Curl.to(server.port(), Optional.of(pki.forged()), tls)
                                .ask())
                        .as("forged, %s", tls)
                        .matches(answer -> answer.status() != 200, "is not 200");
                assertThat(Curl.to(server.port(), Optional.empty(), tls).ask())
                        .as("nothing, %s", tls)
                        .matches(answer -> answer.status() != 200, "is not 200");
            }
        }
    }
}
