package dev.originpull.agent.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes this program's commands and options in bash and zsh. */
@Command(
        name = "completion",
        description = "Print the completion script for bash and zsh.",
        footer = {"", "Use it with: source <(originpull completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Originpull top;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            top.console()
                    .out()
                    .print(AutoComplete.bash("originpull", spec.root().commandLine()));
        }
        return Exit.DONE.code();
    }
}
