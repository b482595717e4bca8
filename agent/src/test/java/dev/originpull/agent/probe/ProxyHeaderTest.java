package dev.originpull.agent.probe;

import static dev.originpull.agent.probe.Probing.APP;
import static dev.originpull.agent.probe.Probing.LIMIT;
import static dev.originpull.agent.probe.Probing.loopback;
import static dev.originpull.agent.probe.Probing.observe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.ProxyProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProxyHeaderTest {
    private static final SocketAddress NO_INTERNET = new SocketAddress() {
        private static final long serialVersionUID = 1L;
    };

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 51234, 203.0.113.10, 443, PROXY TCP4 192.0.2.7 203.0.113.10 51234 443",
        "2001:db8::7, 65535, 2001:db8:0:1::10, 8443, PROXY TCP6 2001:db8::7 2001:db8:0:1::10 65535 8443",
        "fe80::1%1, 1024, fe80::2%1, 443, PROXY TCP6 fe80::1 fe80::2 1024 443",
        "192.0.2.7, 51234, 2001:db8::10, 443, PROXY UNKNOWN"
    })
    void namesBothEndsInALineOfText(String from, int fromPort, String to, int toPort, String line) throws Exception {
        byte[] header = ProxyHeader.bytes(ProxyProtocol.V1, socket(from, fromPort), socket(to, toPort));

        assertThat(new String(header, StandardCharsets.US_ASCII)).isEqualTo(line + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 51234, 203.0.113.10, 443, 21 11 000c c0000207 cb00710a c822 01bb",
        "2001:db8::7, 65535, 2001:db8::10, 8443, "
                + "21 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000010 ffff 20fb",
        "192.0.2.7, 51234, 2001:db8::10, 443, 20 00 0000"
    })
    void namesBothEndsInBinary(String from, int fromPort, String to, int toPort, String rest) throws Exception {
        byte[] header = ProxyHeader.bytes(ProxyProtocol.V2, socket(from, fromPort), socket(to, toPort));

        assertThat(HexFormat.of().formatHex(header)).isEqualTo("0d0a0d0a000d0a515549540a" + rest.replace(" ", ""));
    }

    @Test
    void namesNoAddressWhereThereIsNone() throws Exception {
        SocketAddress to = socket("203.0.113.10", 443);

        assertThat(ProxyHeader.bytes(ProxyProtocol.V1, NO_INTERNET, to))
                .isEqualTo("PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(ProxyHeader.bytes(ProxyProtocol.V2, NO_INTERNET, to))
                .hasSize(16)
                .endsWith(0x20, 0, 0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void sendsItOnceAndBeforeTheClientHello(ProxyProtocol version) throws Exception {
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        try (ScriptedOrigin origin = ScriptedOrigin.bare(loopback(), socket -> {
            byte[] header = ProxyHeader.bytes(version, socket.getRemoteSocketAddress(), socket.getLocalSocketAddress());
            received.add(socket.getInputStream().readNBytes(header.length + 2));
            received.add(Arrays.copyOf(header, header.length + 2));
        })) {
            Approach approach = Approach.https(origin.as(APP), "/").behind(Optional.of(version));

            observe(origin, Identity.NONE, approach, LIMIT);

            byte[] sent = received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            byte[] expected = received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            // A TLS record of the handshake (RFC 8446, 5.1).
            expected[expected.length - 2] = 22;
            expected[expected.length - 1] = 3;
            assertThat(sent).isEqualTo(expected);
        }
    }

    private static SocketAddress socket(String ip, int port) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(ip), port);
    }
}
