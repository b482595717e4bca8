package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.catalog.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {
    @ParameterizedTest
    @CsvSource({
        "app.example.com, app.example.com",
        "App.EXAMPLE.com, app.example.com",
        "app.example.com., app.example.com",
        "localhost, localhost",
        "*.example.com, *.example.com",
        "bücher.example, xn--bcher-kva.example",
        "*.bücher.example, *.xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "1.example, 1.example",
    })
    void takesDnsNamesInTheirOneForm(String text, String name) throws InvalidValueException {
        assertThat(Hostname.parse(text)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*",
                "*.",
                "a..b",
                "a;b",
                "a b",
                "a\nb",
                "a\0b",
                "a{b",
                "a#b",
                "a$b",
                "a\"b",
                "a_b.example",
                "-a.example",
                "a-.example",
                "*.*.example",
                "a.*.example",
                "203.0.113.10",
                "[2001:db8::1]",
                "2001:db8::1",
                "a/b",
                "a:443",
                "a；b.example",
                "https://a.example",
                "~^a$",
                "_",
                "example.com.."
            })
    void refusesTheRestOnOneLine(String text) {
        assertThatThrownBy(() -> Hostname.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageEndingWith("' is no hostname: give a DNS name, as in app.example.com or *.example.com")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 254})
    void refusesWhatDnsCannotCarry(int length) {
        String labels = length == 64 ? "a".repeat(64) : "a.".repeat(127);
        assertThatThrownBy(() -> Hostname.parse(labels + "example")).isInstanceOf(InvalidValueException.class);
    }
}
