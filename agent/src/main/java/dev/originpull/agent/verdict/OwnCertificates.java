package dev.originpull.agent.verdict;

import dev.originpull.agent.pki.Credential;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificates that the user names as his own.
 *
 * @param chain what the leaf identity presents, the leaf first; empty without a leaf
 * @param authorities the CAs that the origin is meant to trust; empty if none are named
 */
public record OwnCertificates(List<X509Certificate> chain, List<X509Certificate> authorities) {
    public OwnCertificates {
        chain = List.copyOf(chain);
        authorities = List.copyOf(authorities);
    }

    public static OwnCertificates none() {
        return new OwnCertificates(List.of(), List.of());
    }

    public static OwnCertificates of(Optional<Credential> leaf, List<X509Certificate> authorities) {
        return new OwnCertificates(leaf.map(Credential::chain).orElse(List.of()), authorities);
    }

    Optional<X509Certificate> leaf() {
        return chain.stream().findFirst();
    }

    /** All that is known to be the user's own, the leaf included. */
    Stream<X509Certificate> all() {
        return Stream.concat(chain.stream(), authorities.stream());
    }

    /** How many CA certificates lead from the leaf to a root that the server has: what a verify depth has to allow. */
    int depth() {
        long belowTheRoot = chain.stream()
                .filter(certificate ->
                        !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .count();
        return (int) Math.max(1, belowTheRoot);
    }
}
