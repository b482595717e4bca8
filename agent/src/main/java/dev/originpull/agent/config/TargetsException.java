package dev.originpull.agent.config;

import java.util.List;

/** A list of targets that cannot be used; it names every wrong line, or the first of many. */
public final class TargetsException extends Exception {
    /** More wrong lines than these are counted only. */
    public static final int MAX_SHOWN = 20;

    private final List<String> problems;

    /**
     * @param message one line that says what to do
     * @param problems one line each, beginning with {@code file:line: }; the first {@value #MAX_SHOWN} of them
     */
    TargetsException(String message, List<String> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** The wrong lines, each {@code file:line: what is wrong}. */
    public List<String> problems() {
        return problems;
    }
}
