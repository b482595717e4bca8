package dev.originpull.agent.web.pages;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.LeafFacts;
import java.time.Instant;

/** A leaf that is presented, as the page shows it. */
public record LeafRow(String identity, String subject, String fingerprint, Expiry expiry) {
    static LeafRow of(LeafFacts leaf, Instant now) {
        return new LeafRow(
                leaf.identity(), Printable.of(leaf.subject()), leaf.fingerprint(), Expiry.of(leaf.notAfter(), now));
    }
}
