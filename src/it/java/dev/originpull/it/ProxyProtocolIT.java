package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.Haproxy;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins behind a load balancer, which expect a PROXY protocol header before TLS. */
class ProxyProtocolIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    @ParameterizedTest
    @CsvSource({
        "v1, off, off", "v1, optional, optional", "v1, on, required",
        "v2, off, off", "v2, optional, optional", "v2, on, required"
    })
    void judgesNginx(String version, String verify, String mode) {
        Report report = probe(nginx(verify), "--proxy-protocol", version);

        assertThat(report.mode()).as("%s", report).isEqualTo(mode);
        assertThat(report.exitCode()).as("%s", report).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "v1, none, off", "v1, optional, optional", "v1, required, required",
        "v2, none, off", "v2, optional, optional", "v2, required, required"
    })
    void judgesHaproxy(String version, String verify, String mode) {
        Server origin = ORIGINS.get(
                homes.resolve("haproxy-" + verify),
                home -> Haproxy.start(
                        home, "accept-proxy ca-file " + TestPki.get().ca() + " verify " + verify));

        Report report = probe(origin, "--proxy-protocol", version);

        assertThat(report.mode()).as("%s", report).isEqualTo(mode);
        assertThat(report.exitCode()).as("%s", report).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void namesTheOptionWhereNoHeaderIsSent(String verify) {
        Report report = probe(nginx(verify));

        assertThat(report.mode()).as("%s", report).isEqualTo("unreachable");
        assertThat(report.origin().path("reason").asText()).as("%s", report).contains("--proxy-protocol v1");
        assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void saysWhereAHeaderIsNotTaken(String version) {
        Server origin = ORIGINS.get(homes.resolve("without"), home -> Nginx.start(home, Nginx.ANSWER_200));

        Report report = probe(origin, "--proxy-protocol", version);

        assertThat(report.mode()).as("%s", report).isNotIn("off", "observe", "optional", "required");
        assertThat(report.exitCode()).as("%s", report).isEqualTo(3);
    }

    /** The header is one of the accepted log's facts: the origin learns the address that probes, and no other. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void namesItsOwnAddress(String version) throws IOException {
        Server origin = ORIGINS.get(
                homes.resolve("echo"),
                home -> site(
                        home, "location / { if ($proxy_protocol_addr != 127.0.0.1) { return 500; } return 204; }"));

        Report report = probe(origin, "--proxy-protocol", version);

        assertThat(report.lastAttempt("none").httpStatus()).as("%s", report).hasValue(204);
    }

    private static Server nginx(String verify) {
        return ORIGINS.get(
                homes.resolve("nginx-" + verify),
                home -> site(
                        home,
                        "ssl_client_certificate " + TestPki.get().ca() + "; ssl_verify_client " + verify + ";"
                                + Nginx.ANSWER_200));
    }

    private static Server site(Path home, String block) throws IOException {
        int port = FreePort.next();
        return Nginx.startSite(home, port, """
                server {
                  listen 127.0.0.1:%d ssl proxy_protocol;
                  server_name app.example.test;
                  ssl_certificate %s;
                  ssl_certificate_key %s;
                  %s
                }
                """.formatted(
                        port,
                        TestPki.get().server().certificate(),
                        TestPki.get().server().key(),
                        block));
    }

    private static Report probe(Server origin, String... options) {
        return Originpull.probe(
                origin.address(), TestPki.HOSTNAME, Optional.of(TestPki.get().leaf()), options);
    }
}
