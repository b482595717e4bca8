package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTrustTest {
    private static final Duration LIFETIME = Duration.ofDays(9);

    private final ServerTrust trust = ServerTrust.ofThisMachine();

    @Test
    void doesNotTrustACaOfOurOwn() {
        CertificateAuthority own = CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("Own CA"), LIFETIME, Clock.systemUTC());
        X509Certificate server = own.issueServerCertificate(KeyType.P256, "app.example.com", LIFETIME)
                .leaf();

        assertThat(trust.test(List.of(server, own.certificate()))).isFalse();
        assertThat(trust.test(List.of(server, own.certificate()))).isFalse();
    }

    @Test
    void doesNotTrustNothing() {
        assertThat(trust.test(List.of())).isFalse();
    }
}
