package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {
    @ParameterizedTest
    @CsvSource({
        "app.example.com, app.example.com",
        "APP.example.com., app.example.com",
        "ISTANBUL.example, istanbul.example",
        "bücher.example, xn--bcher-kva.example",
        "3com.example, 3com.example",
        "localhost, localhost"
    })
    void writesNamesAsTlsCarriesThem(String text, String name) {
        assertThat(Hostname.parse(text)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a..b", "-a.example", "a-.example", "a b", "a;b", "a\r\nHost: b", "203.0.113.10", "1"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Hostname.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my_host.example.net | underscore",
                "http://www.example.net | scheme (http://)",
                "www.example.net:8443 | port out",
                "www.example.net/health | path out",
                "*.example.net | wildcard",
                "192.0.2.44 | IP address",
                "2001:db8::44 | IP address",
                "www..example.net | empty",
                "-www.example.net | hyphen",
                "www-.example.net | hyphen",
                "w ww.example.net | letters, digits, hyphens and dots"
            })
    void saysWhyANameIsNone(String text, String why) {
        assertThatThrownBy(() -> Hostname.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a hostname")
                .hasMessageContaining(why);
    }
}
