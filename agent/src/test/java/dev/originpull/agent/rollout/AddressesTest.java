package dev.originpull.agent.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 8443,",
        "203.0.113.10, 443,",
        "203.0.113.10, 8443, 203.0.113.10:8443",
        "2001:db8::1, 8443, [2001:db8::1]:8443"
    })
    void tellsWhichAddressIsNotOfThisServer(String ip, int port, @Nullable String elsewhere)
            throws UnknownHostException {
        Addresses addresses = Addresses.of(List.of(new InetSocketAddress(InetAddress.getByName(ip), port)));

        assertThat(addresses
                        .elsewhere(Set.of(InetAddress.getByName("127.0.0.1")), Locations.located())
                        .orElse(null))
                .isEqualTo(elsewhere);
    }

    @Test
    void knowsTheLoopbackAddressAsItsOwn() throws Exception {
        assertThat(Addresses.ofThisHost()).contains(InetAddress.getByName("127.0.0.1"));
    }
}
