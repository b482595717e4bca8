package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Grafana dashboard: no Grafana is here, so what can be held without one. */
class DashboardIT {
    private static final Path GRAFANA = Checkout.DOCKER.resolve("grafana");
    private static final Path DASHBOARD = GRAFANA.resolve("dashboards/originpull.json");

    @TempDir
    Path directory;

    private static List<JsonNode> panels() {
        return Checkout.elements(Checkout.json(DASHBOARD).path("panels")).toList();
    }

    private static Stream<JsonNode> targets() {
        return panels().stream().flatMap(panel -> Checkout.elements(panel.path("targets")));
    }

    /** Grafana puts values in place of its variables before it asks Prometheus. */
    private static List<String> expressions() {
        return targets()
                .map(target -> target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "5m")
                        .replace("$hostname", ".*")
                        .replace("$mode", ".*"))
                .toList();
    }

    @Test
    void panelsHaveIdsOfTheirOwn() {
        assertThat(panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates()
                .doesNotContain(0);
    }

    @Test
    void panelsDoNotLieOnEachOther() {
        List<JsonNode> places =
                panels().stream().map(panel -> panel.path("gridPos")).toList();

        assertThat(places)
                .allMatch(place -> place.path("x").asInt() + place.path("w").asInt() <= 24);
        for (int i = 0; i < places.size(); i++) {
            JsonNode one = places.get(i);
            assertThat(places.subList(0, i)).noneMatch(other -> overlap(one, other));
        }
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return meet(one, other, "x", "w") && meet(one, other, "y", "h");
    }

    private static boolean meet(JsonNode one, JsonNode other, String start, String length) {
        int from = one.path(start).asInt();
        int otherFrom = other.path(start).asInt();
        return from < otherFrom + other.path(length).asInt()
                && otherFrom < from + one.path(length).asInt();
    }

    @Test
    void everyPanelAsksTheChosenPrometheus() {
        assertThat(panels())
                .filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .allSatisfy(panel ->
                        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        assertThat(targets())
                .allSatisfy(target ->
                        assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
    }

    @Test
    void everyExpressionIsPromql() throws IOException {
        List<String> expressions = expressions();
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (int i = 0; i < expressions.size(); i++) {
            rules.append("      - {record: 'panel_")
                    .append(i)
                    .append("', expr: '")
                    .append(expressions.get(i).replace("'", "''"))
                    .append("'}\n");
        }
        Path file = Files.writeString(directory.resolve("dashboard.rules.yml"), rules);

        Command.of(Program.require("promtool").path().toString(), "check", "rules", file.toString())
                .succeed();
        assertThat(expressions).hasSizeGreaterThan(20);
    }

    @Test
    void asksForPublishedMetrics() {
        Set<String> asked = expressions().stream()
                .flatMap(text -> Metrics.in(text).stream())
                .collect(Collectors.toSet());

        asked.removeAll(RulesIT.recorded());
        assertThat(Metrics.PUBLISHED).containsAll(asked);
    }

    @Test
    void isWhereGrafanaIsToldToLook() {
        JsonNode provider = Checkout.yaml(GRAFANA.resolve("provisioning/dashboards/originpull.yaml"))
                .at("/providers/0");
        JsonNode source = Checkout.yaml(GRAFANA.resolve("provisioning/datasources/prometheus.yaml"))
                .at("/datasources/0");

        assertThat(provider.at("/options/path").asText()).isEqualTo("/etc/grafana/dashboards");
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        assertThat(Checkout.json(DASHBOARD).at("/templating/list/0/query").asText())
                .isEqualTo("prometheus");
    }
}
