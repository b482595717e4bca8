package dev.originpull.agent.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Whatever a file holds, reading it ends in a credential or in the one exception that explains. */
class PemPropertyTest {
    private static final Path DIRECTORY = temporaryDirectory();
    private static final Path FILE = DIRECTORY.resolve("file");
    private static final Path PASSPHRASE = DIRECTORY.resolve("passphrase");
    private static final List<String> LABELS = List.of(
            "CERTIFICATE",
            "PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY",
            "RSA PRIVATE KEY",
            "EC PRIVATE KEY",
            "EC PARAMETERS",
            "CERTIFICATE REQUEST");

    /** Sound content, in the order of the labels, to be damaged. */
    private static final List<byte[]> SOUND = sound();

    @Property(tries = 500)
    void survivesAnyBytes(@ForAll byte[] bytes) throws IOException {
        readsOrExplains(bytes);
    }

    @Property(tries = 500)
    void survivesAnyContentInABlock(@ForAll @IntRange(max = 6) int label, @ForAll @Size(min = 1) byte[] content)
            throws IOException {
        readsOrExplains(pem(LABELS.get(label), "", content));
    }

    @Property(tries = 2000)
    void survivesDamageInsideABlock(
            @ForAll @IntRange(max = 6) int label,
            @ForAll @IntRange(max = 7) int content,
            @ForAll @IntRange(max = 4000) int position,
            @ForAll byte damage)
            throws IOException {
        byte[] damaged = SOUND.get(content).clone();
        damaged[position % damaged.length] = damage;
        readsOrExplains(pem(LABELS.get(label), "", damaged));
    }

    @Property(tries = 500)
    void survivesDamageToTheText(
            @ForAll @IntRange(max = 6) int label, @ForAll @IntRange(max = 4000) int position, @ForAll byte damage)
            throws IOException {
        byte[] text = pem(LABELS.get(label), "", SOUND.get(label));
        text[position % text.length] = damage;
        readsOrExplains(text);
    }

    @Property(tries = 300)
    void survivesAnyTraditionalEncryption(
            @ForAll @IntRange(max = 4) int cipher, @ForAll @Size(max = 20) byte[] iv, @ForAll byte[] content)
            throws IOException {
        String name = List.of("AES-256-CBC", "DES-EDE3-CBC", "AES-7-XYZ", "DES", "\u0130")
                .get(cipher);
        StringBuilder hex = new StringBuilder();
        for (byte octet : iv) {
            hex.append(Character.forDigit((octet >> 4) & 0xF, 16)).append(Character.forDigit(octet & 0xF, 16));
        }
        String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: " + name + "," + hex + "\n\n";
        readsOrExplains(pem("RSA PRIVATE KEY", headers, content.length == 0 ? new byte[1] : content));
    }

    @AfterContainer
    static void removeFiles() throws IOException {
        Files.deleteIfExists(FILE);
        Files.deleteIfExists(PASSPHRASE);
        Files.deleteIfExists(DIRECTORY);
    }

    private static void readsOrExplains(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        try {
            Certificates.read(FILE);
        } catch (CredentialException e) {
            e.reason();
        }
        try {
            PrivateKeys.read(FILE, Optional.of(PASSPHRASE));
        } catch (CredentialException e) {
            e.reason();
        }
        try {
            Credential.load(FILE, FILE, Optional.empty());
        } catch (CredentialException e) {
            e.reason();
        }
    }

    private static byte[] pem(String label, String headers, byte[] content) {
        return ("-----BEGIN " + label + "-----\n" + headers
                        + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> sound() {
        Credential leaf = CertificateAuthority.create(
                        KeyType.P256, CertificateAuthority.commonName("ca"), Duration.ofDays(1), Clock.systemUTC())
                .issueClientLeaf(KeyType.P256, "app.example.com", Duration.ofDays(1));
        byte[] pkcs8 = leaf.key().getEncoded();
        try {
            byte[] sec1 = DerValue.parse(pkcs8).child(2).content();
            byte[] rsa = KeyType.RSA_2048.generate().getPrivate().getEncoded();
            return List.of(
                    leaf.leaf().getEncoded(),
                    pkcs8,
                    encrypted(
                            pkcs8,
                            new PBKDF2Config.Builder().withIterationCount(10).build()),
                    DerValue.parse(rsa).child(2).content(),
                    sec1,
                    DerValue.parse(pkcs8).child(0).encoded(),
                    rsa,
                    encrypted(pkcs8, new ScryptConfig.Builder(16, 8, 1).build()));
        } catch (DerValue.Malformed | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encrypted(byte[] pkcs8, PBKDFConfig derivation) {
        try {
            return new PKCS8EncryptedPrivateKeyInfoBuilder(pkcs8)
                    .build(new JcePKCSPBEOutputEncryptorBuilder(derivation, NISTObjectIdentifiers.id_aes256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .build("secret".toCharArray()))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("pem");
            Files.writeString(directory.resolve("passphrase"), "secret\n");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
