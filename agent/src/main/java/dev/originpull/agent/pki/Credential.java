package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What an identity presents: a private key and its certificate, followed by the intermediates up to the CA that the origin
 * trusts. Immutable, so safe to share between threads.
 *
 * @param chain the leaf first, never empty
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {
    public Credential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("chain is empty");
        }
    }

    /**
     * Reads and checks a leaf and its key, as far as that can be done without an origin. A leaf that has expired or is not
     * valid yet passes: what an origin makes of it is for the probe to find out.
     *
     * @param passphraseFile its first line opens the key, if that is encrypted
     */
    public static Credential load(Path certificate, Path key, Optional<Path> passphraseFile)
            throws CredentialException {
        List<X509Certificate> chain = Certificates.read(certificate);
        Chains.check(certificate, chain);
        return of(chain, certificate, key, passphraseFile);
    }

    /**
     * Reads and checks the certificate and key that a server shows. Unlike a leaf it may have signed itself, as
     * {@code openssl req -x509} makes them.
     */
    public static Credential ofServer(Path certificate, Path key) throws CredentialException {
        return of(Certificates.read(certificate), certificate, key, Optional.empty());
    }

    private static Credential of(List<X509Certificate> chain, Path certificate, Path key, Optional<Path> passphraseFile)
            throws CredentialException {
        PrivateKey privateKey = PrivateKeys.read(key, passphraseFile);
        if (!KeyMatch.belongTogether(privateKey, chain.get(0).getPublicKey())) {
            throw new CredentialException(
                    Reason.KEY_OF_ANOTHER_CERTIFICATE,
                    "The key in " + key + " does not belong to the certificate in " + certificate
                            + ": name the key that its request was made with.");
        }
        return new Credential(privateKey, chain);
    }

    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** Names the leaf, never the key. */
    @Override
    public String toString() {
        return "credential of " + leaf().getSubjectX500Principal();
    }
}
