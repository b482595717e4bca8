package dev.originpull.agent.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about the configuration file. */
@Command(
        name = "config",
        header = "Create, check or describe originpull.yaml.",
        customSynopsis = "originpull config COMMAND [OPTIONS]",
        footer = {"", "Run 'originpull help config COMMAND' for more about a command."})
final class ConfigCommand implements Callable<Integer> {

    private final Originpull top;

    @Spec
    private @Nullable CommandSpec spec;

    ConfigCommand(Originpull top) {
        this.top = top;
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() {
        if (spec != null) {
            top.console().err().print(Commands.shortHelp(spec));
        }
        return Exit.USAGE.code();
    }
}
