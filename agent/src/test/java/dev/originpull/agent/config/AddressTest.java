package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.10, 203.0.113.10:443",
        "203.0.113.10:8443, 203.0.113.10:8443",
        "203.0.113.10:1, 203.0.113.10:1",
        "203.0.113.10:65535, 203.0.113.10:65535",
        "0.0.0.0, 0.0.0.0:443",
        "2001:db8::10, [2001:db8::10]:443",
        "[2001:db8::10], [2001:db8::10]:443",
        "[2001:DB8::10]:8443, [2001:db8::10]:8443",
        "::1, [::1]:443",
        // A literal of this form is the IPv4 address (RFC 4291, 2.5.5.2).
        "[::ffff:203.0.113.10]:443, 203.0.113.10:443",
        "[fe80::1%1]:443, [fe80::1%1]:443",
        "fe80::1%1, [fe80::1%1]:443"
    })
    void readsIpAddresses(String text, String canonical) {
        Address address = Address.parse(text);

        assertThat(address).isInstanceOf(Address.Literal.class).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "app.example.com, app.example.com:443",
        "APP.Example.COM.:8443, app.example.com:8443",
        "localhost:19443, localhost:19443",
        "bücher.example, xn--bcher-kva.example:443",
        "1.2.3.4.example, 1.2.3.4.example:443"
    })
    void readsNamesWithoutLookingThemUp(String text, String canonical) {
        assertThat(Address.parse(text)).isInstanceOf(Address.Name.class).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":443",
                "203.0.113.10:",
                "203.0.113.10:0",
                "203.0.113.10:65536",
                "203.0.113.10:99999",
                "203.0.113.10:-1",
                "203.0.113.10:4294967739",
                "203.0.113.10:443x",
                "203.0.113.10:٤٤٣",
                "203.0.113.256",
                "203.0.113.010",
                "203.0.113",
                "127.1",
                "2130706433",
                "0x7f.1",
                "1.2.3.4.5",
                "[2001:db8::10",
                "[2001:db8::10]443",
                "[2001:db8::10]:0",
                "[203.0.113.10]:443",
                "[]:443",
                "[::1]:443:443",
                "2001:db8::10::1",
                "2001:db8::10%",
                "fe80::1%there-is-no-such-interface",
                "https://app.example.com/",
                "app.example.com/path",
                "user@app.example.com",
                "app example.com",
                "app_.example.com",
                "-app.example.com",
                "app..example.com",
                "a\nb",
                "\u001B[31m",
                "*.example.com"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeBetween(20, 300);
    }

    @Test
    void namesThePortThatIsNone() {
        assertThatThrownBy(() -> Address.parse("203.0.113.10:99999"))
                .hasMessage("'203.0.113.10:99999' names port 99999: a port is a number of 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"::1:8443, [::1]:8443", "2001:db8::7:443, [2001:db8::7]:443", "fe80::9:10443, [fe80::9]:10443"})
    void asksForBracketsWhereAPortMayBeMeant(String text, String advice) {
        assertThatThrownBy(() -> Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }
}
