package dev.originpull.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What there is to do with the configuration file. */
@Command(
        name = "config",
        description = "Check originpull.yaml, or print its schema.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%n")
final class ConfigCommand implements Callable<Integer> {

    static CommandLine line(Originpull top) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigCheckCommand(top))
                .addSubcommand(new ConfigSchemaCommand(top));
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() throws CommandException {
        throw CommandException.usage("config what? Name one of check, schema; see originpull config --help");
    }
}
