package dev.originpull.agent.verdict;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
    /** The origin is open, or down, while it is believed to be neither. */
    CRITICAL,
    /** Not as it must be. */
    ERROR,
    /** Will become an error, or hides one. */
    WARNING,
    /** Good to know. */
    INFO;

    /** As in JSON and metrics, such as {@code critical}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a finding of this severity makes a probe fail. */
    public boolean fails() {
        return this == CRITICAL || this == ERROR;
    }
}
