package dev.originpull.agent.monitor;

import dev.originpull.agent.pki.DistinguishedNames;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A leaf that is presented.
 *
 * @param identity its name in the configuration
 * @param subject its distinguished name (RFC 4514)
 * @param fingerprint SHA-256 of the certificate, in lower-case hexadecimal digits
 */
public record LeafFacts(String identity, String subject, Instant notAfter, String fingerprint) {
    /** The facts of this certificate. */
    static LeafFacts of(String identity, X509Certificate leaf) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
            return new LeafFacts(
                    identity,
                    DistinguishedNames.of(leaf.getSubjectX500Principal()),
                    leaf.getNotAfter().toInstant(),
                    HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(
                    "a certificate that was read can be written, and every runtime has SHA-256", e);
        }
    }
}
