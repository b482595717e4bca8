package dev.originpull.agent.cli;

import dev.originpull.agent.config.ConfigSchema;
import dev.originpull.agent.config.Printable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the example configuration to start from. */
@Command(
        name = "init",
        header = "Write a commented originpull.yaml to start from.",
        customSynopsis = "originpull config init [FILE]",
        description = {"", "Never overwrites a file."},
        footer = {
            "",
            "Exit code: 0 written; 2 the file exists or cannot be written.",
            "",
            "Examples:",
            "  originpull config init",
            "  originpull config init /etc/originpull/originpull.yaml"
        })
final class ConfigInitCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "originpull.yaml",
            description = "File to write (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("originpull.yaml");

    ConfigInitCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        String name = Printable.of(file.toString());
        try {
            Files.writeString(file, ConfigSchema.example(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(name + " exists, and is not overwritten: name another FILE", e);
        } catch (NoSuchFileException e) {
            throw CommandException.usage("cannot write " + name + ": its directory does not exist: create it", e);
        } catch (IOException e) {
            throw CommandException.usage("cannot write " + name + " (" + e + "): name another FILE", e);
        }
        top.console()
                .out()
                .print("wrote " + name + ": put in your origins and certificates, then run originpull config check\n");
        return Exit.DONE.code();
    }
}
