package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeafIssuerTest {
    private static final Duration LIFETIME = Duration.ofDays(60);
    private static final Path FILE = Path.of("origin-ca.pem");

    @TempDir
    private Path folder;

    @Test
    void namesTheKeyWhereTwoCasHaveOneName() {
        Credential leaf = authority("Twin CA").issueClientLeaf(KeyType.P256, "shop.example.org", LIFETIME);

        assertThatThrownBy(() ->
                        LeafIssuer.check(leaf, List.of(authority("Twin CA").certificate()), FILE))
                .hasMessageContaining("'CN=Twin CA', but with another key");
    }

    @Test
    void namesTheIntermediateThatMayBeMissing() {
        Credential leaf = authority("Between CA").issueClientLeaf(KeyType.P256, "shop.example.org", LIFETIME);

        assertThatThrownBy(() ->
                        LeafIssuer.check(leaf, List.of(authority("Root CA").certificate()), FILE))
                .hasMessageContaining(
                        "if 'CN=Between CA' is an intermediate, append its certificate to the leaf's file");
    }

    @Test
    void takesALeafThatSignedItselfWhereItIsTheCaFile() throws Exception {
        KeyPair keys = KeyType.P384.generate();
        Credential leaf = new Credential(keys.getPrivate(), List.of(selfSigned(keys)));
        Path ca = Files.writeString(folder.resolve("self.pem"), Pem.encode(leaf.leaf()));

        assertThatCode(() -> LeafIssuer.check(leaf, List.of(leaf.leaf()), ca)).doesNotThrowAnyException();
        TrustedCas trusted = TrustedCas.check(ca, leaf, Instant.now());
        assertThat(trusted.complaints()).isEmpty();
        assertThat(trusted.further()).isEmpty();
    }

    @Test
    void readsCertificatesThatWereGluedTogether() throws Exception {
        String glued = Pem.encode(authority("One").certificate()).strip()
                + Pem.encode(authority("Two").certificate()).strip();

        assertThat(Certificates.read(Files.writeString(folder.resolve("glued.pem"), glued)))
                .hasSize(2);
    }

    @Test
    void refusesAPipeAtOnce() throws Exception {
        Path pipe = folder.resolve("pipe.pem");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> Certificates.read(pipe)).hasMessageContaining("is a pipe, a device or a socket");
        assertThatThrownBy(() -> Credential.load(pipe, Path.of("/dev/null"), Optional.empty()))
                .hasMessageContaining("name a regular file");
    }

    @Test
    void saysWhyJavaRefusesACertificate() throws IOException {
        Path file = Files.writeString(
                folder.resolve("odd.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(OddCertificates.EMPTY_SUBJECT.bytes())
                        + "\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> Certificates.read(file)).hasMessageContaining("MUST be marked critical");
    }

    private static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName(name), LIFETIME, Clock.systemUTC());
    }

    private static X509Certificate selfSigned(KeyPair keys) throws GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now();
        X500Name name = new X500Name("CN=itself");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.TWO,
                                Date.from(now.minus(LIFETIME)),
                                Date.from(now.plus(LIFETIME)),
                                name,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA384withECDSA").build(keys.getPrivate())));
    }
}
