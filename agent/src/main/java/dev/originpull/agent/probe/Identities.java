package dev.originpull.agent.probe;

import dev.originpull.agent.pki.Credential;
import java.util.Optional;

/**
 * What the identities of a prober present.
 *
 * @param leaf empty where there is none to try
 * @param forged the look-alike
 */
public record Identities(Optional<Credential> leaf, Credential forged) {

    /** What an identity presents; empty for an empty Certificate message. */
    Optional<Credential> of(Identity identity) {
        return switch (identity) {
            case NONE -> Optional.empty();
            case LEAF -> leaf;
            case FORGED -> Optional.of(forged);
        };
    }
}
