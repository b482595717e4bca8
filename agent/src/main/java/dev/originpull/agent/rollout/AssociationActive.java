package dev.originpull.agent.rollout;

import dev.originpull.agent.config.CloudflareSettings;
import java.util.Optional;

/**
 * Cloudflare says that it presents the leaf for this hostname.
 *
 * @param cloudflare empty where none is configured
 */
record AssociationActive(Optional<CloudflareSettings> cloudflare) implements Gate {
    @Override
    public GateName name() {
        return GateName.ASSOCIATION_ACTIVE;
    }

    /** Says what was not done: this version has no client of Cloudflare's API. */
    @Override
    public Finding look(Sight sight) {
        return Finding.note(
                cloudflare.isPresent()
                        ? "not checked: this version does not ask Cloudflare's API"
                        : "not checked: no 'cloudflare' is configured");
    }
}
