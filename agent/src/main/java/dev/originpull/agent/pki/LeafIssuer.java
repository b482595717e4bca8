package dev.originpull.agent.pki;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a leaf comes from the CA that an origin is meant to trust. Dates are left to the origin. */
public final class LeafIssuer {
    private LeafIssuer() {}

    /**
     * Checks the signatures from the leaf up to one of the CAs.
     *
     * @param file where the CAs come from, for the message
     * @throws CredentialException naming both sides, where none of the CAs signed the end of the leaf's chain
     */
    public static void check(Credential leaf, List<X509Certificate> authorities, Path file) throws CredentialException {
        List<X509Certificate> chain = leaf.chain();
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!signed(chain.get(i + 1), chain.get(i))) {
                throw new CredentialException(
                        Reason.CHAIN_ORDER,
                        "the chain of the leaf is broken: certificate " + (i + 2) + " has not signed certificate "
                                + (i + 1) + ": put the leaf's own intermediates behind it");
            }
        }
        if (isTrustedAsItIs(leaf, authorities)) {
            return;
        }
        for (X509Certificate authority : authorities) {
            if (authority.getBasicConstraints() < 0) {
                throw new CredentialException(
                        Reason.NO_CA,
                        file + " holds a certificate that is no CA's: "
                                + name(DistinguishedNames.of(authority.getSubjectX500Principal()))
                                + ": name the certificate of the CA that issued the leaf as the CA");
            }
        }
        X509Certificate last = chain.get(chain.size() - 1);
        if (authorities.stream().noneMatch(ca -> ca.equals(last) || signed(ca, last))) {
            throw anotherCa(last, authorities, file);
        }
    }

    /** A leaf that signed itself, and that the CA file holds: servers take it as it is. */
    static boolean isTrustedAsItIs(Credential leaf, List<X509Certificate> authorities) {
        return authorities.contains(leaf.leaf()) && signed(leaf.leaf(), leaf.leaf());
    }

    private static CredentialException anotherCa(X509Certificate last, List<X509Certificate> authorities, Path file) {
        String issuer = name(DistinguishedNames.of(last.getIssuerX500Principal()));
        boolean sameName =
                authorities.stream().anyMatch(ca -> ca.getSubjectX500Principal().equals(last.getIssuerX500Principal()));
        if (sameName) {
            return new CredentialException(
                    Reason.LEAF_OF_ANOTHER_CA,
                    "the leaf does not come from this CA: " + file + " holds a CA of the issuer's name, " + issuer
                            + ", but with another key: name the CA file that the leaf was signed with");
        }
        return new CredentialException(
                Reason.LEAF_OF_ANOTHER_CA,
                "the leaf does not come from this CA: it was issued by " + issuer + ", and " + file + " holds "
                        + authorities.stream()
                                .map(ca -> name(DistinguishedNames.of(ca.getSubjectX500Principal())))
                                .collect(Collectors.joining(" and "))
                        + ": if " + issuer
                        + " is an intermediate, append its certificate to the leaf's file; else name the"
                        + " CA file that the origin is to trust, or a leaf of its CA");
    }

    static boolean signed(X509Certificate ca, X509Certificate issued) {
        if (!ca.getSubjectX500Principal().equals(issued.getIssuerX500Principal())) {
            return false;
        }
        try {
            issued.verify(ca.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String name(String distinguished) {
        return "'" + Printable.of(distinguished) + "'";
    }
}
