package dev.originpull.agent.web.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.web.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                | text/plain; version=0.0.4; charset=utf-8",
                "text/plain                                        | text/plain; version=0.0.4; charset=utf-8",
                "application/openmetrics-text;version=1.0.0,*/*    | application/openmetrics-text; version=1.0.0; charset=utf-8",
            })
    void writesMetricsInTheFormatThatIsAskedFor(String accept, String contentType) throws IOException {
        Route route = MetricsEndpoint.route((type, out) -> out.write(("as " + type).getBytes(StandardCharsets.UTF_8)));
        Asking.Reply reply = Asking.ask(route, "GET", "/metrics", Map.of(), Map.of("accept", List.of(accept)));
        assertThat(reply.contentType()).isEqualTo(contentType);
        assertThat(reply.body()).isEqualTo("as " + contentType);
    }

    @Test
    void saysWhyItIsNotReady() throws IOException {
        AtomicReference<Optional<String>> obstacle = new AtomicReference<>(Optional.of("No origin was looked at yet."));
        Route ready = Health.ready(obstacle::get);
        assertThat(Asking.get(ready, "/-/ready"))
                .isEqualTo(new Asking.Reply(503, "text/plain; charset=utf-8", "No origin was looked at yet.\n"));
        obstacle.set(Optional.empty());
        assertThat(Asking.get(ready, "/-/ready").status()).isEqualTo(200);
        assertThat(Asking.get(Health.healthy(), "/-/healthy").status()).isEqualTo(200);
    }

    @Test
    void reloadsOnlyWhereThatIsConfigured() throws IOException {
        Route off = ReloadEndpoint.route(() -> false, CompletableFuture::new);
        assertThat(post(off).status()).isEqualTo(403);
        assertThat(post(off).body()).contains("web.lifecycle");
        assertThat(off.methods()).containsExactlyInAnyOrder("POST", "PUT");
        assertThat(post(reloading(List.of())).status()).isEqualTo(200);
    }

    @Test
    void tellsWhatIsWrongWithTheNewConfiguration() throws IOException {
        Asking.Reply reply = post(reloading(List.of("originpull.yaml:3: unknown key \u001B[31m", "second")));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("stays in use:\noriginpull.yaml:3: unknown key \uFFFD[31m\nsecond\n");
    }

    @Test
    void bringsPrometheusEverythingThatAProbeNeeds() throws IOException {
        SmallFleet fleet = SmallFleet.ofThree();
        Asking.Reply reply = Asking.get(DiscoveryEndpoint.route(fleet), "/sd");
        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body())
                .startsWith("[{\"targets\":[\"203.0.113.10:443\"],\"labels\":{"
                        + "\"instance\":\"app.example.com@203.0.113.10:443\","
                        + "\"__param_target\":\"203.0.113.10:443\",\"__param_hostname\":\"app.example.com\","
                        + "\"__meta_originpull_id\":\""
                        + fleet.standings().get(0).watch().id() + "\","
                        + "\"__meta_originpull_hostname\":\"app.example.com\","
                        + "\"__meta_originpull_configured\":\"203.0.113.10:443\",\"__meta_originpull_path\":\"/\","
                        + "\"__param_expect\":\"required\",\"__meta_originpull_expect\":\"required\"}},")
                .contains(
                        "\"targets\":[\"[2001:db8::10]:443\"]",
                        "\"__meta_originpull_path\":\"/healthz?full=\\\"1\\\"\"")
                .endsWith("\"__meta_originpull_identity\":\"staging\"}}]");
        assertThat(Asking.get(DiscoveryEndpoint.route(new SmallFleet(List.of())), "/sd")
                        .body())
                .isEqualTo("[]");
    }

    private static Route reloading(List<String> complaints) {
        return ReloadEndpoint.route(
                () -> true,
                () -> CompletableFuture.completedFuture(
                        new ReloadOutcome(SmallFleet.NOW, SmallFleet.THEN, complaints)));
    }

    private static Asking.Reply post(Route route) throws IOException {
        return Asking.ask(route, "POST", "/-/reload", Map.of(), Map.of());
    }
}
