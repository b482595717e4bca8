package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import dev.originpull.agent.monitor.originlog.ClientVerify;
import dev.originpull.agent.monitor.originlog.FromCloudflare;
import dev.originpull.agent.monitor.originlog.OriginLog;
import dev.originpull.agent.monitor.originlog.RequestKey;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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

    @ParameterizedTest
    @EnumSource(WebServer.class)
    void logsWhatTheAgentCounts(WebServer server) throws IOException {
        int port = FreePort.next();
        OriginLogSettings settings =
                new OriginLogSettings(List.of(logFile()), List.of(AddressRange.parse("127.0.0.0/8")));
        try (OriginLog log = new OriginLog(settings, Set.of(Hostname.parse(TestPki.HOSTNAME)))) {
            // Before there is a file, so that it is read from its first line.
            log.poll();
            try (Server origin = start(server, port, site(server, Stage.OBSERVE, port))) {
                Curl.to(port, Optional.of(TestPki.get().leaf()), Tls.TLS_1_3).ask();
                Curl.to(port, Optional.of(TestPki.get().leaf()), Tls.TLS_1_2).ask();
                Curl.to(port, Optional.of(TestPki.get().forged()), Tls.TLS_1_3).ask();
                Curl.to(port, Optional.empty(), Tls.TLS_1_3).ask();
                Map<RequestKey, Long> expected =
                        Map.of(key(ClientVerify.SUCCESS), 2L, key(ClientVerify.FAILED), 1L, key(ClientVerify.NONE), 1L);

                assertThat(Await.until(LOGGED, () -> {
                            log.poll();
                            return log.counts().equals(expected);
                        }))
                        .as("%s: %s, %s, %s", origin.address(), log.counts(), log.states(), log())
                        .isTrue();
                assertThat(log.states())
                        .allSatisfy(state -> assertThat(state.unreadableLines()).isZero());
            }
        }
    }

    private static RequestKey key(ClientVerify verify) {
        return new RequestKey(TestPki.HOSTNAME, verify, FromCloudflare.YES);
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
