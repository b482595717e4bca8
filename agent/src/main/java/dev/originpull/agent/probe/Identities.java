package dev.originpull.agent.probe;

import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.ForgedIdentity;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the identities of a prober present.
 *
 * @param leaf empty where there is none to try
 * @param forged the look-alike, alone
 * @param forgedWithCa another look-alike, with its CA's certificate behind it; empty where none will be tried
 * @param authorities the CAs that origins are meant to trust; never presented; empty if none are named
 */
public record Identities(
        Optional<Credential> leaf,
        Credential forged,
        Optional<Credential> forgedWithCa,
        List<X509Certificate> authorities) {
    public Identities {
        authorities = List.copyOf(authorities);
    }

    public Identities(Optional<Credential> leaf, Credential forged) {
        this(leaf, forged, Optional.empty(), List.of());
    }

    /** The same where origins are meant to trust these CAs. */
    public Identities trustedBy(List<X509Certificate> others) {
        return new Identities(leaf, forged, forgedWithCa, others);
    }

    /**
     * A forgery to a key of another kind than the usual one, for origins that take no signature by that. Takes up to a second to
     * make.
     */
    Credential forgedOtherwise(boolean withCa) {
        return withCa && leaf.isPresent()
                ? ForgedIdentity.withItsCaOfTheSameKind(leaf.get().leaf())
                : ForgedIdentity.again(
                        forged.leaf(), leaf.map(known -> known.leaf().getPublicKey()));
    }

    /** What an attempt presents; empty for an empty Certificate message. */
    Optional<Credential> of(Identity identity, boolean withCa) {
        if (withCa) {
            return forgedWithCa;
        }
        return switch (identity) {
            case NONE -> Optional.empty();
            case LEAF -> leaf;
            case FORGED -> Optional.of(forged);
        };
    }
}
