package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.client.RunningAgent;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Await;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.FreePort;
import dev.originpull.it.process.Program;
import dev.originpull.it.server.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules and the dashboard, held against what a running agent really exposes: a matcher for a value that is never written would
 * make an alert that rings for ever, or never.
 */
class ExpositionIT {
    private static final Path RULES = Checkout.DOCKER.resolve("prometheus/originpull.rules.yml");
    private static final Path KUBERNETES = Checkout.DOCKER.resolve("kubernetes/prometheusrule.yaml");
    private static final Path DASHBOARD = Checkout.DOCKER.resolve("grafana/dashboards/originpull.json");
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");
    private static final Pattern MATCHER =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LABEL_LIST =
            Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)|\\$labels\\.([a-zA-Z_]+)");
    /** What Prometheus adds, and what it knows of scrapes and alerts. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    @TempDir
    Path home;

    @Test
    void selectorsNameFamiliesLabelsAndValuesThatThereAre() throws IOException {
        try (Nginx nginx = nginx("required", "on");
                Nginx other = nginx("optional", "optional");
                RunningAgent agent = agent(
                        "  - {hostname: a.example.test, addresses: [\"" + nginx.address() + "\"], expect: required}\n"
                                + "  - {hostname: b.example.test, addresses: [\"" + other.address()
                                + "\"], expect: required}\n"
                                + "  - {hostname: c.example.test, addresses: [\"127.0.0.1:" + FreePort.next()
                                + "\"], expect: required}\n")) {
            for (String verify : List.of("SUCCESS", "FAILED:expired", "NONE", "GENEROUS")) {
                log("198.51.100.7", "a.example.test", verify);
                log("203.0.113.9", "b.example.test", verify);
            }
            await("all of it", () -> agent.metric("originpull_origin_requests_total") == 8 && agent.hasSeenAll());
            await("the state file", () -> agent.metric("originpull_state_file_last_write_successful") == 1);
            Map<String, Map<String, Set<String>>> families =
                    families(agent.get("/metrics").body());
            families.getOrDefault("originpull_origin_mode_info", new TreeMap<>())
                    .getOrDefault("mode", new TreeSet<>())
                    .addAll(words("mode"));

            for (Path file : List.of(RULES, KUBERNETES)) {
                JsonNode groups = Checkout.yaml(file).path("groups");
                List<JsonNode> rules = Checkout.elements(
                                groups.isMissingNode() ? Checkout.yaml(file).at("/spec/groups") : groups)
                        .flatMap(group -> Checkout.elements(group.path("rules")))
                        .toList();
                assertThat(rules).hasSizeGreaterThan(25);
                families.put("ALERTS", Map.of("alertname", values(rules, "alert"), "alertstate", Set.of("firing")));
                values(rules, "record").forEach(name -> families.put(name, Map.of()));
                rules.forEach(rule -> holds(rule.path("expr").asText(), rule.toString(), families));
            }
            expressions().forEach(expression -> holds(expression, "", families));
        }
    }

    @Test
    void noAlertFiresForAnAgentThatIsAllRight() throws IOException {
        try (Nginx nginx = nginx("required", "on");
                RunningAgent agent = agent("  - {hostname: a.example.test, addresses: [\"" + nginx.address()
                        + "\"], expect: required}\n")) {
            log("198.51.100.7", "a.example.test", "SUCCESS");
            await("all of it", () -> agent.metric("originpull_origin_requests_total") == 1 && agent.hasSeenAll());
            await("the state file", () -> agent.metric("originpull_state_file_last_write_successful") == 1);
            String series = agent.get("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("originpull_"))
                    .map(ExpositionIT::forAnHour)
                    .collect(Collectors.joining());
            Path test = Files.writeString(home.resolve("right.test.yml"), """
                    rule_files: ['%s']
                    evaluation_interval: 1m
                    tests:
                      - interval: 1m
                        input_series:
                          - {series: 'up{job="originpull",instance="agent:9820"}', values: '1x60'}
                    %s
                        promql_expr_test:
                          - {expr: 'ALERTS', eval_time: 20m, exp_samples: []}
                          - {expr: 'ALERTS', eval_time: 59m, exp_samples: []}
                          - expr: 'instance:originpull_origins_as_expected:ratio'
                            eval_time: 59m
                            exp_samples: [{labels: 'instance:originpull_origins_as_expected:ratio{job="originpull",instance="agent:9820"}', value: 1}]
                    """.formatted(RULES, series));

            Finished finished = Command.of(
                            List.of(Program.require("promtool").path().toString(), "test", "rules", test.toString()))
                    .run();

            assertThat(finished.exitCode()).as(finished.transcript()).isZero();
        }
    }

    /** As promtool's clock begins at 0, times are those of a check a minute, and of certificates that are good for a year. */
    private static String forAnHour(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String name = sample.group(1);
        double value = Double.parseDouble(sample.group(3));
        String values = value + "x60";
        if (name.endsWith("not_after_timestamp_seconds")) {
            values = "31536000x60";
        } else if (name.endsWith("_timestamp_seconds")) {
            values = "0+60x60";
        } else if (name.endsWith("_total") || name.endsWith("_count")) {
            values = value == 0 ? "0x60" : "0+60x60";
        }
        String labels = sample.group(2) == null ? "" : sample.group(2) + ",";
        return "      - {series: '%s{%sjob=\"originpull\",instance=\"agent:9820\"}', values: '%s'}\n"
                .formatted(name, labels.replace("'", "''"), values);
    }

    private static void holds(String expression, String rule, Map<String, Map<String, Set<String>>> families) {
        Set<String> names = Metrics.in(expression.replaceAll("\\$__?[a-z_]+", "5m"));
        names.removeAll(Set.of("up", "scrape_duration_seconds"));
        assertThat(families.keySet()).as(expression).containsAll(names);
        Set<String> known = new TreeSet<>(OF_PROMETHEUS);
        families.values().forEach(labels -> known.addAll(labels.keySet()));
        known.addAll(Set.of("value", "le"));
        Matcher lists = LABEL_LIST.matcher(expression + " " + rule);
        while (lists.find()) {
            String list = lists.group(1) == null ? lists.group(2) : lists.group(1);
            Pattern.compile(",")
                    .splitAsStream(list)
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .forEach(label -> assertThat(known).as(expression).contains(label));
        }
        Matcher selectors = SELECTOR.matcher(expression);
        while (selectors.find()) {
            Map<String, Set<String>> labels = families.getOrDefault(selectors.group(1), Map.of());
            Matcher matchers = MATCHER.matcher(selectors.group(2));
            while (matchers.find()) {
                String label = matchers.group(1);
                if (OF_PROMETHEUS.contains(label) || matchers.group(3).contains("$")) {
                    continue;
                }
                assertThat(labels.keySet()).as("%s in %s", label, expression).contains(label);
                Set<String> values = labels.getOrDefault(label, Set.of());
                assertThat(Pattern.compile("[|]").splitAsStream(matchers.group(3)))
                        .as("each matches a value of %s in %s: %s", label, expression, values)
                        .allMatch(word -> values.stream().anyMatch(value -> value.matches(word)));
            }
        }
    }

    /** The values of each label of each family. */
    private static Map<String, Map<String, Set<String>>> families(String exposition) {
        Map<String, Map<String, Set<String>>> families = new TreeMap<>();
        exposition.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            Map<String, Set<String>> labels = families.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
            }
        });
        return families;
    }

    /** All the values that the published schema of an origin's report allows. */
    private static List<String> words(String property) {
        JsonNode word = Checkout.json(Checkout.ROOT.resolve("src/docs/probe-output.schema.json"))
                .findValue(property);
        return Checkout.texts(word.path("enum"));
    }

    private static Set<String> values(List<JsonNode> rules, String key) {
        return rules.stream()
                .filter(rule -> rule.has(key))
                .map(rule -> rule.path(key).asText())
                .collect(Collectors.toSet());
    }

    private static List<String> expressions() {
        return Checkout.json(DASHBOARD).findValues("expr").stream()
                .map(JsonNode::asText)
                .toList();
    }

    private Nginx nginx(String name, String verify) throws IOException {
        return Nginx.start(
                Files.createDirectories(home.resolve(name)),
                "ssl_client_certificate " + TestPki.get().ca() + ";\nssl_verify_client " + verify + ";\n"
                        + Nginx.ANSWER_200);
    }

    private RunningAgent agent(String origins) throws IOException {
        Files.writeString(home.resolve("access.log"), "");
        return RunningAgent.start(home.resolve("agent"), """
                identity: {certificate: %s, private-key: %s}
                origin-log: {files: ["%s"], cloudflare-ranges: [198.51.100.0/24]}
                state-file: state.jsonl.gz
                probe: {interval: 2s}
                origins:
                %s""".formatted(
                TestPki.get().leaf().certificate(), TestPki.get().leaf().key(), home.resolve("access.log"), origins));
    }

    private void log(String client, String host, String verify) throws IOException {
        Files.writeString(
                home.resolve("access.log"),
                "{\"time\":\"2026-11-28T12:00:00+00:00\",\"client\":\"%s\",\"host\":\"%s\",\"verify\":\"%s\"}\n"
                        .formatted(client, host, verify),
                StandardOpenOption.APPEND);
    }

    private static void await(String what, BooleanSupplier condition) {
        assertThat(Await.until(SOON, condition))
                .as("waited in vain for %s", what)
                .isTrue();
    }
}
