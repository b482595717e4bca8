package dev.originpull.agent.pki;

import static dev.originpull.agent.pki.LeafProblem.Kind.CA_CERTIFICATE;
import static dev.originpull.agent.pki.LeafProblem.Kind.EXPIRED;
import static dev.originpull.agent.pki.LeafProblem.Kind.NOT_YET_VALID;
import static dev.originpull.agent.pki.LeafProblem.Kind.NO_CLIENT_AUTH;
import static dev.originpull.agent.pki.LeafProblem.Kind.NO_DIGITAL_SIGNATURE;
import static dev.originpull.agent.pki.LeafProblem.Kind.UNKNOWN_CRITICAL_EXTENSION;
import static dev.originpull.agent.pki.LeafProblem.Kind.WEAK_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LeafProblemTest {
    private static final Instant NOW = Instant.parse("2027-05-01T00:00:00Z");
    private static final KeyPair KEYS = KeyType.RSA_2048.generate();

    private record Part(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

    static Stream<Arguments> leaves() {
        ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.7");
        return Stream.of(
                leaf("no extension at all", "SHA256withRSA", List.of()),
                leaf("clientAuth", "SHA256withRSA", List.of(), usage(KeyPurposeId.id_kp_clientAuth)),
                leaf(
                        "both usages",
                        "SHA384withRSA",
                        List.of(),
                        usage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)),
                leaf("serverAuth", "SHA256withRSA", List.of(NO_CLIENT_AUTH), usage(KeyPurposeId.id_kp_serverAuth)),
                leaf("any", "SHA256withRSA", List.of(NO_CLIENT_AUTH), usage(KeyPurposeId.anyExtendedKeyUsage)),
                leaf("mail", "SHA256withRSA", List.of(NO_CLIENT_AUTH), usage(KeyPurposeId.id_kp_emailProtection)),
                leaf(
                        "encipherment",
                        "SHA256withRSA",
                        List.of(NO_DIGITAL_SIGNATURE),
                        new Part(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyEncipherment))),
                leaf(
                        "agreement",
                        "SHA256withRSA",
                        List.of(),
                        new Part(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement))),
                leaf("SHA-1", "SHA1withRSA", List.of(WEAK_SIGNATURE)),
                leaf("MD5", "MD5withRSA", List.of(WEAK_SIGNATURE)),
                leaf(
                        "critical",
                        "SHA256withRSA",
                        List.of(UNKNOWN_CRITICAL_EXTENSION),
                        new Part(unknown, true, new ASN1Integer(3))),
                leaf("not critical", "SHA256withRSA", List.of(), new Part(unknown, false, new ASN1Integer(3))),
                leaf(
                        "a CA",
                        "SHA256withRSA",
                        List.of(CA_CERTIFICATE),
                        new Part(Extension.basicConstraints, true, new BasicConstraints(true))),
                leaf(
                        "much at once",
                        "SHA1withRSA",
                        List.of(WEAK_SIGNATURE, NO_CLIENT_AUTH, NO_DIGITAL_SIGNATURE),
                        usage(KeyPurposeId.id_kp_codeSigning),
                        new Part(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leaves")
    void seesWhyServersWouldRefuse(String what, X509Certificate leaf, List<LeafProblem.Kind> kinds) {
        assertThat(LeafProblem.of(leaf, NOW)).extracting(LeafProblem::kind).containsExactlyElementsOf(kinds);
    }

    @Test
    void seesTheDatesOfTheWholeChain() {
        X509Certificate leaf = certificate("CN=leaf", "SHA256withRSA");
        X509Certificate intermediate = certificate("CN=between", "SHA1withRSA");

        assertThat(LeafProblem.of(List.of(leaf, intermediate), NOW.plus(Duration.ofDays(400))))
                .extracting(LeafProblem::kind)
                .containsExactly(EXPIRED, EXPIRED, WEAK_SIGNATURE);
        assertThat(LeafProblem.of(List.of(leaf), NOW.minus(Duration.ofDays(400))))
                .extracting(LeafProblem::kind)
                .containsExactly(NOT_YET_VALID);
        assertThat(LeafProblem.of(List.of(leaf, intermediate), NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("the intermediate 'CN=between'"));
    }

    private static Part usage(KeyPurposeId... purposes) {
        return new Part(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    private static Arguments leaf(String what, String algorithm, List<LeafProblem.Kind> kinds, Part... parts) {
        return Arguments.of(what, certificate("CN=app.example.com", algorithm, parts), kinds);
    }

    private static X509Certificate certificate(String subject, String algorithm, Part... parts) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=Some CA"),
                    BigInteger.TEN,
                    Date.from(NOW.minus(Duration.ofDays(30))),
                    Date.from(NOW.plus(Duration.ofDays(300))),
                    new X500Name(subject),
                    KEYS.getPublic());
            for (Part part : parts) {
                builder.addExtension(part.oid(), part.critical(), part.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(KEYS.getPrivate())));
        } catch (Exception e) { // Nothing but a mistake of this test can be wrong.
            throw new AssertionError(e);
        }
    }
}
