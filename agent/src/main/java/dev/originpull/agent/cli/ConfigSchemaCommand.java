package dev.originpull.agent.cli;

import dev.originpull.agent.config.ConfigSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema that editors check originpull.yaml by. */
@Command(
        name = "schema",
        header = "Print the JSON Schema of originpull.yaml (draft 2020-12), for editors.",
        customSynopsis = "originpull config schema",
        footer = {
            "",
            "An editor with the YAML language server finds it by a first line of",
            "# yaml-language-server: $schema=originpull.schema.json",
            "",
            "Example:",
            "  originpull config schema > originpull.schema.json"
        })
final class ConfigSchemaCommand implements Callable<Integer> {
    private final Originpull top;

    ConfigSchemaCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        top.console().out().print(ConfigSchema.text());
        return Exit.DONE.code();
    }
}
