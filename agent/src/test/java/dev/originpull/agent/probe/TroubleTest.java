package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
    @ParameterizedTest
    @CsvSource({"1000045c,116", "10000410,40", "10000418,48", "10000412,42", "10000415,45"})
    void readsTheAlertFromBoringSslsErrorCode(String code, int alert) {
        Throwable cause = new SSLException("error:" + code + ":SSL routines:OPENSSL_internal:TLSV1_ALERT_SOMETHING");

        assertThat(Trouble.ending(Phase.ANSWER, new DecoderException(cause)))
                .isEqualTo(new Ending.Alerted(new Alert(alert), true));
        assertThat(Trouble.ending(Phase.HANDSHAKE, cause)).isEqualTo(new Ending.Alerted(new Alert(alert), false));
    }

    @ParameterizedTest
    @CsvSource({
        "NO_COMMON_SIGNATURE_ALGORITHMS,true",
        "UNKNOWN_CERTIFICATE_TYPE,true",
        "WRONG_SIGNATURE_TYPE,false",
        "TLSV1_ALERT_UNKNOWN_CA,false"
    })
    void knowsWhenTheCertificateCannotBePresented(String reason, boolean unpresentable) {
        Throwable cause = new SSLHandshakeException("error:100000f7:SSL routines:OPENSSL_internal:" + reason);

        assertThat(Trouble.isUnpresentable(new DecoderException(cause))).isEqualTo(unpresentable);
    }

    @Test
    void takesALibraryThatCannotBeLoadedForThisMachinesTrouble() {
        assertThat(Trouble.ending(Phase.CONNECT, new UnsatisfiedLinkError("/tmp: noexec")))
                .isInstanceOf(Ending.Hindered.class);
    }

    @Test
    void takesBoringSslsOwnErrorsForNoAlert() {
        Throwable cause =
                new SSLHandshakeException("error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER");

        assertThat(Trouble.ending(Phase.HANDSHAKE, cause))
                .isEqualTo(new Ending.Unreachable("TLS failed: wrong version number"));
    }

    @ParameterizedTest
    @CsvSource({
        "1000008e:SSL routines:OPENSSL_internal:CANNOT_PARSE_LEAF_CERT,cannot read the server's own certificate",
        "06000066:public key routines:OPENSSL_internal:DECODE_ERROR,cannot read the server's own certificate",
        "10000092:SSL routines:OPENSSL_internal:EXCESSIVE_MESSAGE_SIZE,certificate chain is too long"
    })
    void namesTheServersCertificateAsWhatCannotBeRead(String error, String words) {
        Throwable cause = new SSLHandshakeException("error:" + error);

        assertThat(Trouble.ending(Phase.HANDSHAKE, cause))
                .isInstanceOfSatisfying(
                        Ending.Unreachable.class,
                        ending -> assertThat(ending.reason())
                                .contains(words)
                                .contains("Cloudflare's edge")
                                .doesNotContain("leaf"));
    }

    @Test
    void tellsAResetFromAClose() {
        assertThat(Trouble.ending(Phase.ANSWER, new IOException("recvAddress(..) failed: Connection reset by peer")))
                .isEqualTo(new Ending.Closed(Phase.ANSWER, true));
        assertThat(Trouble.ending(Phase.ANSWER, new IOException("writev(..) failed with error(-32): Broken pipe")))
                .isEqualTo(new Ending.Closed(Phase.ANSWER, true));
        assertThat(Trouble.ending(Phase.HANDSHAKE, new ClosedChannelException()))
                .isEqualTo(new Ending.Closed(Phase.HANDSHAKE, false));
        assertThat(Trouble.ending(
                        Phase.HANDSHAKE,
                        new SSLHandshakeException("Connection closed while SSL/TLS handshake was in progress")))
                .isEqualTo(new Ending.Closed(Phase.HANDSHAKE, false));
    }

    @Test
    void saysWhyNoConnectionCameToBe() {
        assertThat(Trouble.ending(Phase.CONNECT, new ConnectException("finishConnect(..) failed: Connection refused")))
                .isEqualTo(new Ending.Unreachable("connection refused"));
        assertThat(Trouble.ending(Phase.CONNECT, new NoRouteToHostException("No route to host")))
                .isEqualTo(new Ending.Unreachable("no route to host"));
        assertThat(Trouble.ending(Phase.CONNECT, new IOException("connect(..) failed: Network is unreachable")))
                .isEqualTo(new Ending.Unreachable("network is unreachable"));
        assertThat(Trouble.ending(Phase.CONNECT, new IOException("socket(..) failed: Too many open files")))
                .isEqualTo(new Ending.Hindered("this machine has no file descriptor left (ulimit -n)"));
    }
}
