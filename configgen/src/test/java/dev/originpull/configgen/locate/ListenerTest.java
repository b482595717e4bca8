package dev.originpull.configgen.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerTest {
    @Test
    void isTheSamePlaceWhateverIsExpectedThere() {
        Listener plain = new Listener("192.0.2.1", 443);

        assertThat(plain.behindProxy(true))
                .isEqualTo(plain)
                .hasSameHashCodeAs(plain)
                .isNotSameAs(plain);
        assertThat(plain).isNotEqualTo(new Listener("192.0.2.1", 444)).isNotEqualTo(new Listener("192.0.2.2", 443));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "::, ::1", "192.0.2.1, 192.0.2.1"})
    void expectsTheSameFromHere(String address, String fromHere) {
        Listener proxied = new Listener(address, 8443, true);

        assertThat(proxied.fromHere()).isEqualTo(new Listener(fromHere, 8443));
        assertThat(proxied.fromHere().proxied()).isTrue();
        assertThat(proxied.ofAll().proxied()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 443, true", "192.0.2.9, 443, false", "192.0.2.1, 8443, false", "2001:db8::1, 443, false"})
    void takesAConfiguredAddressForTheListenerThatTakesItsConnections(String address, int port, boolean proxied) {
        List<Listener> listeners = List.of(
                new Listener(Listener.ANY_V4, 443),
                new Listener("192.0.2.1", 443, true),
                new Listener("::1", 443, true));

        Listener served = new Listener(address, port).asOneOf(listeners);

        assertThat(served).isEqualTo(new Listener(address, port));
        assertThat(served.proxied()).isEqualTo(proxied);
        assertThat(new Listener("192.0.2.9", 443)
                        .asOneOf(List.of(new Listener(Listener.ANY_V4, 443, true)))
                        .proxied())
                .isTrue();
    }
}
