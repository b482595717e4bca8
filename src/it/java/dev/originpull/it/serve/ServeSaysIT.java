package dev.originpull.it.serve;

import static dev.originpull.it.serve.Configuration.leaf;
import static dev.originpull.it.serve.Configuration.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Daemon;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent says of itself at its start, and who gets in after a reload. */
class ServeSaysIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Of {@code scrape-me}, by {@code htpasswd -nbBC 11 prometheus scrape-me}. */
    private static final String HASH = "$2y$11$OcjT7rxHUZEk0awGzxVjluoUzVZcd4EtCu6dwpSV8ND6XaFD59kv.";

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"0.0.0.0, true", "'[::]', true", "127.0.0.1, false"})
    void saysWhereItListensAndWhetherOthersCanAskIt(String host, boolean open) throws IOException {
        int port = FreePort.next();
        Path config = Files.writeString(home.resolve("originpull.yaml"), configuration());
        Path log = home.resolve("output.log");
        List<String> words = List.of(
                Distribution.built().program().toString(),
                "serve",
                "--config",
                config.toString(),
                "--listen",
                host + ":" + port);
        try (Daemon daemon = Daemon.start(words, Map.of(), home, port, SOON)) {
            assertThat(Await.until(SOON, () -> read(log).contains(", watching 1 hostname every 60s")))
                    .isTrue();
            if (open) {
                assertThat(Await.until(SOON, () -> read(log).contains("is open to the network")))
                        .as(read(log))
                        .isTrue();
                assertThat(read(log))
                        .contains("0.0.0.0:" + port, "over plain HTTP and without a password", "web.basic-auth")
                        .doesNotContain("localhost");
            } else {
                daemon.signal("TERM");
                assertThat(daemon.awaitEnd(SOON)).hasValue(0);
                assertThat(read(log))
                        .contains("listening on http://127.0.0.1:" + port + ", watching")
                        .doesNotContain("is open to the network");
            }
        }
    }

    @Test
    void saysThatSighupIsIgnored() throws IOException {
        try (RunningAgent agent = RunningAgent.start(
                home.resolve("nohup"), configuration(), List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"))) {
            assertThat(Await.until(SOON, () -> agent.log().contains("SIGHUP is ignored")))
                    .isTrue();
            assertThat(agent.log()).contains("web.lifecycle: true", "setsid");
        }
        try (RunningAgent agent = RunningAgent.start(home.resolve("usual"), configuration())) {
            agent.daemon().signal("HUP");
            assertThat(Await.until(SOON, () -> agent.log().contains("configuration reloaded")))
                    .isTrue();
            assertThat(agent.log()).doesNotContain("SIGHUP is ignored");
        }
    }

    @Test
    void saysInOneLineThatTheConfigurationIsNotThere() {
        Finished serve = Distribution.built()
                .command("serve", "--config", home.resolve("gone.yaml").toString())
                .run();

        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.errorLines()).hasSize(1);
        assertThat(serve.stderr()).contains(home.resolve("gone.yaml") + " does not exist");
    }

    /** Fifty clients with wrong passwords from the same address hold every place in the queue. */
    @Test
    void letsPrometheusInAfterAReloadWhileWrongPasswordsFloodIn() throws Exception {
        String users = configuration() + "web: {basic-auth: {prometheus: \"" + HASH + "\"}, lifecycle: true}\n";
        int port = FreePort.next();
        Files.createDirectories(home.resolve("agent"));
        Path config = Files.writeString(home.resolve("agent/originpull.yaml"), users);
        List<String> words = List.of(
                Distribution.built().program().toString(),
                "serve",
                "--config",
                config.toString(),
                "--listen",
                "127.0.0.1:" + port);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (Daemon daemon = Daemon.start(words, Map.of(), home.resolve("agent"), port, SOON)) {
            assertThat(client.send(request(port, "scrape-me"), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            List<CompletableFuture<HttpResponse<Void>>> flood = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                flood.add(client.sendAsync(request(port, "wrong" + i), HttpResponse.BodyHandlers.discarding()));
            }
            daemon.signal("HUP");
            assertThat(Await.until(
                            SOON, () -> read(home.resolve("agent/output.log")).contains("configuration reloaded")))
                    .isTrue();
            for (int i = 0; i < 10; i++) {
                flood.add(client.sendAsync(request(port, "again" + i), HttpResponse.BodyHandlers.discarding()));
                assertThat(client.send(request(port, "scrape-me"), HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(flood)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isIn(401, 503));
        }
    }

    private static HttpRequest request(int port, String password) {
        String login = Base64.getEncoder().encodeToString(("prometheus:" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(SOON)
                .header("Authorization", "Basic " + login)
                .build();
    }

    private static String configuration() {
        return leaf() + origin("127.0.0.1:9");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
