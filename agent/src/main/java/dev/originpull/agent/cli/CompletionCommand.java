package dev.originpull.agent.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that completes this program's commands, options and their values. */
@Command(
        name = "completion",
        header = "Print a completion script for bash, zsh or fish.",
        customSynopsis = "originpull completion [bash|zsh|fish]",
        description = {"", "Completes commands, options, stages, servers, and the hostnames of originpull.yaml."},
        footer = {
            "",
            "Examples:",
            "  source <(originpull completion bash)",
            "  source <(originpull completion zsh)",
            "  originpull completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Originpull top;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            description = "${COMPLETION-CANDIDATES} (default: a script for bash and zsh).")
    private Shell shell = Shell.BASH;

    CompletionCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            top.console().out().print(CompletionScript.of(spec.root(), shell));
        }
        return Exit.DONE.code();
    }
}
