package dev.originpull.agent.cli.render;

import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.agent.verdict.Severity;
import dev.originpull.configgen.install.Event;

/** Colours words for terminals (ECMA-48, 8.3.117), or leaves them as they are. */
final class Ink {
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String CYAN = "36";
    private static final String BOLD = "1";

    private final boolean on;

    Ink(boolean on) {
        this.on = on;
    }

    String status(String text, ExitStatus status) {
        return paint(
                text,
                switch (status) {
                    case AS_EXPECTED -> GREEN;
                    case NOT_AS_EXPECTED, BUG -> BOLD + ";" + RED;
                    case COULD_NOT_TELL -> YELLOW;
                });
    }

    String severity(String text, Severity severity) {
        return paint(
                text,
                switch (severity) {
                    case CRITICAL -> BOLD + ";" + RED;
                    case ERROR -> RED;
                    case WARNING -> YELLOW;
                    case INFO -> CYAN;
                });
    }

    String step(String text, Event.State state) {
        return switch (state) {
            case DONE -> paint(text, GREEN);
            case FAILED -> paint(text, BOLD + ";" + RED);
            case NOTE -> paint(text, YELLOW);
            case BEGUN -> text;
        };
    }

    String heading(String text) {
        return paint(text, BOLD);
    }

    private String paint(String text, String code) {
        return on ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
