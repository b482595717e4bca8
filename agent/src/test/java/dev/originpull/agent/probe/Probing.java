package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLServerSocket;

/** A prober, what it presents, and servers to try it on. */
final class Probing {
    static final Hostname APP = new Hostname("app.example.com");
    static final Duration YEAR = Duration.ofDays(365);
    static final Duration LIMIT = Duration.ofSeconds(20);
    /** For origins that keep silent: the attempt is to end by itself. */
    static final Duration SHORT = Duration.ofMillis(600);

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";

    static final CertificateAuthority CA = CertificateAuthority.create(
            KeyType.P256, CertificateAuthority.commonName("example.com"), YEAR, Clock.systemUTC());
    static final CertificateAuthority OTHER_CA = CertificateAuthority.create(
            KeyType.P256, CertificateAuthority.commonName("other.example"), YEAR, Clock.systemUTC());
    static final Credential LEAF = CA.issueClientLeaf(KeyType.P256, "app.example.com", YEAR);
    static final Credential SERVER = CA.issueServerCertificate(KeyType.P256, "app.example.com", YEAR);
    /** Lives as long as the process that runs the tests. */
    static final NettyProber PROBER = new NettyProber(
            new Identities(Optional.of(LEAF), ForgedIdentity.copyOf(LEAF.leaf())), "originpull/test", 1);

    static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    static ScriptedOrigin tls(Consumer<SSLServerSocket> setUp, ScriptedOrigin.Script script)
            throws IOException, GeneralSecurityException {
        return ScriptedOrigin.tls(loopback(), SERVER, CA.certificate(), setUp, script);
    }

    static Observation observe(ScriptedOrigin origin, Identity identity) {
        return observe(origin, identity, Approach.https(origin.as(APP), "/"), LIMIT);
    }

    static Observation observe(ScriptedOrigin origin, Identity identity, Approach approach, Duration limit) {
        return PROBER.attempt(new Attempt(origin.as(APP), identity, approach), limit)
                .toCompletableFuture()
                .join();
    }

    static TlsFacts facts(Observation observation) {
        return observation.tls().orElseThrow();
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Probing() {}
}
