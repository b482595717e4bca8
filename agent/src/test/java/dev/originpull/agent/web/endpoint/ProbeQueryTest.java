package dev.originpull.agent.web.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.web.Request;
import dev.originpull.configgen.catalog.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeQueryTest {
    private static final Duration USUAL = Duration.ofSeconds(5);

    @Test
    void readsWhatPrometheusAsks() {
        ProbeQuery query = query(Map.of(
                "target", "203.0.113.10:8443", "hostname", "app.example.com", "expect", "required", "debug", "true"));

        assertThat(query.target()).isEqualTo(Address.parse("203.0.113.10:8443"));
        assertThat(query.hostname()).contains(Hostname.parse("app.example.com"));
        assertThat(query.expected()).contains(Stage.REQUIRED);
        assertThat(query.debug()).isTrue();
        assertThat(query.limit(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void takesEmptyParametersForNone() {
        ProbeQuery query = query(Map.of("target", "203.0.113.10", "hostname", "", "expect", "", "debug", ""));

        assertThat(query.hostname()).isEmpty();
        assertThat(query.expected()).isEmpty();
        assertThat(query.debug()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // Half a second for the way there and back, but never more than half of what there is.
        "10, 5000",
        "5.5, 5000",
        "5, 4500",
        "1, 500",
        "0.5, 250",
        "0.002, 1",
        "3600, 5000"
    })
    void leavesTimeForTheWayThereAndBack(String header, long millis) {
        assertThat(timed(header).limit(USUAL)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "0", "-1", "NaN", "Infinity", "3601", "1e9", "5s"})
    void refusesATimeoutThatIsNone(String header) {
        assertThatThrownBy(() -> timed(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("X-Prometheus-Scrape-Timeout-Seconds ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target=|the parameter target is missing",
                "hostname=app.example.com|the parameter target is missing",
                "target=203.0.113.10:99999|'203.0.113.10:99999'",
                "target=203.0.113.10:0|'203.0.113.10:0'",
                "target=http://203.0.113.10/|'http://203.0.113.10/'",
                "target=203.0.113.0/24|'203.0.113.0/24'",
                "target=a b|'a b'",
                "target=\u001B[31m|is no address",
                "target=203.0.113.10&hostname=-a|'-a'",
                "target=203.0.113.10&hostname=a/b|'a/b'",
                "target=203.0.113.10&expect=must|'must'"
            })
    void saysInOnePrintableLineWhatIsWrong(String parameters, String start) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : parameters.split("&", -1)) {
            query.put(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
        }

        assertThatThrownBy(() -> query(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(start)
                .message()
                .matches("\\P{Cntrl}+");
    }

    private static ProbeQuery query(Map<String, String> parameters) {
        return ProbeQuery.of(request(parameters, Map.of()));
    }

    private static ProbeQuery timed(String header) {
        return ProbeQuery.of(request(
                Map.of("target", "203.0.113.10"), Map.of("x-prometheus-scrape-timeout-seconds", List.of(header))));
    }

    private static Request request(Map<String, String> parameters, Map<String, List<String>> headers) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        parameters.forEach((name, value) -> query.put(name, List.of(value)));
        return new Request("GET", "/probe", query, headers);
    }
}
