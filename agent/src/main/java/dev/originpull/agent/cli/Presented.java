package dev.originpull.agent.cli;

import dev.originpull.agent.pki.Certificates;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.pki.KeyFilePermissions;
import dev.originpull.agent.pki.LeafIssuer;
import dev.originpull.agent.probe.Identities;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is presented to origins.
 *
 * @param warnings a line each
 */
record Presented(Identities identities, List<String> warnings) {
    Presented {
        warnings = List.copyOf(warnings);
    }

    Optional<X509Certificate> leaf() {
        return identities.leaf().map(Credential::leaf);
    }

    /**
     * Reads the leaf, its key and its CA, and forges the look-alike.
     *
     * @param audit whether a second look-alike, with its CA, is wanted too
     */
    static Presented load(
            Optional<Path> certificate,
            Optional<Path> key,
            Optional<Path> passphraseFile,
            Optional<Path> ca,
            boolean audit)
            throws CommandException {
        if (certificate.isEmpty() && key.isPresent()) {
            throw CommandException.usage("--key without --cert: name the leaf that belongs to the key");
        }
        if (certificate.isPresent() && key.isEmpty()) {
            throw CommandException.usage("--cert without --key: name the leaf's private key");
        }
        if (key.isEmpty() && passphraseFile.isPresent()) {
            throw CommandException.usage("--key-passphrase-file without --key: name the key that it opens");
        }
        try {
            List<X509Certificate> authorities = ca.isPresent() ? Certificates.read(ca.get()) : List.of();
            if (certificate.isEmpty() || key.isEmpty()) {
                Credential forged = authorities.isEmpty()
                        ? ForgedIdentity.ofUnknownCa()
                        : ForgedIdentity.claimingIssuer(authorities.get(0));
                return new Presented(new Identities(Optional.empty(), forged).trustedBy(authorities), List.of());
            }
            Credential leaf = Credential.load(certificate.get(), key.get(), passphraseFile);
            if (ca.isPresent()) {
                LeafIssuer.check(leaf, authorities, ca.get());
            }
            return new Presented(
                    new Identities(
                            Optional.of(leaf),
                            ForgedIdentity.copyOf(leaf.leaf()),
                            audit ? Optional.of(ForgedIdentity.withItsCa(leaf.leaf())) : Optional.empty(),
                            authorities),
                    KeyFilePermissions.warning(key.get()).stream().toList());
        } catch (CredentialException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }
}
