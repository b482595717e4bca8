package dev.originpull.agent.verdict;

import dev.originpull.configgen.catalog.Stage;
import java.util.Locale;

/** What an origin does with client certificates, as seen from outside. */
public enum Mode {
    /** Asks for none; all pass. */
    OFF,
    /** Asks; all pass, a forged certificate too. */
    OBSERVE,
    /** Asks; nothing and the leaf pass, a forged certificate does not. */
    OPTIONAL,
    /** Only the leaf passes. */
    REQUIRED,
    /** A certificate is needed, but any will do. */
    REQUIRED_ANY,
    /** The leaf is refused: through Cloudflare this site is down. */
    MISMATCH,
    /** The evidence is not enough to tell. */
    INCONCLUSIVE,
    /** No TLS conversation took place. */
    UNREACHABLE;

    /** As in JSON and metrics, such as {@code required-any}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it could be told what the origin does. */
    public boolean isTold() {
        return this != INCONCLUSIVE && this != UNREACHABLE;
    }

    /** Whether this is what an origin configured to {@code stage} does. */
    public boolean is(Stage stage) {
        return word().equals(stage.word());
    }
}
