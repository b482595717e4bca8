package dev.originpull.agent.cli;

import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.Program;
import dev.originpull.agent.rollout.RolloutException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** This host's web server, for the commands that change it. */
final class OwnHost {
    private OwnHost() {}

    /** @param config the configuration, where one was named */
    static HostChanges open(Optional<Path> config) throws CommandException {
        Path file = ConfigFile.locate(config);
        try {
            return HostChanges.open(file, Templates.load(Optional.empty()).catalog(), program());
        } catch (ConfigException e) {
            throw ConfigFile.invalid(file, e);
        } catch (RolloutException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The same for a rollback, for which the section {@code server:} of the configuration is enough.
     *
     * @param warn takes what is wrong with the rest of it, a line each
     */
    static HostChanges openForRollback(Optional<Path> config, Consumer<String> warn) throws CommandException {
        Path file = ConfigFile.locate(config);
        try {
            AgentConfigFile.ForRollback read =
                    AgentConfigFile.readForRollback(file.toAbsolutePath().normalize());
            read.complaints().forEach(warn);
            return HostChanges.of(
                    file, read.config(), Templates.load(Optional.empty()).catalog(), program());
        } catch (ConfigException e) {
            throw ConfigFile.invalid(file, e);
        } catch (RolloutException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private static Program program() {
        return new Program(VersionLines.version(), Home.launcher());
    }

    /** Who is at the keyboard: behind sudo, not root. */
    static String who() {
        String user = System.getProperty("user.name", "");
        String before = Optional.ofNullable(System.getenv("SUDO_USER")).orElse("");
        return Printable.of(before.isEmpty() || before.equals(user) ? user : before + " (as " + user + ")");
    }
}
