package dev.originpull.it.serve;

import static dev.originpull.it.serve.Configuration.leaf;
import static dev.originpull.it.serve.Configuration.origin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.broken.BeforeTls;
import dev.originpull.it.client.Distribution;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent from its start to its end, with real servers as its origins. */
@Execution(ExecutionMode.CONCURRENT)
class ServeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path servers;

    @TempDir
    Path home;

    private static Server nginx(String verify) {
        return ORIGINS.get(
                servers.resolve("nginx-" + verify),
                directory -> Nginx.start(
                        directory,
                        "ssl_client_certificate " + TestPki.get().ca() + ";\nssl_verify_client " + verify + ";\n"
                                + Nginx.ANSWER_200));
    }

    private static Server apache() {
        return ORIGINS.get(
                servers.resolve("apache"),
                directory -> Apache.start(
                        directory, "SSLCACertificateFile " + TestPki.get().ca() + "\nSSLVerifyClient require"));
    }

    @Test
    void tellsPrometheusPeopleAndPrograms() throws IOException {
        String promtool = Program.require("promtool").path().toString();
        String configuration = leaf()
                + origin("a.example.test", nginx("on").address(), "required")
                + origin("b.example.test", nginx("optional").address(), "required")
                + origin("c.example.test", apache().address(), "required");
        try (RunningAgent agent = RunningAgent.start(home, configuration)) {
            assertThat(Await.until(SOON, agent::hasSeenAll)).isTrue();

            assertThat(agent.origins())
                    .extracting(origin -> origin.path("mode").asText())
                    .containsExactly("required", "optional", "required");
            Path metrics = Files.writeString(
                    home.resolve("metrics"), agent.get("/metrics").body());
            Finished checked = Command.of("sh", "-c", promtool + " check metrics <" + metrics)
                    .run();
            assertThat(checked.exitCode()).as(checked.transcript()).isZero();
            assertThat(checked.stdout() + checked.stderr()).isEmpty();
            assertThat(agent.metric("originpull_origin_as_expected")).isEqualTo(2);
            assertThat(agent.get("/-/healthy").status()).isEqualTo(200);
            assertThat(agent.post("/-/reload").status()).as("not allowed").isEqualTo(403);
            assertThat(agent.get("/probe?target=" + nginx("on").address()).body())
                    .contains("\nprobe_success 1.0\n");
            assertThat(agent.get("/probe?debug=true&target=" + nginx("optional").address())
                            .body())
                    .contains("critical NOT_ENFORCED");
            assertThat(agent.get("/probe?target=127.0.0.1:1&hostname=a.example.test")
                            .status())
                    .isEqualTo(403);
            assertThat(agent.log()).contains("b.example.test: optional, fail (expected required)");
            assertThat(agent.end(SOON)).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "origins: [{hostname: a.example.test|originpull.yaml:",
                "origins: [{addresses: [192.0.2.1]}]|originpull.yaml:1:",
                "origins: [{hostname: a.example.test, addresses: [192.0.2.1, 192.0.2.1]}]|originpull.yaml:1:",
                "probe: {interval: 0}|originpull.yaml:1:",
                "probe: {interval: 10s, timeout: 11s}|originpull.yaml:1:",
                "identity: {certificate: gone.pem, private-key: gone.key}|No such file"
            })
    void endsWith2AndALineAMistakeWhereTheConfigurationIsWrong(String configuration, String complaint)
            throws IOException {
        Path file = Files.writeString(home.resolve("originpull.yaml"), configuration);

        Finished finished = serve(file, "127.0.0.1:0");

        assertThat(finished.exitCode()).as(finished.transcript()).isEqualTo(2);
        assertThat(finished.errorLines())
                .as(finished.transcript())
                .satisfiesExactly(
                        mistake -> assertThat(mistake).contains(complaint),
                        end -> assertThat(end).startsWith("originpull: " + file + " cannot be used"));
        assertThat(finished.stdout()).isEmpty();
    }

    @Test
    void endsWith2WhereItsPortIsTaken() throws IOException {
        Path file = Files.writeString(home.resolve("originpull.yaml"), leaf() + origin("192.0.2.1"));

        Finished finished = serve(file, nginx("on").address());

        assertThat(finished.exitCode()).as(finished.transcript()).isEqualTo(2);
        assertThat(finished.errorLines())
                .as(finished.transcript())
                .singleElement()
                .asString()
                .contains(nginx("on").address());
    }

    private static Finished serve(Path file, String listen) {
        return Distribution.built()
                .command("serve", "--config", file.toString(), "--listen", listen)
                .run();
    }

    @Test
    void runsWithAnExpiredLeafAndSaysSo() throws IOException {
        String configuration =
                leaf(TestPki.get().expired()) + origin(nginx("on").address());
        try (RunningAgent agent = RunningAgent.start(home, configuration)) {
            assertThat(agent.log()).contains("originpull.yaml:1: the leaf of the identity 'default'", "expired at ");
            assertThat(Await.until(SOON, agent::hasSeenAll)).isTrue();
            assertThat(agent.origins())
                    .singleElement()
                    .satisfies(origin ->
                            assertThat(origin.path("findings").toString()).contains("LEAF_EXPIRED"));
            assertThat(agent.metric("originpull_leaf_not_after_timestamp_seconds"))
                    .isLessThan(System.currentTimeMillis() / 1000.0);
        }
    }

    @Test
    void endsInTheMiddleOfProbesThatHangAndRemembers() throws IOException {
        String rest = "probe: {interval: 4s, timeout: 3s}\nstate-file: state.json.gz\n";
        try (Server silent = BeforeTls.ACCEPTS_AND_STAYS_SILENT.start();
                Server dropping = BeforeTls.DROPS_PACKETS.start()) {
            String configuration = leaf()
                    + origin("a.example.test", nginx("on").address(), "required")
                    + origin("b.example.test", silent.address(), "required")
                    + origin("c.example.test", silent.address(), "required")
                    + origin("d.example.test", dropping.address(), "required")
                    + rest;
            String since;
            try (RunningAgent agent = RunningAgent.start(home, configuration)) {
                assertThat(Await.until(
                                SOON,
                                () -> agent.count("required") == 1 && agent.metric("originpull_looks_running") > 1))
                        .isTrue();
                since = changedAt(agent);
                CompletableFuture<RunningAgent.Answer> asked = CompletableFuture.supplyAsync(
                        () -> agent.get("/probe?hostname=d.example.test&target=" + dropping.address()));
                long start = System.nanoTime();

                assertThat(agent.end(SOON)).hasValue(0);

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3 + 2));
                assertThat(asked.handle((answer, cut) -> "ended")).succeedsWithin(SOON);
                assertThat(agent.log())
                        .contains("SIGTERM: ending")
                        .doesNotContain("a bug in originpull", "Exception", "\tat ");
            }
            assertThat(home.resolve("state.json.gz")).isRegularFile();
            try (RunningAgent again = RunningAgent.start(home, configuration)) {
                assertThat(changedAt(again)).isEqualTo(since);
                assertThat(Await.until(
                                SOON,
                                () -> again.origins()
                                                        .get(0)
                                                        .path("probedAt")
                                                        .asText()
                                                        .compareTo(since)
                                                > 0
                                        && again.metric("originpull_attempts_total{identity=\"leaf\"") > 0))
                        .isTrue();
                assertThat(changedAt(again)).as("another look, and no change").isEqualTo(since);
            }
        }
    }

    private static String changedAt(RunningAgent agent) {
        JsonNode first = agent.origins().get(0);
        assertThat(first.path("mode").asText()).isEqualTo("required");
        return first.path("changedAt").asText();
    }

    /** Twenty seconds of it; a minute was tried by hand. */
    @Test
    void doesNotGrowUnderAStormOfReloads() throws IOException {
        String configuration =
                leaf() + origin(nginx("on").address()) + "probe: {interval: 1s}\nweb: {lifecycle: true}\n";
        try (RunningAgent agent = RunningAgent.start(home, configuration)) {
            storm(agent, 50);
            long threads = agent.threads();
            long descriptors = agent.descriptors();

            storm(agent, 150);

            assertThat(agent.threads()).isLessThanOrEqualTo(threads + 3);
            assertThat(agent.descriptors()).isLessThanOrEqualTo(descriptors + 8);
            assertThat(agent.count("required")).isOne();
            assertThat(agent.metric("originpull_look_failures_total")).isZero();

            agent.configure(configuration.replace("expect: required", "expect: reqiured"));
            RunningAgent.Answer refused = agent.post("/-/reload");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).contains("originpull.yaml:3:", "reqiured");
            assertThat(agent.metric("originpull_config_last_reload_successful")).isZero();
            assertThat(agent.count("required")).as("the old one stays").isOne();

            agent.configure(configuration.replace("expect: required", "expect: optional"));
            assertThat(agent.post("/-/reload").status()).isEqualTo(200);
            assertThat(agent.metric("originpull_config_last_reload_successful")).isOne();
            assertThat(Await.until(
                            SOON,
                            () -> agent.get("/metrics").body().contains("as_expected{")
                                    && agent.metric("originpull_origin_as_expected") == 0))
                    .isTrue();
            assertThat(agent.end(SOON)).hasValue(0);
            assertThat(agent.log()).doesNotContain("a bug in originpull", "\tat ");
        }
    }

    /** A SIGHUP every 100 ms. */
    private static void storm(RunningAgent agent, int signals) {
        String pid = String.valueOf(agent.daemon().pid());
        Command.of("sh", "-c", "for i in $(seq " + signals + "); do kill -HUP " + pid + " && sleep 0.1; done")
                .within(Duration.ofSeconds(signals))
                .succeed();
    }
}
