package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Program;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The example for Alertmanager, judged by amtool. */
class AlertmanagerIT {
    private static final Path EXAMPLE = Checkout.DOCKER.resolve("alertmanager/alertmanager.yml");
    private static final Pattern NAME = Pattern.compile("alertname(?:=|!=)\"(Originpull\\w+)\"");

    private static String amtool() {
        return Program.require("amtool").path().toString();
    }

    @Test
    void isAConfiguration() {
        assertThat(Command.of(amtool(), "check-config", EXAMPLE.toString())
                        .succeed()
                        .stdout())
                .contains("SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({
        "OriginpullNotEnforced,critical,pager",
        "OriginpullUnreachable,warning,mail",
        "OriginpullAgentDown,critical,pager",
        "SomethingElse,critical,mail"
    })
    void routesBySeverity(String alert, String severity, String receiver) {
        Command.of(
                        amtool(),
                        "config",
                        "routes",
                        "test",
                        "--config.file",
                        EXAMPLE.toString(),
                        "--verify.receivers",
                        receiver,
                        "alertname=" + alert,
                        "severity=" + severity,
                        "hostname=app.example.com")
                .succeed();
    }

    @ParameterizedTest
    @MethodSource("dev.originpull.it.deployment.RulesIT#alerts")
    void sendsEachAlertSomewhereElseThanToNobody(JsonNode alert) {
        String severity = alert.at("/labels/severity").asText();

        routesBySeverity(alert.path("alert").asText(), severity, severity.equals("critical") ? "pager" : "mail");
    }

    @Test
    void inhibitsOnlyAlertsThatThereAre() {
        var alerts = RulesIT.alerts().map(alert -> alert.path("alert").asText()).toList();

        for (JsonNode rule : Checkout.yaml(EXAMPLE).path("inhibit_rules")) {
            var named = NAME.matcher(rule.toString().replace("\\\"", "\""))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(alerts).containsAll(named);
            assertThat(Checkout.texts(rule.path("equal")))
                    .as("what happens at one origin says nothing of another: %s", rule)
                    .containsAnyOf("instance", "hostname");
        }
    }
}
