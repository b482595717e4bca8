package dev.originpull.agent.cli;

import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the configuration lies, and reading it for a command. */
final class ConfigFile {
    /** The first that is there, where none is named. */
    private static final List<Path> USUAL =
            List.of(Path.of("originpull.yaml"), Path.of("/etc/originpull/originpull.yaml"));

    private ConfigFile() {}

    /** The file that is named, or else the one in this folder, or else the machine's. */
    static Path locate(Optional<Path> named) throws CommandException {
        if (named.isPresent()) {
            if (Files.notExists(named.get())) {
                throw CommandException.usage(
                        "no configuration: " + Printable.of(named.get().toString())
                                + " does not exist: name an existing file with --config");
            }
            return named.get();
        }
        for (Path usual : USUAL) {
            if (Files.exists(usual)) {
                return usual;
            }
        }
        throw CommandException.usage("no configuration: there is neither " + USUAL.get(0) + " in this folder nor "
                + USUAL.get(1) + ": name one with --config");
    }

    /** @throws CommandException with a line for each mistake */
    static Settings load(Path file) throws CommandException {
        try {
            return Settings.load(file);
        } catch (ConfigException e) {
            throw CommandException.usage(
                    Printable.of(file.toString()) + " cannot be used: fix it and run the command again",
                    e.complaints(),
                    e);
        }
    }
}
