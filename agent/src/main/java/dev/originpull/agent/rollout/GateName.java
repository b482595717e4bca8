package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.catalog.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A gate that can say no, and that {@code --force} can open. */
public enum GateName {
    /** The leaf is accepted now, and the forged one refused. */
    LEAF_ACCEPTED,
    /** Leaf and CA are good for two weeks more. */
    CERTIFICATES_GOOD,
    /** The server is told to trust no CA but the leaf's. */
    TRUSTED_CAS,
    /** The origin's log shows that Cloudflare presents the leaf. */
    LOG_VERIFIED,
    /** Cloudflare says that the leaf is associated with the hostname. */
    ASSOCIATION_ACTIVE,
    /** Nothing but this hostname changes. */
    OWN_BLOCK;

    private static final List<String> WORDS =
            Arrays.stream(values()).map(GateName::word).toList();

    /** As after {@code --force}: {@code leaf-accepted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The gate of that name.
     *
     * @throws IllegalArgumentException with one printable line that names the nearest, and all
     */
    public static GateName parse(String word) {
        return Arrays.stream(values())
                .filter(gate -> gate.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + Printable.of(word) + "' is no gate"
                        + Nearest.hint(word, WORDS) + " The gates are " + String.join(", ", WORDS)));
    }

    @Override
    public String toString() {
        return word();
    }
}
