package dev.originpull.agent.cli;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.Credential;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a leaf comes from the CA that an origin is meant to trust. Dates are left to the origin. */
final class LeafIssuer {
    private LeafIssuer() {}

    /** @throws CommandException naming both sides, where none of the CAs signed the end of the leaf's chain */
    static void check(Credential leaf, List<X509Certificate> authorities, Path file) throws CommandException {
        List<X509Certificate> chain = leaf.chain();
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!signed(chain.get(i + 1), chain.get(i))) {
                throw CommandException.usage("the chain of the leaf is broken: certificate " + (i + 2)
                        + " has not signed certificate " + (i + 1) + ": put the leaf's own intermediates behind it");
            }
        }
        for (X509Certificate authority : authorities) {
            if (authority.getBasicConstraints() < 0) {
                throw CommandException.usage(file + " holds a certificate that is no CA's: "
                        + name(authority.getSubjectX500Principal().getName())
                        + ": give --ca the certificate of the CA that issued the leaf");
            }
        }
        X509Certificate last = chain.get(chain.size() - 1);
        if (authorities.stream().noneMatch(ca -> ca.equals(last) || signed(ca, last))) {
            throw CommandException.usage("the leaf does not come from this CA: it was issued by "
                    + name(last.getIssuerX500Principal().getName()) + ", and " + file + " holds "
                    + authorities.stream()
                            .map(ca -> name(ca.getSubjectX500Principal().getName()))
                            .collect(Collectors.joining(" and "))
                    + ": give --ca the file that the origin is to trust, or --cert a leaf of its CA");
        }
    }

    private static boolean signed(X509Certificate ca, X509Certificate issued) {
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
