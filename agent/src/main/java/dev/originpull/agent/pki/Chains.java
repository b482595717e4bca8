package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** Checks that certificates stand in the order in which TLS sends them: each issued by the next (RFC 8446, 4.4.2). */
final class Chains {
    private Chains() {}

    static void check(Path file, List<X509Certificate> chain) throws CredentialException {
        if (isCa(chain.get(0))) {
            throw caFirst(file, chain);
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i).getIssuerX500Principal().equals(chain.get(i + 1).getSubjectX500Principal())) {
                throw new CredentialException(
                        Reason.CHAIN_ORDER,
                        file + ": certificate " + (i + 2) + " did not issue certificate " + (i + 1)
                                + ": put the leaf first, each followed by its issuer, and leave the others out.");
            }
        }
    }

    private static CredentialException caFirst(Path file, List<X509Certificate> chain) {
        if (chain.stream().allMatch(Chains::isCa)) {
            return new CredentialException(
                    Reason.CA_AS_LEAF,
                    file + " holds a CA certificate (basicConstraints CA:TRUE), not a leaf: name the certificate"
                            + " that was uploaded to Cloudflare together with its key.");
        }
        return new CredentialException(
                Reason.CHAIN_ORDER,
                file + ": the first certificate is a CA's: put the leaf first, each followed by its issuer.");
    }

    /** RFC 5280, 4.2.1.9; a certificate without the extension is no CA's. */
    private static boolean isCa(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }
}
