package dev.originpull.agent.demo;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialFiles;
import dev.originpull.agent.pki.KeyType;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The certificates of a demonstration, all with P-256 keys: they cost no time.
 *
 * @param ca what the origins are to trust
 * @param leaf what Cloudflare would present
 * @param server what the origins show of themselves, from another CA
 */
public record DemoCertificates(X509Certificate ca, Credential leaf, Credential server) {
    /** As Cloudflare's documents have it for a leaf. */
    private static final Duration LIFETIME = Duration.ofDays(730);

    /** Issues them, valid from now on. */
    public static DemoCertificates issue(Hostname hostname, Clock clock) {
        CertificateAuthority clients = authority("Origin Pull Demo CA", clock);
        CertificateAuthority servers = authority("Origin Pull Demo Server CA", clock);
        return new DemoCertificates(
                clients.certificate(),
                clients.issueClientLeaf(KeyType.P256, hostname.name(), LIFETIME),
                servers.issueServerCertificate(KeyType.P256, hostname.name(), LIFETIME));
    }

    /**
     * Writes what a probe needs to new files of a folder.
     *
     * @throws java.nio.file.FileAlreadyExistsException when one of them is there already
     */
    public DemoFiles write(Path folder) throws IOException {
        DemoFiles files = DemoFiles.in(folder);
        CredentialFiles.writeCertificates(files.ca(), List.of(ca));
        CredentialFiles.writeCertificates(files.leaf(), leaf.chain());
        CredentialFiles.writeKey(files.key(), leaf.key());
        return files;
    }

    private static CertificateAuthority authority(String name, Clock clock) {
        return CertificateAuthority.create(KeyType.P256, CertificateAuthority.commonName(name), LIFETIME, clock);
    }
}
