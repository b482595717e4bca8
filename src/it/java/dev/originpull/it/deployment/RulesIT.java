package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerting rules, judged by promtool, and that each alert is explained and tested. */
class RulesIT {
    private static final Path PROMETHEUS = Checkout.DOCKER.resolve("prometheus");
    private static final Path RULES = PROMETHEUS.resolve("originpull.rules.yml");
    private static final Path TESTS = PROMETHEUS.resolve("originpull.rules.test.yml");
    private static final Path RUNBOOK = Checkout.ROOT.resolve("src/docs/alerts.md");

    static Stream<JsonNode> alerts() {
        return rules().filter(rule -> rule.has("alert"));
    }

    private static Stream<JsonNode> rules() {
        return Checkout.elements(Checkout.yaml(RULES).path("groups"))
                .flatMap(group -> Checkout.elements(group.path("rules")));
    }

    /** The names of recording rules. */
    static Set<String> recorded() {
        return rules().filter(rule -> rule.has("record"))
                .map(rule -> rule.path("record").asText())
                .collect(Collectors.toSet());
    }

    private static Command promtool(String... words) {
        return Command.of(Stream.concat(
                                Stream.of(Program.require("promtool").path().toString()), Stream.of(words))
                        .toList())
                .in(PROMETHEUS);
    }

    @Test
    void areRules() {
        assertThat(promtool("check", "rules", RULES.toString()).succeed().stdout())
                .contains("SUCCESS");
    }

    @Test
    void fireAndResolveAsTheirTestsSay() {
        Finished finished = promtool("test", "rules", TESTS.toString()).run();

        assertThat(finished.exitCode()).as(finished.transcript()).isZero();
    }

    @Test
    void labsPrometheusReadsThem() {
        // Without looking for the files that the compose file mounts.
        promtool(
                        "check",
                        "config",
                        "--syntax-only",
                        PROMETHEUS.resolve("prometheus.yml").toString())
                .succeed();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void sayWhatToDo(JsonNode alert) {
        String name = alert.path("alert").asText();
        String anchor = name.toLowerCase(Locale.ROOT);

        assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
        assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
        assertThat(alert.at("/annotations/description").asText())
                .as("the next command")
                .containsPattern(
                        "originpull (probe|config|generate) |grep |openssl |systemctl |curl |promtool |certbot |journalctl ");
        assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo("src/docs/alerts.md#" + anchor);
        assertThat(Checkout.text(RUNBOOK).lines()).contains("## " + name);
    }

    /** What is compared at some time as firing once, and as not firing three times: before, when mended, when gone. */
    @ParameterizedTest
    @MethodSource("alerts")
    void haveATestEach(JsonNode alert) {
        String name = alert.path("alert").asText();
        List<JsonNode> tests = Checkout.elements(Checkout.yaml(TESTS).path("tests"))
                .filter(test -> test.path("name").asText().startsWith(name + ":"))
                .toList();
        JsonNode first = tests.get(0);
        List<JsonNode> times = Checkout.elements(first.path("promql_expr_test")).toList();
        List<Boolean> fires =
                times.stream().map(time -> !time.path("exp_samples").isEmpty()).toList();

        assertThat(first.path("input_series").toString()).as("its series go").contains("stale");
        assertThat(fires).startsWith(false).contains(true);
        assertThat(changes(fires)).as("fires twice: %s", fires).isGreaterThanOrEqualTo(4);
        assertThat(first.at("/alert_rule_test/0/exp_alerts/0/exp_annotations/summary")
                        .asText())
                .isNotBlank();
    }

    private static long changes(List<Boolean> states) {
        long changes = 0;
        for (int i = 1; i < states.size(); i++) {
            if (!states.get(i).equals(states.get(i - 1))) {
                changes++;
            }
        }
        return changes;
    }

    @Test
    void nothingIsExplainedThatIsNoAlert() {
        Set<String> explained = Checkout.text(RUNBOOK)
                .lines()
                .filter(line -> line.startsWith("## Originpull"))
                .map(line -> line.substring(3))
                .collect(Collectors.toSet());

        assertThat(alerts().map(alert -> alert.path("alert").asText())).containsExactlyInAnyOrderElementsOf(explained);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void askForPublishedMetrics(JsonNode alert) {
        Set<String> asked = Metrics.in(alert.path("expr").asText());

        assertThat(asked).isNotEmpty();
        asked.removeAll(recorded());
        assertThat(Metrics.PUBLISHED).containsAll(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up | up",
                "sum by (job, b) (rate(a_total{c=\"d{e}\"}[15m])) > 0.5 | a_total",
                "(a{b=\"c\"} == 1) and ignoring (mode) (d == 0) | a d",
                "time() - a < 30 * 86400 | a",
                "absent(up{job=\"a\"}) | up",
                "1000 * (a * on (b) group_left (c) d offset 5m) | a d"
            })
    void namesAreFoundInExpressions(String expression, String names) {
        assertThat(Metrics.in(expression)).isEqualTo(new TreeSet<>(List.of(names.split(" "))));
    }
}
