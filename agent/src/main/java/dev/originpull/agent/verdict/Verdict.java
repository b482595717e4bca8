package dev.originpull.agent.verdict;

import java.util.Locale;

/** Whether an origin does what was expected of it. */
public enum Verdict {
    PASS,
    FAIL,
    /** It could not be told. */
    UNKNOWN;

    /** As in JSON: {@code pass}, {@code fail}, {@code unknown}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
