package dev.originpull.agent.cli;

import dev.originpull.agent.config.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line, and with {@code --stacktrace} where in the program. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Console console;
    private final boolean stackTrace;

    /** @param stackTrace known before the command line is parsed, as it may be what cannot be parsed */
    Failures(Console console, boolean stackTrace) {
        this.console = console;
        this.stackTrace = stackTrace;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        if (takesNoOutput(command) && Arrays.stream(args).anyMatch(Failures::isOutput)) {
            console.error(OutputOption.none(command.getCommandSpec().qualifiedName()));
            trace(e);
            return Exit.USAGE.code();
        }
        String help = "see " + command.getCommandSpec().qualifiedName() + " --help";
        console.error(
                e instanceof UnmatchedArgumentException unmatched
                        ? unknown(unmatched, command) + help
                        : lowerFirst(String.valueOf(e.getMessage())) + "; " + help);
        trace(e);
        return Exit.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof CommandException known) {
            known.details().forEach(line -> console.err().print(Printable.whole(line) + "\n"));
            console.error(String.valueOf(known.getMessage()));
            trace(e);
            return known.exit().code();
        }
        return bug(e);
    }

    /** Something that nobody has thought of. */
    int bug(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = trace.length == 0 ? "" : " in " + trace[0];
        console.error("a bug in originpull: " + Printable.of(String.valueOf(e)) + where
                + ": please report it with what --stacktrace prints");
        trace(e);
        return Exit.BUG.code();
    }

    private void trace(Throwable e) {
        if (stackTrace) {
            e.printStackTrace(console.err());
            console.err().flush();
        }
    }

    private static String unknown(UnmatchedArgumentException e, CommandLine command) {
        String word = e.getUnmatched().get(0);
        List<String> near = e.getSuggestions();
        boolean option = word.startsWith("-");
        String kind = option
                ? "unknown option"
                : command.getSubcommands().isEmpty() ? "unexpected argument" : "unknown command";
        String hint = near.isEmpty() ? "" : "did you mean " + near.get(0) + "? ";
        return kind + " '" + Printable.of(word) + "': " + hint;
    }

    private static boolean takesNoOutput(CommandLine command) {
        return command.getCommandSpec().findOption(OutputOption.NAME) == null
                && command.getSubcommands().isEmpty();
    }

    private static boolean isOutput(String word) {
        return word.equals("-o") || word.equals(OutputOption.NAME) || word.startsWith(OutputOption.NAME + "=");
    }

    /** picocli's messages begin like sentences; ours follow a colon. */
    private static String lowerFirst(String message) {
        return message.isEmpty() ? message : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
