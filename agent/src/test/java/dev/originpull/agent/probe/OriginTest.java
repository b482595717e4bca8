package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.config.Hostname;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    private static final Hostname APP = new Hostname("app.example.com");

    /** The examples of RFC 5952, 4, and an IPv4 address. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.10, 203.0.113.10:443",
        "2001:db8:0:0:0:0:2:1, [2001:db8::2:1]:443",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:443",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:443",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:443",
        "::1, [::1]:443",
        "::, [::]:443",
        "1::, [1::]:443",
        "2001:DB8::ABCD, [2001:db8::abcd]:443"
    })
    void writesItsEndpointInTheCanonicalForm(String address, String endpoint) {
        assertThat(new Origin(new InetSocketAddress(address, 443), APP).endpoint())
                .isEqualTo(endpoint);
    }

    @Test
    void wantsAnAddressAndAPort() {
        assertThatThrownBy(() -> new Origin(InetSocketAddress.createUnresolved("app.example.com", 443), APP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Origin(new InetSocketAddress("127.0.0.1", 0), APP))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
