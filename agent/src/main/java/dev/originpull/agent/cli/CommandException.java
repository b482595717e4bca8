package dev.originpull.agent.cli;

import java.util.List;

/** A command cannot go on. The message is one line: what, where, what to do. */
public final class CommandException extends Exception {
    private final Exit exit;
    private final List<String> details;

    private CommandException(Exit exit, List<String> details, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.details = List.copyOf(details);
    }

    private CommandException(Exit exit, String message) {
        super(message);
        this.exit = exit;
        this.details = List.of();
    }

    /** The command line, or a file that it names, is wrong; nothing was attempted. */
    public static CommandException usage(String message) {
        return new CommandException(Exit.USAGE, message);
    }

    /** As {@link #usage(String)}, with its cause for {@code --stacktrace}. */
    public static CommandException usage(String message, Throwable cause) {
        return new CommandException(Exit.USAGE, List.of(), message, cause);
    }

    /** As {@link #usage(String)}, with a line for each thing that is wrong; they come first. */
    static CommandException usage(String message, List<String> details, Throwable cause) {
        return new CommandException(Exit.USAGE, details, message, cause);
    }

    /** It was not done, for safety. */
    static CommandException refused(String message, Throwable cause) {
        return new CommandException(Exit.REFUSED, List.of(), message, cause);
    }

    /** It cannot be told what was asked. */
    public static CommandException untold(String message, Throwable cause) {
        return new CommandException(Exit.UNTOLD, List.of(), message, cause);
    }

    Exit exit() {
        return exit;
    }

    /** Lines to show before the message. */
    List<String> details() {
        return details;
    }
}
