package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Curl;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Ipv6;
import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole example sites: with the things replaced that their header names, they run as they are, and log who was verified. */
class GeneratedSiteIT {
    private static final Duration LOGGED = Duration.ofSeconds(5);

    @TempDir
    Path home;

    static Stream<Arguments> sites() {
        return Stream.of(WebServer.values())
                .flatMap(server -> Stream.of(Stage.values()).map(stage -> Arguments.of(server, stage)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sites")
    void runsAndLogsWhatBecameOfTheCertificate(WebServer server, Stage stage) throws IOException {
        Optional<Identity> leaf = Optional.of(TestPki.get().leaf());
        int port = FreePort.next();
        try (Server origin = start(server, port, site(server, stage, port))) {
            Report report = Originpull.probe(origin.address(), TestPki.HOSTNAME, leaf, "--expect", stage.word());
            assertThat(report.mode()).as("%s", report).isEqualTo(stage.word());

            int status = Curl.to(port, leaf, Tls.TLS_1_3).ask().status();

            assertThat(status).isEqualTo(200);
            String result = stage == Stage.OFF ? "NONE" : "SUCCESS";
            assertThat(Await.until(LOGGED, () -> log().contains(result)))
                    .as(log())
                    .isTrue();
        }
    }

    private Server start(WebServer server, int port, String site) throws IOException {
        return switch (server) {
            case NGINX -> Nginx.startSite(home, port, site);
            case APACHE -> Apache.startSite(home, port, site);
        };
    }

    private String site(WebServer server, Stage stage, int port) throws IOException {
        Finished generated = Originpull.run(
                "generate",
                server.word(),
                "--stage",
                stage.word(),
                "--ca-file",
                TestPki.get().ca().toString(),
                "--hostname",
                TestPki.HOSTNAME,
                "--full",
                "--log");
        assertThat(generated.exitCode()).as(generated.transcript()).isZero();
        Path documents = Files.createDirectories(home.resolve("documents"));
        Files.writeString(documents.resolve("index.html"), "hello\n");
        Identity certificate = TestPki.get().server();
        return generated
                .stdout()
                .replace(
                        "/etc/ssl/certs/ssl-cert-snakeoil.pem",
                        certificate.certificate().toString())
                .replace(
                        "/etc/ssl/private/ssl-cert-snakeoil.key",
                        certificate.key().toString())
                .replaceAll("/var/log/(nginx|apache2)/originpull.log", logFile().toString())
                .replace("/var/www/html", documents.toString())
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
                .replace("listen [::]:443 ssl;", Ipv6.isHere() ? "listen [::1]:" + port + " ssl;" : "")
                .replace("*:443", "*:" + port);
    }

    private Path logFile() {
        return home.resolve("originpull.log");
    }

    private String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + logFile(), e);
        }
    }
}
