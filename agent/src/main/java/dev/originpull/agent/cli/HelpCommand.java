package dev.originpull.agent.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows the same as {@code --help}; picocli's own command of this name knows no subcommands of subcommands. */
@Command(
        name = "help",
        header = "Show help for a command.",
        customSynopsis = "originpull help [COMMAND...]",
        helpCommand = true,
        footer = {"", "Examples:", "  originpull help probe", "  originpull help config check"})
final class HelpCommand implements Callable<Integer> {
    private final Originpull top;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            completionCandidates = Commands.Names.class,
            description = "Command to explain (default: all of them, in short).")
    private List<String> words = List.of();

    HelpCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        CommandLine command = Optional.ofNullable(spec)
                .map(CommandSpec::root)
                .map(CommandSpec::commandLine)
                .orElseThrow();
        Commands.layOut(command);
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(command, List.of(word));
            }
            command = next;
        }
        top.console().out().print(command.getUsageMessage());
        return Exit.DONE.code();
    }
}
