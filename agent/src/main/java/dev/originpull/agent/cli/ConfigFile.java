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
    private static final String VARIABLE = "ORIGINPULL_CONFIG";
    /** The first that exists, if none is named. */
    private static final List<Path> USUAL =
            List.of(Path.of("originpull.yaml"), Path.of("/etc/originpull/originpull.yaml"));

    private ConfigFile() {}

    /** The file that is named, or {@code $ORIGINPULL_CONFIG}, or the one in this folder, or the machine's. */
    static Path locate(Optional<Path> named) throws CommandException {
        return find(named)
                .orElseThrow(() -> CommandException.usage("no configuration: neither " + USUAL.get(0)
                        + " in this folder nor " + USUAL.get(1)
                        + " exists: name a file with --config, or create one with "
                        + "originpull config init"));
    }

    /** As {@link #locate}, for commands that can do without a configuration. */
    static Optional<Path> find(Optional<Path> named) throws CommandException {
        Optional<Path> chosen = named.or(() -> Optional.ofNullable(System.getenv(VARIABLE))
                .filter(path -> !path.isEmpty())
                .map(Path::of));
        if (chosen.isPresent() && Files.notExists(chosen.get())) {
            throw CommandException.usage("no configuration: "
                    + Printable.of(chosen.get().toString()) + " does not exist: name an existing file with --config");
        }
        return chosen.isPresent()
                ? chosen
                : USUAL.stream().filter(Files::exists).findFirst();
    }

    /** @throws CommandException with a line for each mistake */
    static Settings load(Path file) throws CommandException {
        try {
            return Settings.load(file);
        } catch (ConfigException e) {
            throw invalid(file, e);
        }
    }

    /** A line for each mistake, and one that names the file. */
    static CommandException invalid(Path file, ConfigException e) {
        return CommandException.usage(
                Printable.of(file.toString()) + " cannot be used: fix it and run the command again", e.complaints(), e);
    }
}
