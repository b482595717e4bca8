package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFilesTest {
    @TempDir
    private Path directory;

    private static Credential leaf(KeyType type) {
        return CertificateAuthority.create(
                        KeyType.P256, CertificateAuthority.commonName("ca"), Duration.ofDays(1), Clock.systemUTC())
                .issueClientLeaf(type, "app.example.com", Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_2048", "P256", "P384"})
    void readsBackWhatItWrote(KeyType type) throws IOException, CredentialException {
        Credential leaf = leaf(type);
        CredentialFiles.writeCertificates(directory.resolve("leaf.pem"), leaf.chain());
        CredentialFiles.writeKey(directory.resolve("leaf.key"), leaf.key());
        CredentialFiles.writeEncryptedKey(directory.resolve("leaf.enc"), leaf.key(), "şifre".toCharArray());
        Path passphrase = Files.writeString(directory.resolve("passphrase"), "şifre\n");

        assertThat(Credential.load(directory.resolve("leaf.pem"), directory.resolve("leaf.key"), Optional.empty()))
                .isEqualTo(leaf);
        assertThat(Credential.load(
                        directory.resolve("leaf.pem"), directory.resolve("leaf.enc"), Optional.of(passphrase)))
                .isEqualTo(leaf);
    }

    @Test
    void encryptsSoThatOpenSslReadsIt() throws IOException {
        OpenSsl openSsl = new OpenSsl(directory);
        Credential leaf = leaf(KeyType.P256);
        CredentialFiles.writeEncryptedKey(openSsl.file("leaf.enc"), leaf.key(), OpenSsl.PASSPHRASE.toCharArray());

        openSsl.run("pkey -in leaf.enc -passin file:passphrase -out clear.key");

        assertThat(openSsl.read("leaf.enc")).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    }

    @Test
    void givesAKeyToItsOwnerOnly() throws IOException {
        Path key = directory.resolve("leaf.key");
        CredentialFiles.writeKey(key, leaf(KeyType.P256).key());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(KeyFilePermissions.warning(key)).isEmpty();
    }

    @Test
    void neverOverwrites() throws IOException {
        Path key = Files.writeString(directory.resolve("leaf.key"), "the only copy");
        Credential leaf = leaf(KeyType.P256);

        assertThatThrownBy(() -> CredentialFiles.writeKey(key, leaf.key()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> CredentialFiles.writeCertificates(key, leaf.chain()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(key).hasContent("the only copy");
    }

    @ParameterizedTest
    @CsvSource({
        "rw-r--r--, leaf.key, chmod 600 %s/leaf.key",
        "rw-r-----, leaf.key, chmod 600 %s/leaf.key",
        "rw----r--, my leaf.key, chmod 600 '%s/my leaf.key'"
    })
    void warnsOfAKeyThatOthersCanRead(String permissions, String name, String fix) throws IOException {
        Path key = Files.createFile(directory.resolve(name));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));

        assertThat(KeyFilePermissions.warning(key))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("(" + permissions + ")")
                        .endsWith("`" + fix.formatted(directory) + "`."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "missing", "."})
    void warnsOfRegularFilesOnly(String name) {
        assertThat(KeyFilePermissions.warning(directory.resolve(name))).isEmpty();
    }
}
