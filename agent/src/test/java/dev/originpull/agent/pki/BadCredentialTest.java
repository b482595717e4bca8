package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input has its own line, and a reason that callers can tell apart. */
class BadCredentialTest {
    private static final String EC = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";

    @TempDir
    private static Path directory;

    private static OpenSsl openSsl;

    @BeforeAll
    static void makeFiles() throws IOException {
        openSsl = new OpenSsl(directory)
                .leaf("leaf", EC)
                .ca("ca", EC, "ca")
                .issue("issued", "ca", EC, "leaf")
                .run("pkey -in leaf.key -aes256 -passout file:passphrase -out encrypted.key")
                .run("pkey -in leaf.key -traditional -aes256 -passout file:passphrase -out traditional.key")
                .run("pkcs8 -topk8 -in leaf.key -scrypt -passout file:passphrase -out scrypt.key")
                .run("genpkey -algorithm Ed25519 -out ed25519.key")
                .run("genpkey -algorithm Ed448 -out ed448.key")
                .run("genpkey -algorithm X25519 -out x25519.key")
                .run("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key")
                .run("genrsa -out short.key 768")
                .run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out secp256k1.key")
                .run("ecparam -name secp256k1 -genkey -noout -out secp256k1-sec1.key")
                .run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit"
                        + " -out explicit.key")
                .run("dsaparam -genkey -noout -out dsa.key 1024")
                .run("pkey -in dsa.key -traditional -out dsa-old.key")
                .run("pkey -in leaf.key -pubout -out public.pem")
                .run("x509 -in leaf.pem -outform der -out leaf.der")
                .run("pkey -in leaf.key -outform der -out key.der")
                .run("x509 -in leaf.pem -trustout -addtrust clientAuth -out trusted.pem")
                .run("crl2pkcs7 -nocrl -certfile leaf.pem -out bundle.p7")
                .run("pkcs12 -export -in leaf.pem -inkey leaf.key -passout pass:x -out store.p12");
        String leaf = openSsl.read("leaf.pem");
        String key = openSsl.read("leaf.key");
        openSsl.write("empty", "");
        openSsl.write("text", "hello\nworld\n");
        openSsl.write("wrong-passphrase", "wrong\n");
        openSsl.write("blank-passphrase", "\npassphrase\n");
        openSsl.write("cut.pem", leaf.substring(0, leaf.length() / 2));
        openSsl.write("cut.key", key.substring(0, key.length() / 2));
        openSsl.write("one-line.pem", leaf.replace("\n", " "));
        openSsl.write("not-base64.pem", leaf.replace("M", "?"));
        openSsl.write("one-broken.pem", leaf + "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n" + leaf);
        openSsl.write("no-content.pem", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
        openSsl.write("not-a-key.key", "-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----\n");
        openSsl.write("no-curve.key", "-----BEGIN EC PRIVATE KEY-----\nMAUCAQEEAA==\n-----END EC PRIVATE KEY-----\n");
        openSsl.write("ssh.key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
        openSsl.write("pgp", "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n");
        openSsl.write("parameters.key", "-----BEGIN EC PARAMETERS-----\nBgUrgQQACg==\n-----END EC PARAMETERS-----\n");
        openSsl.write("two.key", key + key);
        openSsl.write("unknown-cipher.key", openSsl.read("traditional.key").replace("AES-256-CBC", "ROT-13"));
        openSsl.write("no-dek.key", openSsl.read("traditional.key").replaceAll("DEK-Info.*\n", ""));
        openSsl.write("ca-first.pem", openSsl.read("ca.pem") + openSsl.read("issued.pem"));
        openSsl.write("stranger-next.pem", openSsl.read("issued.pem") + leaf);
        Files.write(openSsl.file("utf16.pem"), ("\uFEFF" + leaf).getBytes(StandardCharsets.UTF_16LE));
        Files.createDirectory(openSsl.file("folder"));
        try (RandomAccessFile huge = new RandomAccessFile(openSsl.file("huge").toFile(), "rw")) {
            huge.setLength(8L << 30);
        }
    }

    static Stream<Arguments> badCertificates() {
        return Stream.of(
                arguments("missing.pem", Reason.NO_SUCH_FILE, "No such file: ", "missing.pem. Check the path"),
                arguments("leaf.pem/x", Reason.UNREADABLE, "leaf.pem/x cannot be read (", "Not a directory"),
                arguments("folder", Reason.IS_A_DIRECTORY, "folder is a directory: ", "name the file inside it"),
                arguments("huge", Reason.TOO_LARGE, "huge is larger than 1 MiB", "check the path"),
                arguments("empty", Reason.NOT_PEM, "empty is empty", "check the path"),
                arguments("text", Reason.NOT_PEM, "text is not PEM", "\"-----BEGIN CERTIFICATE-----\" is expected"),
                arguments("leaf.der", Reason.NOT_PEM, "leaf.der is DER", "`openssl x509 -inform der -in FILE"),
                arguments("store.p12", Reason.NOT_PEM, "store.p12 is a PKCS#12 store", "`openssl pkcs12 -in FILE"),
                arguments("utf16.pem", Reason.NOT_PEM, "utf16.pem is UTF-16 text", "save it as plain ASCII"),
                arguments("one-line.pem", Reason.NOT_PEM, "not alone on its line", "were the line breaks lost"),
                arguments("cut.pem", Reason.BROKEN, "block 1 (CERTIFICATE) has no line \"-----END", "cut off?"),
                arguments("not-base64.pem", Reason.BROKEN, "block 1 (CERTIFICATE) is not Base64", "copy the file"),
                arguments("no-content.pem", Reason.BROKEN, "block 1 (CERTIFICATE) is empty", "copy the file"),
                arguments("one-broken.pem", Reason.BROKEN, "the certificate in block 2 cannot be read", "openssl x509"),
                arguments("leaf.key", Reason.SWAPPED, "leaf.key holds a private key, not a", "swapped?"),
                arguments("issued.csr", Reason.WRONG_KIND, "a certificate request (CSR)", "that the CA made of it"),
                arguments("public.pem", Reason.WRONG_KIND, "holds a public key, not a certificate", "name the cert"),
                arguments("trusted.pem", Reason.WRONG_KIND, "block 1 is a TRUSTED CERTIFICATE", "openssl x509 -in"),
                arguments("bundle.p7", Reason.WRONG_KIND, "a PKCS#7 bundle", "openssl pkcs7 -print_certs"),
                arguments("pgp", Reason.WRONG_KIND, "holds a block \"PGP MESSAGE\"", "check the path"),
                arguments("ca.pem", Reason.CA_AS_LEAF, "holds a CA certificate (basicConstraints CA:TRUE)", "leaf"),
                arguments("ca-first.pem", Reason.CHAIN_ORDER, "the first certificate is a CA's", "put the leaf first"),
                arguments(
                        "stranger-next.pem", Reason.CHAIN_ORDER, "certificate 2 did not issue certificate 1", "leaf"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCertificates")
    void explainsABadCertificate(String file, Reason reason, String what, String advice) {
        assertThat(failure(file, "leaf.key", Optional.empty())).satisfies(e -> says(e, reason, what, advice));
    }

    static Stream<Arguments> badKeys() {
        return Stream.of(
                arguments("missing.key", Reason.NO_SUCH_FILE, "No such file: ", "missing.key. Check the path"),
                arguments("folder", Reason.IS_A_DIRECTORY, "folder is a directory: ", "name the file inside it"),
                arguments("huge", Reason.TOO_LARGE, "huge is larger than 1 MiB", "check the path"),
                arguments("text", Reason.NOT_PEM, "text is not PEM", "\"-----BEGIN PRIVATE KEY-----\" is expected"),
                arguments("key.der", Reason.NOT_PEM, "key.der is DER", "`openssl pkey -inform der -in FILE"),
                arguments("leaf.pem", Reason.SWAPPED, "leaf.pem holds a certificate, not a private", "swapped?"),
                arguments("issued.csr", Reason.WRONG_KIND, "a certificate request (CSR)", "key that it was made with"),
                arguments("public.pem", Reason.WRONG_KIND, "a public key", "the private key that belongs to it"),
                arguments("parameters.key", Reason.WRONG_KIND, "only EC PARAMETERS", "the key itself is missing"),
                arguments("ssh.key", Reason.WRONG_KIND, "an OpenSSH key", "ssh-keygen -p -m PKCS8"),
                arguments("two.key", Reason.WRONG_KIND, "holds 2 private keys", "leave only the one"),
                arguments("cut.key", Reason.BROKEN, "block 1 (PRIVATE KEY) has no line", "cut off?"),
                arguments("not-a-key.key", Reason.BROKEN, "The private key in ", "copy the file again"),
                arguments("no-curve.key", Reason.BROKEN, "The private key in ", "copy the file again"),
                arguments("ed25519.key", Reason.UNSUPPORTED_KEY, "holds an Ed25519 key, which", "ECDSA on P-256"),
                arguments("ed448.key", Reason.UNSUPPORTED_KEY, "holds an Ed448 key, which", "ECDSA on P-256"),
                arguments("x25519.key", Reason.UNSUPPORTED_KEY, "holds an X25519 key, which", "ECDSA on P-256"),
                arguments("pss.key", Reason.UNSUPPORTED_KEY, "holds an RSA-PSS key, which", "ECDSA on P-256"),
                arguments("short.key", Reason.UNSUPPORTED_KEY, "an RSA key of 768 bits", "RSA of 2048 bits"),
                arguments("dsa.key", Reason.UNSUPPORTED_KEY, "holds a DSA key, which", "ECDSA on P-256"),
                arguments("dsa-old.key", Reason.UNSUPPORTED_KEY, "holds a DSA key, which", "ECDSA on P-256"),
                arguments("secp256k1.key", Reason.UNSUPPORTED_KEY, "another curve (secp256k1)", "P-256"),
                arguments("secp256k1-sec1.key", Reason.UNSUPPORTED_KEY, "another curve (secp256k1)", "P-256"),
                arguments("explicit.key", Reason.UNSUPPORTED_KEY, "explicit curve parameters", "P-256"),
                arguments("encrypted.key", Reason.PASSPHRASE_MISSING, "is encrypted: name a file", "first line"),
                arguments("traditional.key", Reason.PASSPHRASE_MISSING, "is encrypted: name a file", "first line"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badKeys")
    void explainsABadKey(String file, Reason reason, String what, String advice) {
        assertThat(failure("leaf.pem", file, Optional.empty())).satisfies(e -> says(e, reason, what, advice));
    }

    static Stream<Arguments> badPassphrases() {
        return Stream.of(
                arguments("encrypted.key", "wrong-passphrase", Reason.PASSPHRASE_WRONG, "does not open", "first line"),
                arguments(
                        "traditional.key", "wrong-passphrase", Reason.PASSPHRASE_WRONG, "does not open", "first line"),
                arguments("scrypt.key", "wrong-passphrase", Reason.PASSPHRASE_WRONG, "does not open", "first line"),
                arguments("encrypted.key", "missing", Reason.NO_SUCH_FILE, "No such file", "Check the path"),
                arguments("encrypted.key", "huge", Reason.TOO_LARGE, "larger than 1 MiB", "check the path"),
                arguments("encrypted.key", "blank-passphrase", Reason.PASSPHRASE_MISSING, "is empty", "write the pass"),
                arguments("unknown-cipher.key", "passphrase", Reason.UNSUPPORTED_KEY, "in a way", "openssl pkcs8 -top"),
                arguments("no-dek.key", "passphrase", Reason.UNSUPPORTED_KEY, "in a way", "openssl pkcs8 -topk8"));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("badPassphrases")
    void explainsABadPassphrase(String key, String passphrase, Reason reason, String what, String advice) {
        assertThat(failure("leaf.pem", key, Optional.of(openSsl.file(passphrase))))
                .satisfies(e -> says(e, reason, what, advice));
    }

    @Test
    void endsAtOnceOnAnEndlessDevice() {
        Path zero = Path.of("/dev/zero");
        assumeFalse(Files.notExists(zero), "no /dev/zero here");
        assertThat(Assertions.catchThrowable(() -> Certificates.read(zero)))
                .hasMessageContaining("/dev/zero is a pipe, a device or a socket");
    }

    @Test
    void explainsAFileThatCannotBeRead() throws IOException {
        Path file = Files.createFile(
                openSsl.file("foreign.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        // Root may read everything, but for a process's memory at address 0.
        Path unreadable = Files.isReadable(file) ? Path.of("/proc/self/mem") : file;
        assertThat(Assertions.catchThrowableOfType(CredentialException.class, () -> Certificates.read(unreadable)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE))
                .hasMessageContaining(unreadable.toString());
    }

    /** Regression: a file name with a line feed or an escape sequence must not forge a second line. */
    @Test
    void staysOnOneLineWhateverTheFileIsCalled() {
        assertThat(failure("evil\nname\u001b[31m", "leaf.key", Optional.empty()))
                .hasMessageContaining("evil?name?[31m");
    }

    private static CredentialException failure(String certificate, String key, Optional<Path> passphraseFile) {
        Throwable thrown = Assertions.catchThrowable(
                () -> Credential.load(openSsl.file(certificate), openSsl.file(key), passphraseFile));
        assertThat(thrown).isInstanceOf(CredentialException.class);
        return (CredentialException) thrown;
    }

    private static void says(CredentialException e, Reason reason, String what, String advice) {
        assertThat(e)
                .hasMessageContaining(what)
                .hasMessageContaining(advice)
                .message()
                .doesNotContain("\n", openSsl.read("leaf.key").substring(40, 60), OpenSsl.PASSPHRASE)
                .hasSizeLessThan(400 + directory.toString().length() * 2);
        assertThat(e.reason()).isEqualTo(reason);
    }
}
