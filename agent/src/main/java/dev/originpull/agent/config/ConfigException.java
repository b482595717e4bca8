package dev.originpull.agent.config;

import java.util.ArrayList;
import java.util.List;

/** A configuration that cannot be used. The message is the complaints, one a line. */
public final class ConfigException extends Exception {
    /** More complaints than these are counted only. */
    public static final int MAX_SHOWN = 20;

    private final List<String> complaints;

    /** @param complaints at least one, each a printable line {@code file:line: what, what to do} */
    public ConfigException(List<String> complaints) {
        super(String.join("\n", shown(complaints)));
        this.complaints = shown(complaints);
    }

    /** The first {@value #MAX_SHOWN}, and a line that counts the others where there are more. */
    public List<String> complaints() {
        return complaints;
    }

    private static List<String> shown(List<String> all) {
        if (all.size() <= MAX_SHOWN) {
            return List.copyOf(all);
        }
        List<String> first = new ArrayList<>(all.subList(0, MAX_SHOWN));
        first.add("and " + (all.size() - MAX_SHOWN) + " more");
        return List.copyOf(first);
    }
}
