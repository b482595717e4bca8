package dev.originpull.agent.verdict;

import java.util.Locale;

/** What an attempt's identity met with. */
public enum Outcome {
    ACCEPTED,
    REFUSED,
    /** The evidence is not enough to tell. */
    UNKNOWN,
    /** The attempt did not come to a TLS conversation. */
    UNREACHABLE;

    /** As in JSON and metrics, such as {@code accepted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
