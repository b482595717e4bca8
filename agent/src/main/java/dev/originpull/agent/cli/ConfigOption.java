package dev.originpull.agent.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} of the commands that read originpull.yaml. */
final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration file (default: $ORIGINPULL_CONFIG, ./originpull.yaml, or "
                    + "/etc/originpull/originpull.yaml: the first that exists).")
    private @Nullable Path file;

    /** The file, if the command line names one. */
    Optional<Path> named() {
        return Optional.ofNullable(file);
    }

    /** @throws CommandException if there is none */
    Path locate() throws CommandException {
        return ConfigFile.locate(named());
    }
}
