package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedIdentityTest {
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

    @TempDir
    private Path directory;

    private static CertificateAuthority ca(KeyType type) {
        return CertificateAuthority.create(
                type, new X500Principal("CN=Real CA, O=Ünal & Söhne"), Duration.ofDays(9), Clock.systemUTC());
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"RSA_2048", "P256", "P384"})
    void copiesTheNamesButNeitherKeyNorSignature(KeyType type) throws GeneralSecurityException {
        CertificateAuthority ca = ca(type);
        X509Certificate leaf =
                ca.issueClientLeaf(type, "app.example.com", Duration.ofDays(9)).leaf();

        Credential forged = ForgedIdentity.copyOf(leaf);

        assertThat(forged.chain()).hasSize(1);
        assertThat(Names.of(forged.leaf()).issuer().encoded())
                .isEqualTo(Names.of(leaf).issuer().encoded());
        assertThat(Names.of(forged.leaf()).subject().encoded())
                .isEqualTo(Names.of(leaf).subject().encoded());
        assertThat(forged.leaf().getExtensionValue(Names.SUBJECT_ALTERNATIVE_NAME))
                .isEqualTo(leaf.getExtensionValue(Names.SUBJECT_ALTERNATIVE_NAME))
                .isNotEmpty();
        assertThat(forged.leaf().getSerialNumber()).isPositive().isNotEqualTo(leaf.getSerialNumber());
        assertThat(forged.leaf().getPublicKey()).isInstanceOf(ECPublicKey.class).isNotEqualTo(leaf.getPublicKey());
        assertThat(KeyMatch.belongTogether(forged.key(), forged.leaf().getPublicKey()))
                .isTrue();
        assertThat(forged.leaf().getSigAlgName())
                .isEqualTo(type == KeyType.RSA_2048 ? "SHA256withECDSA" : "SHA256withRSA");
        assertThatThrownBy(() -> forged.leaf().verify(ca.certificate().getPublicKey()))
                .isInstanceOf(GeneralSecurityException.class);
        leaf.verify(ca.certificate().getPublicKey());
    }

    @Test
    void hasAnAuthorityKeyIdOfItsOwnEachTime() {
        X509Certificate leaf = ca(KeyType.P256)
                .issueClientLeaf(KeyType.P256, "app.example.com", Duration.ofDays(9))
                .leaf();

        assertThat(List.of(
                        authorityKeyId(leaf),
                        authorityKeyId(ForgedIdentity.copyOf(leaf).leaf()),
                        authorityKeyId(ForgedIdentity.copyOf(leaf).leaf())))
                .doesNotHaveDuplicates();
    }

    @Test
    void isALeafForClients() throws GeneralSecurityException {
        X509Certificate forged = ForgedIdentity.ofUnknownCa().leaf();

        assertThat(forged.getVersion()).isEqualTo(3);
        assertThat(forged.getBasicConstraints()).isEqualTo(-1);
        assertThat(forged.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(forged.getKeyUsage()).startsWith(true, false).hasSize(9);
        assertThat(forged.getSubjectX500Principal()).isNotEqualTo(forged.getIssuerX500Principal());
    }

    /** An expired certificate is refused where any certificate will do, too. */
    @Test
    void isValidNowEvenIfTheLeafIsNot() throws GeneralSecurityException {
        Instant past = Instant.now().minus(400, ChronoUnit.DAYS);
        X509Certificate expired = ca(KeyType.P256)
                .issue(new LeafRequest(
                        KeyType.P256,
                        new X500Principal("CN=old"),
                        List.of(),
                        LeafRequest.Usage.CLIENT,
                        past,
                        past.plusSeconds(60)))
                .leaf();

        X509Certificate forged = ForgedIdentity.copyOf(expired).leaf();

        forged.checkValidity(Date.from(Instant.now().minus(29, ChronoUnit.DAYS)));
        forged.checkValidity(Date.from(Instant.now().plus(365 * 9, ChronoUnit.DAYS)));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"RSA_2048", "P256"})
    void claimsTheCaAsIssuerWhereNoLeafIsKnown(KeyType type) {
        X509Certificate ca = ca(type).certificate();

        X509Certificate forged = ForgedIdentity.claimingIssuer(ca).leaf();

        assertThat(Names.of(forged).issuer().encoded())
                .isEqualTo(Names.of(ca).subject().encoded());
        assertThat(forged.getSigAlgName()).isEqualTo(type == KeyType.RSA_2048 ? "SHA256withECDSA" : "SHA256withRSA");
    }

    static Stream<String> leaves() {
        return Stream.of("rsa ca", "p256 ca", "rsa plain_ca", "p256 plain_ca");
    }

    /** Error 20 is what optional_no_ca and its like forgive; a bad signature, error 7, is not. */
    @ParameterizedTest
    @MethodSource("leaves")
    void leavesOpenSslWithoutAnIssuer(String kind) throws Exception {
        OpenSsl openSsl = issued(kind);
        X509Certificate leaf = Certificates.read(openSsl.file("leaf.pem")).get(0);
        openSsl.write("forged.pem", Pem.encode(ForgedIdentity.copyOf(leaf).leaf()));

        assertThat(openSsl.output("verify -CAfile ca.pem forged.pem")).contains("error 20 at 0 depth");
        assertThat(openSsl.output("verify -CAfile ca.pem leaf.pem")).contains("OK");
    }

    /** Error 19 at the CA's depth is what ca-ignore-err and its like forgive; the forged certificate itself is in order. */
    @ParameterizedTest
    @MethodSource("leaves")
    void leavesOpenSslWithASelfSignedCaWhereItBringsOne(String kind) throws Exception {
        OpenSsl openSsl = issued(kind);
        X509Certificate leaf = Certificates.read(openSsl.file("leaf.pem")).get(0);
        Credential forged = ForgedIdentity.withItsCa(leaf);
        openSsl.write("forged.pem", Pem.encode(forged.leaf()));
        openSsl.write("forged-ca.pem", Pem.encode(forged.chain().get(1)));

        assertThat(openSsl.output("verify -CAfile ca.pem -untrusted forged-ca.pem forged.pem"))
                .contains("error 19 at 1 depth");
        assertThat(openSsl.output("verify -CAfile forged-ca.pem -purpose sslclient forged.pem"))
                .contains("OK");
        assertThat(forged.leaf().getIssuerX500Principal()).isEqualTo(leaf.getIssuerX500Principal());
        assertThat(forged.leaf().getSubjectX500Principal()).isEqualTo(leaf.getSubjectX500Principal());
    }

    /** The names of a certificate that was not made by a Java library: string types and the order of a set survive. */
    @Test
    void copiesUnusualNamesToTheByte() throws Exception {
        OpenSsl openSsl = new OpenSsl(directory)
                .ca("ca", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ca")
                .run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out leaf.key")
                .run("req -new -config openssl.cnf -utf8 -multivalue-rdn -key leaf.key -out leaf.csr"
                        + " -subj /DC=example/O=Şirket/CN=a+UID=b")
                .run("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 7 -out leaf.pem");
        X509Certificate leaf = Certificates.read(openSsl.file("leaf.pem")).get(0);

        byte[] forged = ForgedIdentity.copyOf(leaf).leaf().getTBSCertificate();

        assertThat(contains(forged, Names.of(leaf).subject().encoded())).isTrue();
        assertThat(contains(forged, Names.of(leaf).issuer().encoded())).isTrue();
        assertThat(contains(leaf.getTBSCertificate(), Names.of(leaf).subject().encoded()))
                .isTrue();
    }

    /** A CA in ca.pem and a leaf of it in leaf.pem. */
    private OpenSsl issued(String kind) throws Exception {
        String keyOptions = kind.startsWith("rsa")
                ? "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"
                : "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
        return new OpenSsl(directory)
                .ca("ca", keyOptions, kind.substring(kind.indexOf(' ') + 1))
                .issue("leaf", "ca", keyOptions, "leaf");
    }

    private static boolean contains(byte[] whole, byte[] part) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private static String authorityKeyId(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
        return Arrays.toString(AuthorityKeyIdentifier.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets())
                .getKeyIdentifierOctets());
    }
}
