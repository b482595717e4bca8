package dev.originpull.agent.pki;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;

/**
 * What a CA is asked to issue.
 *
 * @param names DNS names and IP addresses for the subjectAltName extension; may be empty
 * @param notBefore cut to whole seconds, as is {@code notAfter}; the past and the far future are allowed
 */
public record LeafRequest(
        KeyType keyType, X500Principal subject, List<String> names, Usage usage, Instant notBefore, Instant notAfter) {
    /** The one extended key usage of the certificate (RFC 5280, 4.2.1.12). */
    public enum Usage {
        CLIENT,
        SERVER
    }

    public LeafRequest {
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(usage, "usage");
        names = List.copyOf(names);
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("notBefore " + notBefore + " is not before notAfter " + notAfter);
        }
    }
}
