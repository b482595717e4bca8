package dev.originpull.it.serve;

import static dev.originpull.it.serve.Configuration.ecLeaf;
import static dev.originpull.it.serve.Configuration.leaf;
import static dev.originpull.it.serve.Configuration.origin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.client.Prometheus;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.deployment.Checkout;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus and real web servers, with agents between them. */
class PrometheusIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    /** The scrape configuration of the reference, by its heading. */
    private static final Pattern REFERENCE =
            Pattern.compile("\n### Prometheus\n.*?\n```yaml\n(scrape_configs:.*?)```", Pattern.DOTALL);

    @TempDir
    Path home;

    @Test
    void anAlertFiresWhenAnOriginIsOpenedAndEndsWhenItIsClosed() throws IOException {
        Path directory = Files.createDirectories(home.resolve("nginx"));
        try (Nginx nginx = Nginx.start(
                        directory,
                        "ssl_client_certificate " + TestPki.get().ca() + ";\nssl_verify_client on;\n"
                                + Nginx.ANSWER_200);
                Server apache = Apache.start(
                        Files.createDirectories(home.resolve("apache")),
                        "SSLCACertificateFile " + TestPki.get().ca() + "\nSSLVerifyClient require");
                RunningAgent agent = RunningAgent.start(
                        home.resolve("agent"),
                        leaf()
                                + origin("a.example.test", nginx.address(), "required")
                                + origin("b.example.test", apache.address(), "required")
                                + "probe: {interval: 2s}\n");
                Prometheus prometheus =
                        Prometheus.start(home.resolve("prometheus"), """
                        global: {scrape_interval: 1s, evaluation_interval: 1s}
                        rule_files: ["%s"]
                        scrape_configs: [{job_name: originpull, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                        """.formatted(impatientRules(), agent.port()))) {
            await("both origins", () -> prometheus.number("sum(originpull_origin_as_expected)") == 2);
            assertThat(notEnforced(prometheus)).isEmpty();
            Path file = directory.resolve("nginx.conf");
            String on = Files.readString(file);

            Files.writeString(file, on.replace("ssl_verify_client on", "ssl_verify_client optional"));
            nginx.daemon().signal("HUP");
            await("the alert", () -> !notEnforced(prometheus).isEmpty());

            assertThat(notEnforced(prometheus)).singleElement().satisfies(alert -> {
                assertThat(alert.path("labels").path("hostname").asText()).isEqualTo("a.example.test");
                assertThat(alert.path("labels").path("address").asText()).isEqualTo(nginx.address());
                assertThat(alert.path("labels").path("mode").asText()).isEqualTo("optional");
                assertThat(alert.path("labels").path("severity").asText()).isEqualTo("critical");
            });

            Files.writeString(file, on);
            nginx.daemon().signal("HUP");
            await("its end", () -> notEnforced(prometheus).isEmpty());
            assertThat(prometheus.number("sum(originpull_origin_as_expected)")).isEqualTo(2);
        }
    }

    /** The rules as they are shipped, but that nobody has to wait. */
    private Path impatientRules() throws IOException {
        String rules = Checkout.text(Checkout.ROOT.resolve("docker/prometheus/originpull.rules.yml"));
        return Files.writeString(home.resolve("rules.yml"), rules.replaceAll("(?m)^( +for:) .*$", "$1 1s"));
    }

    private static List<JsonNode> notEnforced(Prometheus prometheus) {
        return prometheus.firing().stream()
                .filter(alert -> alert.path("labels").path("alertname").asText().equals("OriginpullNotEnforced"))
                .toList();
    }

    @Test
    void twoAgentsShareAThousandOriginsAsTheReadmeShows() throws IOException {
        int many = 1000;
        try (Nginx nginx = ManyAddresses.nginx(home.resolve("nginx"))) {
            String configuration =
                    ecLeaf() + ManyAddresses.origins(many, 1, nginx.port()) + "probe: {scheduled: false}\n";
            try (RunningAgent first = RunningAgent.start(home.resolve("first"), configuration);
                    RunningAgent second = RunningAgent.start(home.resolve("second"), configuration);
                    Prometheus prometheus = Prometheus.start(
                            home.resolve("prometheus"),
                            "global: {scrape_interval: 40s}\n" + readme(first.port(), second.port()))) {
                await("all to be probed with success", () -> prometheus.number("sum(probe_success)") == many);

                assertThat(prometheus.number("max(count by (instance) (probe_success))"))
                        .isOne();
                assertThat(prometheus.number(
                                "count(originpull_origin_mode_info{job=\"originpull-probe\",mode=\"required\"})"))
                        .isEqualTo(many);
                assertThat(prometheus.number("sum(up{job=\"originpull\"})")).isEqualTo(2);
                assertThat(prometheus.scraped("originpull-probe"))
                        .hasSize(many)
                        .extracting(URI::getPort)
                        .containsOnly(first.port(), second.port());

                Set<String> both = new HashSet<>(probed(first));
                assertThat(both).as("a fair share").hasSizeBetween(many / 3, many * 2 / 3);
                assertThat(probed(second)).as("none by two").doesNotContainAnyElementsOf(both);
                both.addAll(probed(second));
                assertThat(both).as("each by one").hasSize(many);
            }
        }
    }

    private static String readme(int firstPort, int secondPort) {
        Matcher block = REFERENCE.matcher(Checkout.text(Checkout.ROOT.resolve("src/docs/reference.md")));
        assertThat(block.find()).as("the reference's scrape configuration").isTrue();
        String text = block.group(1);
        assertThat(text).contains("agent-0.example.com:9820", "agent-1.example.com:9820");
        return text.replace("agent-0.example.com:9820", "127.0.0.1:" + firstPort)
                .replace("agent-1.example.com:9820", "127.0.0.1:" + secondPort);
    }

    private static Set<String> probed(RunningAgent agent) {
        return agent.origins().stream()
                .filter(origin -> !origin.path("probedAt").isNull())
                .map(origin -> origin.path("id").asText())
                .collect(Collectors.toSet());
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Await.until(SOON, condition))
                .as("waited in vain for %s", what)
                .isTrue();
    }
}
