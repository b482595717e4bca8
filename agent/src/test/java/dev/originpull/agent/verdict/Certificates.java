package dev.originpull.agent.verdict;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests; who signed them does not matter here. */
final class Certificates {
    private static final KeyPair KEYS = keys();

    private Certificates() {}

    static X509Certificate leaf(String issuer, Instant notBefore, Instant notAfter) {
        return of("CN=app.example.com", issuer, notBefore, notAfter);
    }

    static X509Certificate server(Instant notAfter, String... dnsNames) {
        return of("CN=app.example.com", "CN=Some CA", notAfter.minusSeconds(90L * 86_400), notAfter, dnsNames);
    }

    static X509Certificate of(String subject, String issuer, Instant notBefore, Instant notAfter, String... dnsNames) {
        return signed("SHA256withECDSA", subject, issuer, notBefore, notAfter, dnsNames);
    }

    static X509Certificate signed(
            String algorithm, String subject, String issuer, Instant notBefore, Instant notAfter, String... dnsNames) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.TEN,
                    Date.from(notBefore),
                    Date.from(notAfter),
                    new X500Name(subject),
                    KEYS.getPublic());
            if (dnsNames.length > 0) {
                GeneralName[] names = Arrays.stream(dnsNames)
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(KEYS.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError("a test's certificate could not be made", e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has EC", e);
        }
    }
}
