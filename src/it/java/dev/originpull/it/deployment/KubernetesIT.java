package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.agent.config.AgentConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the manifests agree with each other, with the image, and with what the agent reads; no cluster is asked. */
class KubernetesIT {
    private static final Path FOLDER = Checkout.DOCKER.resolve("kubernetes");
    private static final JsonNode KUSTOMIZATION = Checkout.yaml(FOLDER.resolve("kustomization.yaml"));
    private static final JsonNode DEPLOYMENT = Checkout.yaml(FOLDER.resolve("deployment.yaml"));
    private static final JsonNode POD = DEPLOYMENT.at("/spec/template");
    private static final JsonNode CONTAINER = POD.at("/spec/containers/0");

    private static Stream<JsonNode> manifests() {
        return Checkout.texts(KUSTOMIZATION.path("resources")).stream()
                .flatMap(name -> Checkout.documents(FOLDER.resolve(name)).stream());
    }

    @Test
    void areAllListed() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> listed = Stream.concat(
                            Checkout.texts(KUSTOMIZATION.path("resources")).stream(),
                            Stream.of("kustomization.yaml", "originpull.yaml", "probe.yaml"))
                    .toList();
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void selectThePodsThatThereAre() {
        JsonNode labels = POD.at("/metadata/labels");

        assertThat(DEPLOYMENT.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(manifest("Service").at("/spec/selector")).isEqualTo(labels);
        assertThat(manifest("NetworkPolicy").at("/spec/podSelector/matchLabels"))
                .isEqualTo(labels);
        assertThat(manifest("ServiceMonitor").at("/spec/selector/matchLabels"))
                .isEqualTo(manifest("Service").at("/metadata/labels"));
    }

    @Test
    void nameThePortThatTheAgentListensOn() throws Exception {
        int port = AgentConfigFile.read(FOLDER.resolve("originpull.yaml"))
                .web()
                .listen()
                .getPort();

        assertThat(CONTAINER.at("/ports/0/containerPort").asInt()).isEqualTo(port);
        assertThat(manifest("Service").at("/spec/ports/0/port").asInt()).isEqualTo(port);
        assertThat(Checkout.yaml(FOLDER.resolve("probe.yaml"))
                        .at("/spec/prober/url")
                        .asText())
                .endsWith(":" + port);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(CONTAINER.path(probe).at("/httpGet/port").asText())
                    .isEqualTo(CONTAINER.at("/ports/0/name").asText());
        }
    }

    @Test
    void mountWhatTheConfigurationNames() throws Exception {
        var config = AgentConfigFile.read(FOLDER.resolve("originpull.yaml"));
        List<String> mounts = Checkout.elements(CONTAINER.path("volumeMounts"))
                .map(mount -> mount.path("mountPath").asText())
                .toList();
        List<Path> named = Stream.concat(
                        config.identities().values().stream().flatMap(files -> files.all().stream()),
                        config.stateFile().stream())
                .toList();

        assertThat(named).hasSize(4).allSatisfy(file -> assertThat(mounts).contains(String.valueOf(file.getParent())));
        assertThat(Checkout.elements(POD.at("/spec/volumes"))
                        .map(volume -> volume.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(Checkout.elements(CONTAINER.path("volumeMounts"))
                        .map(mount -> mount.path("name").asText())
                        .toList());
    }

    /** Pod Security Standards, "restricted", and a root that cannot be written to. */
    @Test
    void leaveThePodNoRights() {
        assertThat(POD.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(POD.at("/spec/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(POD.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(CONTAINER.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(CONTAINER.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(CONTAINER.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
    }

    @Test
    void alertAsTheRulesDo() {
        assertThat(manifest("PrometheusRule").at("/spec/groups"))
                .isEqualTo(Checkout.yaml(Checkout.DOCKER.resolve("prometheus/originpull.rules.yml"))
                        .path("groups"));
    }

    private static JsonNode manifest(String kind) {
        return manifests()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
