package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "1m, 60000", "1h, 3600000"})
    void readsNumberAndUnit(String text, long millis) {
        assertThat(Durations.parse(text)).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500ms",
        "1000ms, 1s",
        "60s, 60s",
        "1m, 60s",
        "90s, 90s",
        "120s, 2m",
        "60m, 1h",
        "3600s, 1h",
        "5400s, 90m"
    })
    void writesOneForm(String written, String text) {
        assertThat(Durations.text(Durations.parse(written))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "0s", "0ms", "-1s", "5 s", "5S", "1.5s", "99999999999s", "٥s"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write 500ms, 5s or 1m");
    }
}
