package dev.originpull.agent.generate;

import java.util.EnumMap;
import java.util.Map;

/** Some of the texts are unfit. The message is the first complaint, on one line, after its option. */
public final class ChoicesException extends Exception {
    private final transient Map<Choice, String> complaints;

    /** With a line for each complaint, at least one. */
    ChoicesException(Map<Choice, String> complaints) {
        super(first(new EnumMap<>(complaints)));
        this.complaints = Map.copyOf(complaints);
    }

    /** A line for each text that is unfit. */
    public Map<Choice, String> complaints() {
        return complaints;
    }

    private static String first(EnumMap<Choice, String> complaints) {
        Map.Entry<Choice, String> first = complaints.entrySet().iterator().next();
        return first.getKey().option() + ": " + first.getValue();
    }
}
