package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource({"1.9.15, 1.10.0", "1.27, 1.27.2", "1.27.4, 1.28", "2.4.9, 2.4.62", "0.8.7, 1.0.0"})
    void comparesNumbersAndNotText(String older, String newer) throws InvalidValueException {
        assertThat(Version.parse(older)).isLessThan(Version.parse(newer));
        assertThat(Version.parse(older).isBefore(Version.parse(newer))).isTrue();
        assertThat(Version.parse(newer).isBefore(Version.parse(older))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1.22.1, 1.22.1", "2.4.62, 2.4.62", "1.27, 1.27.0"})
    void readsTwoOrThreeNumbers(String text, String shown) throws InvalidValueException {
        assertThat(Version.parse(text)).hasToString(shown);
        assertThat(Version.parse(text).isBefore(Version.parse(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "latest",
                "v1.2.3",
                "1.2.3.4",
                "1.22.1-9+deb12u1",
                " 1.2",
                "1.2\n",
                "1..2",
                "-1.2",
                "1.999999",
                "١.٢"
            })
    void refusesTheRestOnOneLine(String text) {
        assertThatThrownBy(() -> Version.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageEndingWith("is no server version: give its numbers, as in 1.22.1, 2.4.62 or 1.27")
                .hasMessageNotContaining("\n");
    }
}
