package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9820, 127.0.0.1, 9820",
        "localhost:80, 127.0.0.1, 80",
        "127.0.0.1:0, 127.0.0.1, 0",
        "[::1]:9820, 0:0:0:0:0:0:0:1, 9820"
    })
    void readsAnAddressAndAPort(String text, String address, int port) {
        assertThat(ListenAddress.parse(text).getAddress().getHostAddress()).isEqualTo(address);
        assertThat(ListenAddress.parse(text).getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9820", "[::1]:80", "0.0.0.0:0", "[::]:9820", "[2001:db8::10]:8443"})
    void writesWhatItReads(String text) {
        assertThat(ListenAddress.text(ListenAddress.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {":9820", "0.0.0.0:9820"})
    void readsAllInterfaces(String text) {
        assertThat(ListenAddress.parse(text).getAddress().isAnyLocalAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9820",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "::1:9820",
                "[::1]",
                "example.com:80",
                "127.0.0.1:80:80",
                "[127.0.0.1]:80",
                "http://127.0.0.1:80",
                "127.0.0.1:٣"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no address to listen on");
    }
}
