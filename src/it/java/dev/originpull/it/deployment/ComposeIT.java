package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lab's compose file: no engine is here, so what can be held without one. */
class ComposeIT {
    private static final JsonNode COMPOSE = Checkout.yaml(Checkout.DOCKER.resolve("compose.yaml"));
    private static final String RAN_ONCE = "service_completed_successfully";

    static Stream<Service> services() {
        return COMPOSE.path("services").properties().stream()
                .map(entry -> new Service(entry.getKey(), entry.getValue()));
    }

    /** One of the lab's containers. */
    record Service(String name, JsonNode json) {
        List<String> volumes() {
            return Checkout.texts(json.path("volumes"));
        }

        String image() {
            return json.path("image").asText();
        }

        /** Whether others wait for its end. */
        boolean runsOnce() {
            return services()
                    .anyMatch(other -> other.json
                            .path("depends_on")
                            .path(name)
                            .path("condition")
                            .asText()
                            .equals(RAN_ONCE));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void haveNoMoreRightsThanTheyNeed(Service service) {
        assertThat(service.json().path("read_only").asBoolean()).isTrue();
        assertThat(Checkout.texts(service.json().path("cap_drop"))).containsExactly("ALL");
        assertThat(Checkout.texts(service.json().path("security_opt"))).containsExactly("no-new-privileges:true");
        assertThat(service.json().has("privileged")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void areOfOneVersion(Service service) {
        assertThat(service.image()).matches("[a-z./-]+:v?\\d+\\.\\d+\\.\\d+(-[a-z]+)?");
    }

    @ParameterizedTest
    @MethodSource("services")
    void areWatchedUnlessTheyRunOnce(Service service) {
        assertThat(service.json().at("/healthcheck/test/0").asText()).isEqualTo(service.runsOnce() ? "" : "CMD");
    }

    @ParameterizedTest
    @MethodSource("services")
    void listenOnLoopbackAlone(Service service) {
        assertThat(Checkout.texts(service.json().path("ports")))
                .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:(\\d+):\\1"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void mountWhatThereIs(Service service) {
        for (String volume : service.volumes()) {
            String[] parts = volume.split(":");
            if (parts[0].startsWith(".")) {
                assertThat(Checkout.DOCKER.resolve(parts[0])).exists();
                assertThat(parts).as("the checkout is only read: %s", volume).endsWith("ro");
            } else {
                assertThat(COMPOSE.path("volumes").has(parts[0])).as(volume).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void waitForWhatThereIs(Service service) {
        assertThat(service.json().path("depends_on").properties())
                .allSatisfy(entry ->
                        assertThat(COMPOSE.path("services").has(entry.getKey())).isTrue());
    }

    @Test
    void everyVolumeIsUsed() {
        Set<String> named = new TreeSet<>();
        COMPOSE.path("volumes").fieldNames().forEachRemaining(named::add);

        assertThat(services().flatMap(service -> service.volumes().stream()).map(volume -> volume.split(":", -1)[0]))
                .containsAll(named);
    }

    @Test
    void theAgentWatchesEveryServer() {
        Set<String> watched = new TreeSet<>();
        for (JsonNode origin :
                Checkout.yaml(Checkout.DOCKER.resolve("lab/originpull.yaml")).path("origins")) {
            watched.addAll(Checkout.texts(origin.path("addresses")));
        }

        assertThat(watched)
                .isEqualTo(new TreeSet<>(LabServer.all().stream()
                        .map(server -> server.name() + ":" + LabServer.PORT)
                        .toList()));
    }

    @Test
    void prometheusScrapesTheAgentAndTellsAlertmanager() {
        String prometheus = Checkout.text(Path.of(Checkout.DOCKER + "/prometheus/prometheus.yml"));

        assertThat(prometheus).contains("agent:9820", "alertmanager:9093", "job_name: originpull\n");
    }
}
