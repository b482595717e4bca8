package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @Test
    void trustsNobodyWhereJavaHasNoCas() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        CertificateAuthority own = CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("Own CA"), LIFETIME, Clock.systemUTC());

        assertThat(ServerTrust.of(empty).test(List.of(own.certificate()))).isFalse();
    }

    @Test
    void trustsACaOfItsStore() throws Exception {
        CertificateAuthority own = CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("Own CA"), LIFETIME, Clock.systemUTC());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("own", own.certificate());
        X509Certificate server = own.issueServerCertificate(KeyType.P256, "app.example.com", LIFETIME)
                .leaf();

        assertThat(ServerTrust.of(store).test(List.of(server))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTrustWhatJavaCannotRead(OddCertificates odd) {
        assertThat(trust.test(List.of(new SentCertificate(odd.bytes())))).isFalse();
        assertThat(trust.test(List.of(new SentCertificate(new byte[] {0x30})))).isFalse();
    }
}
