package dev.originpull.bench;

import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.pki.KeyType;
import dev.originpull.agent.pki.LeafRequest;
import dev.originpull.agent.pki.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one run: a CA, certificates, configuration, logs. Gone when it is closed. */
final class Workshop implements AutoCloseable {
    /** What every server here serves. */
    static final String HOSTNAME = "app.example.com";

    /** What the servers' certificate is for besides, behind any one label. */
    static final String DOMAIN = ".fleet.example.com";

    /** Nothing is about to expire: each report would say so. */
    private static final Duration LIFETIME = Duration.ofDays(365);

    private static final Duration BACKDATED = Duration.ofHours(1);

    private final Path folder;
    private final CertificateAuthority authority = CertificateAuthority.create(
            KeyType.P256, CertificateAuthority.commonName("Benchmark CA"), LIFETIME, Clock.systemUTC());

    Workshop() throws BenchException {
        try {
            folder = Files.createTempDirectory("originpull-bench");
        } catch (IOException e) {
            throw new BenchException("No temporary folder could be made: " + e.getMessage() + ".", e);
        }
        write("ca.pem", Pem.encode(authority.certificate()));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The CA that issues every certificate here. */
    Path authority() {
        return file("ca.pem");
    }

    Path write(String name, String text) throws BenchException {
        try {
            return Files.writeString(file(name), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchException("Could not write " + file(name) + ": " + e.getMessage() + ".", e);
        }
    }

    KeyFiles serverCertificate() throws BenchException {
        Instant now = Instant.now();
        LeafRequest request = new LeafRequest(
                KeyType.P256,
                CertificateAuthority.commonName(HOSTNAME),
                List.of(HOSTNAME, "*" + DOMAIN),
                LeafRequest.Usage.SERVER,
                now.minus(BACKDATED),
                now.plus(LIFETIME));
        return write("server", authority.issue(request));
    }

    KeyFiles leaf(KeyType type) throws BenchException {
        return write(type.word(), authority.issueClientLeaf(type, HOSTNAME, LIFETIME));
    }

    /** A forgery of some leaf of the CA. */
    KeyFiles forged() throws BenchException {
        return write(
                "forged",
                ForgedIdentity.copyOf(authority
                        .issueClientLeaf(KeyType.P256, HOSTNAME, LIFETIME)
                        .leaf()));
    }

    private KeyFiles write(String name, Credential credential) throws BenchException {
        KeyFiles files = new KeyFiles(
                write(name + ".pem", Pem.encode(credential.chain())),
                write(name + ".key", Pem.encode(credential.key())));
        if (!files.key().toFile().setReadable(false, false)
                || !files.key().toFile().setReadable(true, true)) {
            throw new BenchException("Could not make " + files.key() + " private.");
        }
        return files;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + folder, e);
        }
    }
}
