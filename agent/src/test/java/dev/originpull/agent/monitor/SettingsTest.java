package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final CertificateAuthority CA = authority("CA");
    private static final Credential LEAF = CA.issueClientLeaf(KeyType.P256, "app.example.com", Duration.ofDays(730));
    private static final CertificateAuthority OTHER_CA = authority("Other CA");
    private static final Credential OTHER = OTHER_CA.issueClientLeaf(KeyType.P256, "b.example.com", Duration.ofDays(9));

    private static final String GOOD = """
            identity: {certificate: leaf.pem, private-key: leaf.key, ca: ca.pem}
            identities:
              other: {certificate: other.pem, private-key: other.key}
            origins:
              - {hostname: app.example.com, addresses: [192.0.2.1]}
              - {hostname: b.example.com, addresses: [192.0.2.1], identity: other}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("originpull.yaml");

    @BeforeEach
    void writeKeys() throws IOException {
        file = folder.resolve("originpull.yaml");
        CredentialFiles.writeCertificates(folder.resolve("ca.pem"), List.of(CA.certificate()));
        CredentialFiles.writeCertificates(folder.resolve("other-ca.pem"), List.of(OTHER_CA.certificate()));
        write("leaf", LEAF);
        write("other", OTHER);
        CredentialFiles.writeEncryptedKey(folder.resolve("locked.key"), LEAF.key(), "secret".toCharArray());
        Files.writeString(folder.resolve("pass"), "secret\n");
        Files.setPosixFilePermissions(folder.resolve("pass"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void presentsEachOriginItsIdentity() throws Exception {
        Settings settings = load(GOOD, NOW);

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.config().origins())
                .extracting(origin -> settings.presentationOf(origin).leaf().orElseThrow())
                .containsExactly(LEAF.leaf(), OTHER.leaf());
        assertThat(settings.presentationOf(settings.config().origins().get(0))
                        .identities()
                        .forged()
                        .leaf()
                        .getSubjectX500Principal())
                .isEqualTo(LEAF.leaf().getSubjectX500Principal());
    }

    @Test
    void presentsNothingAndAForgeryWhereThereIsNoIdentity() throws Exception {
        Settings settings = load("origins: [{hostname: app.example.com, addresses: [192.0.2.1]}]", NOW);

        Presentation presentation =
                settings.presentationOf(settings.config().origins().get(0));
        assertThat(presentation.leaf()).isEmpty();
        assertThat(presentation.changedOnDisk()).isFalse();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void opensAnEncryptedKey() throws Exception {
        String locked = GOOD.replace("private-key: leaf.key", "private-key: locked.key, passphrase-file: pass");
        assertThat(load(locked, NOW).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "leaf.pem | gone.pem | 1: the identity 'default': No such file: {}/gone.pem.",
                "other.key | gone.key | 3: the identity 'other': No such file: {}/gone.key.",
                "leaf.key | other.key | 1: the identity 'default': The key in {}/other.key does not belong to the certificate in {}/leaf.pem",
                "leaf.key | leaf.pem | 1: the identity 'default': {}/leaf.pem",
                "leaf.pem | . | 1: the identity 'default': {}/. is a directory",
                "leaf.key | originpull.yaml | 1: the identity 'default': {}/originpull.yaml is not PEM",
                "leaf.key | locked.key | 1: the identity 'default': The key in {}/locked.key is encrypted: name a file whose first line is its passphrase (--key-passphrase-file; passphrase-file in originpull.yaml)",
                "ca.pem | other-ca.pem | 1: the identity 'default': the leaf does not come from this CA: it was issued by 'CN=CA', and {}/other-ca.pem holds 'CN=Other CA'",
                "ca.pem | leaf.pem | 1: the identity 'default': {}/leaf.pem holds a certificate that is no CA's",
                "leaf.pem | ca.pem | 1: the identity 'default': {}/ca.pem holds a CA certificate",
            })
    void saysWhereAndWhyAKeyFileIsUnfit(String good, String bad, String complaint) throws IOException {
        assertThat(complaints(GOOD.replaceFirst("(?<=[ :])" + good, bad)))
                .singleElement()
                .asString()
                .startsWith(file + ":" + complaint.replace("{}", folder.toString()));
    }

    @Test
    void tellsOfEveryUnfitIdentityAtOnce() throws IOException {
        assertThat(complaints(GOOD.replace(".key", ".kex"))).hasSize(2);
    }

    @Test
    void checksTheFilesOfTheWebServer() throws IOException {
        assertThat(complaints(GOOD + """
                web:
                  tls: {cert-file: leaf.pem, key-file: other.key, client-auth-type: RequireAndVerifyClientCert, client-ca-file: none}
                """))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(file + ":8: 'web.tls': The key in"),
                        line -> assertThat(line).startsWith(file + ":8: 'web.tls.client-ca-file': No such file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2030-01-01T00:00:00Z | the leaf expired at ",
                "2020-01-01T00:00:00Z | the leaf is not valid before ",
            })
    void runsWithALeafOutsideOfItsDatesAndSaysSo(Instant now, String warning) throws Exception {
        assertThat(load(GOOD, now).warnings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(file + ":1: the leaf of the identity 'default' (" + folder.resolve("leaf.pem") + "): "
                        + warning);
    }

    @Test
    void warnsOfWhatIsNotUsedOrMissing() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("leaf.key"), PosixFilePermissions.fromString("rw-r-----"));
        String text = GOOD.replace(", identity: other", "") + "cloudflare: {zone: example.com, token-file: token}\n";

        assertThat(load(text, NOW).warnings())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(file + ":1: Other users of this machine can read the key in"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        file
                                                + ":3: no origin uses the identity 'other': name it in an origin's 'identity:', or leave it out"),
                        line -> assertThat(line)
                                .startsWith(file + ": 'cloudflare' has no effect")
                                .contains("keep the token off this machine"));
    }

    @Test
    void warnsOfALogThatIsNotThere() throws Exception {
        Path there = Files.createFile(folder.resolve("access.log"));
        String text = GOOD.replace(", identity: other", "") + "origin-log: {files: [access.log, gone.log, .]}\n";

        assertThat(load(text, NOW).warnings())
                .filteredOn(line -> line.contains("origin-log.files"))
                .satisfiesExactly(
                        line -> assertThat(line).contains(folder.resolve("gone.log") + " does not exist"),
                        line -> assertThat(line).contains(" cannot be read as a file"));
        assertThat(there).exists();
    }

    @Test
    void noticesAFileThatIsReplaced() throws Exception {
        Presentation presentation = presentation();
        Path replacement =
                Files.copy(folder.resolve("leaf.pem"), folder.resolve("new.pem"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(presentation.changedOnDisk()).isFalse();
        Files.move(
                replacement,
                folder.resolve("leaf.pem"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(presentation.changedOnDisk()).isTrue();
        assertThat(presentation().changedOnDisk()).isFalse();
    }

    @Test
    void noticesAFileThatIsWrittenOver() throws Exception {
        Presentation presentation = presentation();
        Files.setLastModifiedTime(folder.resolve("leaf.key"), FileTime.from(NOW));
        assertThat(presentation.changedOnDisk()).isTrue();
    }

    @Test
    void noticesAFileThatIsGone() throws Exception {
        Presentation presentation = presentation();
        Files.delete(folder.resolve("ca.pem"));
        assertThat(presentation.changedOnDisk()).isTrue();
    }

    @Test
    void noticesTheLinkThatKubernetesTurns() throws Exception {
        Path first = Files.createDirectory(folder.resolve("..first"));
        Path second = Files.createDirectory(folder.resolve("..second"));
        for (String name : List.of("leaf.pem", "leaf.key", "ca.pem")) {
            Files.copy(folder.resolve(name), second.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(folder.resolve(name), first.resolve(name));
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Presentation presentation = presentation();

        assertThat(presentation.changedOnDisk()).isFalse();
        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(presentation.changedOnDisk()).isTrue();
    }

    private Presentation presentation() throws IOException, ConfigException {
        Settings settings = load(GOOD, NOW);
        return settings.presentationOf(settings.config().origins().get(0));
    }

    private Settings load(String text, Instant now) throws IOException, ConfigException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return Settings.load(file, Map.of(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> complaints(String text) throws IOException {
        Files.writeString(file, text);
        return catchThrowableOfType(ConfigException.class, () -> Settings.load(file))
                .complaints();
    }

    private void write(String name, Credential credential) throws IOException {
        CredentialFiles.writeCertificates(folder.resolve(name + ".pem"), credential.chain());
        CredentialFiles.writeKey(folder.resolve(name + ".key"), credential.key());
    }

    private static CertificateAuthority authority(String name) {
        return CertificateAuthority.create(
                KeyType.P256,
                CertificateAuthority.commonName(name),
                Duration.ofDays(1000),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
