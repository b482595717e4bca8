package dev.originpull.agent.cli;

import java.util.Locale;

/** What results are written as. */
public enum OutputKind {
    TEXT,
    JSON,
    JSONL,
    JUNIT;

    /** As after {@code --output}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
