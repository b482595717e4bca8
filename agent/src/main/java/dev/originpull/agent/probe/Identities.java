package dev.originpull.agent.probe;

import dev.originpull.agent.pki.Credential;
import java.util.Optional;

/**
 * What the identities of a prober present.
 *
 * @param leaf empty where there is none to try
 * @param forged the look-alike, alone
 * @param forgedWithCa another look-alike, with its CA's certificate behind it; empty where none will be tried
 */
public record Identities(Optional<Credential> leaf, Credential forged, Optional<Credential> forgedWithCa) {
    public Identities(Optional<Credential> leaf, Credential forged) {
        this(leaf, forged, Optional.empty());
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
