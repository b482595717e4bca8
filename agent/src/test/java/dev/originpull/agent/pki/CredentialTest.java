package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which openssl writes keys, of every algorithm that the edge can use. */
class CredentialTest {
    @TempDir
    private static Path directory;

    private static OpenSsl openSsl;

    @BeforeAll
    static void makeLeaves() {
        openSsl = new OpenSsl(directory)
                .leaf("rsa", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048")
                .leaf("p256", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256")
                .leaf("p384", "-algorithm EC -pkeyopt ec_paramgen_curve:P-384")
                .leaf("p521", "-algorithm EC -pkeyopt ec_paramgen_curve:P-521")
                .ca("root", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ca")
                .issue("middle", "root", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "ca")
                .issue("end", "middle", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "leaf");
    }

    static Stream<Arguments> keyForms() {
        return Stream.of("rsa", "p256", "p384", "p521")
                .flatMap(algorithm -> Stream.of(
                                "pkey -in %s.key -out %s",
                                "pkey -in %s.key -traditional -out %s",
                                "pkcs8 -topk8 -in %s.key -v2 aes256 -passout file:passphrase -out %s",
                                "pkcs8 -topk8 -in %s.key -v2 aes192 -v2prf hmacWithSHA512 -passout file:passphrase -out %s",
                                "pkcs8 -topk8 -in %s.key -v2 aes128 -v2prf hmacWithSHA1 -passout file:passphrase -out %s",
                                "pkcs8 -topk8 -in %s.key -v2 des3 -passout file:passphrase -out %s",
                                "pkcs8 -topk8 -in %s.key -scrypt -passout file:passphrase -out %s",
                                "pkey -in %s.key -traditional -aes256 -passout file:passphrase -out %s",
                                "pkey -in %s.key -traditional -aes128 -passout file:passphrase -out %s",
                                "pkey -in %s.key -traditional -des3 -passout file:passphrase -out %s")
                        .map(command -> Arguments.of(algorithm, command)));
    }

    @ParameterizedTest(name = "{0}: openssl {1}")
    @MethodSource("keyForms")
    void readsEveryFormOfAKey(String algorithm, String command) throws CredentialException {
        openSsl.run(command.formatted(algorithm, "form.key"));

        Credential credential = Credential.load(
                openSsl.file(algorithm + ".pem"), openSsl.file("form.key"), Optional.of(openSsl.file("passphrase")));

        assertThat(credential.chain()).hasSize(1);
        assertThat(secret(credential.key())).isEqualTo(secret(load(algorithm).key()));
    }

    /** OpenSSL 1.0 encrypted like this by default. */
    @Test
    void readsAKeyEncryptedAsPkcs12Does() throws CredentialException {
        openSsl.write("ascii", "plain");
        openSsl.run("pkcs8 -topk8 -in rsa.key -v1 PBE-SHA1-3DES -passout file:ascii -out old.key");

        Credential credential =
                Credential.load(openSsl.file("rsa.pem"), openSsl.file("old.key"), Optional.of(openSsl.file("ascii")));

        assertThat(credential.key()).isEqualTo(load("rsa").key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "p521"})
    void readsAnEcKeyBehindItsParameters(String curve) throws CredentialException {
        String name =
                curve.replace("p256", "prime256v1").replace("p384", "secp384r1").replace("p521", "secp521r1");
        openSsl.run("ecparam -name " + name + " -genkey -out with-parameters.key")
                .run("req -x509 -new -config openssl.cnf -extensions leaf -subj /CN=x -key with-parameters.key"
                        + " -out with-parameters.pem");
        assertThat(openSsl.read("with-parameters.key")).contains("BEGIN EC PARAMETERS", "BEGIN EC PRIVATE KEY");

        assertThat(load("with-parameters").key().getAlgorithm()).isEqualTo("EC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\n"})
    void readsAnyLineEndsAndTextAroundTheBlocks(String lineEnd) throws CredentialException {
        String text = "\uFEFFsubject=CN = p256\n" + openSsl.read("p256.pem") + "trailing: text\n\n";
        openSsl.write("around.pem", text.replace("\n", lineEnd));
        openSsl.write("around.key", ("\uFEFF" + openSsl.read("p256.key")).replace("\n", " " + lineEnd));

        assertThat(load("around").key()).isEqualTo(load("p256").key());
    }

    @Test
    void readsKeyAndCertificateFromOneFile() throws CredentialException {
        openSsl.write("both", openSsl.read("p256.key") + openSsl.read("p256.pem"));

        Credential credential = Credential.load(openSsl.file("both"), openSsl.file("both"), Optional.empty());

        assertThat(credential.leaf()).isEqualTo(load("p256").leaf());
    }

    @Test
    void keepsTheChainWithTheLeafFirst() throws CredentialException {
        openSsl.write("chain.pem", openSsl.read("end.pem") + openSsl.read("middle.pem") + openSsl.read("root.pem"));

        Credential credential = Credential.load(openSsl.file("chain.pem"), openSsl.file("end.key"), Optional.empty());

        assertThat(credential.chain())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=end", "CN=middle", "CN=root,O=Test");
    }

    /** What an origin makes of an expired leaf is for the probe to find out. */
    @Test
    void passesAnExpiredLeaf() throws CredentialException {
        openSsl.run("x509 -req -in end.csr -CA root.pem -CAkey root.key -set_serial 9 -days -1 -out expired.pem");

        assertThat(Credential.load(openSsl.file("expired.pem"), openSsl.file("end.key"), Optional.empty())
                        .leaf()
                        .getNotAfter())
                .isInThePast();
    }

    @Test
    void takesThePassphraseFromTheFirstLineWhateverItsEnd() throws CredentialException {
        openSsl.run("pkey -in p256.key -aes256 -passout file:passphrase -out encrypted.key");
        for (String end : List.of("", "\n", "\r\n", "\nsecond line\n")) {
            openSsl.write("other-end", OpenSsl.PASSPHRASE + end);
            assertThat(PrivateKeys.read(openSsl.file("encrypted.key"), Optional.of(openSsl.file("other-end"))))
                    .isEqualTo(load("p256").key());
        }
    }

    /** Turkish has a dotless i: upper and lower case of names must not depend on the locale. */
    @Test
    void readsUnderATurkishLocale() throws CredentialException {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            openSsl.run("pkey -in rsa.key -traditional -aes256 -passout file:passphrase -out turkish.key");
            assertThat(PrivateKeys.read(openSsl.file("turkish.key"), Optional.of(openSsl.file("passphrase"))))
                    .isEqualTo(load("rsa").key());
            assertThat(ForgedIdentity.copyOf(load("rsa").leaf()).leaf().getSigAlgName())
                    .isEqualTo("SHA256withECDSA");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "p384"})
    void findsTheKeyOfAnotherCertificate(String other) {
        assertThatThrownBy(
                        () -> Credential.load(openSsl.file("p256.pem"), openSsl.file(other + ".key"), Optional.empty()))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.KEY_OF_ANOTHER_CERTIFICATE))
                .hasMessageContaining("does not belong to the certificate in");
    }

    @Test
    void findsAnotherKeyOfTheSameKind() {
        openSsl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out stranger.key")
                .run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out stranger-rsa.key");
        assertThatThrownBy(
                        () -> Credential.load(openSsl.file("p256.pem"), openSsl.file("stranger.key"), Optional.empty()))
                .hasMessageContaining("does not belong");
        assertThatThrownBy(() ->
                        Credential.load(openSsl.file("rsa.pem"), openSsl.file("stranger-rsa.key"), Optional.empty()))
                .hasMessageContaining("does not belong");
    }

    @Test
    void namesTheLeafAndNotTheKey() throws CredentialException {
        assertThat(load("p256")).hasToString("credential of CN=p256");
    }

    /** The number that is the key: the JDK's {@code equals} compares encodings, which may name the curve twice. */
    private static BigInteger secret(PrivateKey key) {
        return key instanceof ECPrivateKey ec ? ec.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }

    private static Credential load(String name) throws CredentialException {
        return Credential.load(openSsl.file(name + ".pem"), openSsl.file(name + ".key"), Optional.empty());
    }
}
