package dev.originpull.configgen.catalog;

import java.util.Optional;

/**
 * What a server is told for a stage or an option.
 *
 * @param directive as it stands in the configuration, {@code ssl_verify_client on;}
 * @param since the first version that understands it; empty where every version in use does
 */
public record Setting(String directive, Optional<Version> since) {
    public Setting {
        if (directive.isBlank()) {
            throw new IllegalArgumentException("empty directive");
        }
    }

    /** Whether {@code version} is too old for it. */
    public boolean isNewerThan(Version version) {
        return since.map(version::isBefore).orElse(false);
    }
}
