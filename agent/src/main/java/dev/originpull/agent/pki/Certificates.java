package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from PEM files: a leaf with its chain, or the CA certificates that an origin trusts. */
public final class Certificates {
    private Certificates() {}

    /**
     * Every certificate of the file, in the file's order; at least one. Blocks of another kind beside certificates are passed
     * over, but a certificate that cannot be read is an error even among sound ones.
     */
    public static List<X509Certificate> read(Path file) throws CredentialException {
        return of(Material.read(file));
    }

    static List<X509Certificate> of(Material material) throws CredentialException {
        List<PemBlock> blocks = PemBlocks.of(material);
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.isCertificate()) {
                certificates.add(parse(material, block));
            } else if (block.label().equals("TRUSTED CERTIFICATE")) {
                throw new CredentialException(
                        Reason.WRONG_KIND,
                        material.file() + ": block " + block.number()
                                + " is a TRUSTED CERTIFICATE, which only OpenSSL reads: write it anew with"
                                + " `openssl x509 -in FILE -out leaf.pem`.");
            }
        }
        if (certificates.isEmpty()) {
            throw Misplaced.insteadOfCertificate(material, blocks);
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate parse(Material material, PemBlock block) throws CredentialException {
        try {
            // The JDK's reader takes what follows the certificate in silence; nobody who wrote the file meant it.
            DerValue.parse(block.der());
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException | DerValue.Malformed e) {
            throw new CredentialException(
                    Reason.BROKEN,
                    material.file() + ": the certificate in block " + block.number()
                            + " cannot be read: " + PeerCertificate.why(e)
                            + ": issue it again without that fault. `openssl x509 -noout -text -in FILE` shows it.",
                    e);
        }
    }
}
