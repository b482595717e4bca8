package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static CertificateAuthority ca(Clock clock) {
        return CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("example.com"), Duration.ofDays(1826), clock);
    }

    @Test
    void isARootThatSignsCertificatesAndRevocationLists() throws GeneralSecurityException {
        X509Certificate root = ca(CLOCK).certificate();

        root.verify(root.getPublicKey());
        assertThat(root.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(root.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(root.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(root.getNotBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(root.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(1826)));
    }

    @Test
    void issuesALeafForTheEdge() throws GeneralSecurityException {
        CertificateAuthority ca = ca(CLOCK);
        Credential issued = ca.issueClientLeaf(KeyType.P256, "app.example.com", Duration.ofDays(730));
        X509Certificate leaf = issued.leaf();

        leaf.verify(ca.certificate().getPublicKey());
        assertThat(KeyMatch.belongTogether(issued.key(), leaf.getPublicKey())).isTrue();
        assertThat(leaf.getSubjectX500Principal()).isEqualTo(new X500Principal("CN=app.example.com"));
        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, "app.example.com"));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getKeyUsage()).startsWith(true, false).hasSize(9);
        assertThat(leaf.getSerialNumber().signum()).isPositive();
        assertThat(leaf.getSerialNumber().bitLength()).isEqualTo(128);
        assertThat(leaf.getNotBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(leaf.getNotAfter()).isEqualTo(NOW.plus(Duration.ofDays(730)));
    }

    @ParameterizedTest
    @CsvSource({"localhost,2,localhost", "127.0.0.1,7,127.0.0.1", "::1,7,0:0:0:0:0:0:0:1"})
    void issuesAServerCertificateForANameOrAnAddress(String host, int kind, String name)
            throws GeneralSecurityException {
        X509Certificate certificate = ca(CLOCK)
                .issueServerCertificate(KeyType.P256, host, Duration.ofDays(1))
                .leaf();

        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(kind, name));
    }

    /** Words and signatures of each type; RSA 4096 is left to the enum's own test for its slowness. */
    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"RSA_2048", "P256", "P384"})
    void issuesWhatOpenSslVerifies(KeyType type, @TempDir Path directory) {
        OpenSsl openSsl = new OpenSsl(directory);
        CertificateAuthority ca = CertificateAuthority.create(
                type,
                CertificateAuthority.commonName("ca/with=odd+signs, ünal"),
                Duration.ofDays(1),
                Clock.systemUTC());
        openSsl.write("ca.pem", Pem.encode(ca.certificate()));
        openSsl.write(
                "leaf.pem",
                Pem.encode(ca.issueClientLeaf(type, "a.example", Duration.ofHours(1))
                        .chain()));

        assertThat(openSsl.output("verify -x509_strict -purpose sslclient -CAfile ca.pem leaf.pem"))
                .isEqualTo("leaf.pem: OK\n");
    }

    @Test
    void refusesALifeThatEndsBeforeItStarts() {
        assertThatThrownBy(() -> ca(CLOCK).issueClientLeaf(KeyType.P256, "a.example", Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not before notAfter");
    }

    @ParameterizedTest
    @CsvSource({"rsa4096,RSA_4096", "rsa2048,RSA_2048", "p256,P256", "p384,P384"})
    void namesKeyTypesAsTheCommandLineDoes(String word, KeyType type) {
        assertThat(KeyType.ofWord(word)).contains(type);
        assertThat(type.word()).isEqualTo(word);
    }

    @Test
    void knowsNoOtherKeyType() {
        assertThat(KeyType.ofWord("P256")).isEmpty();
    }
}
