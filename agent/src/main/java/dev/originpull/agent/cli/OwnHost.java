package dev.originpull.agent.cli;

import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.Program;
import dev.originpull.agent.rollout.RolloutException;
import java.nio.file.Path;
import java.util.Optional;

/** This host's web server, for the commands that change it. */
final class OwnHost {
    private OwnHost() {}

    /** @param config the configuration, where one was named */
    static HostChanges open(Optional<Path> config) throws CommandException {
        Path file = ConfigFile.locate(config);
        try {
            return HostChanges.open(
                    file,
                    Templates.load(Optional.empty()).catalog(),
                    new Program(VersionLines.version(), Home.launcher()));
        } catch (ConfigException e) {
            throw ConfigFile.invalid(file, e);
        } catch (RolloutException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /** Who is at the keyboard: behind sudo, not root. */
    static String who() {
        String user = System.getProperty("user.name", "");
        String before = Optional.ofNullable(System.getenv("SUDO_USER")).orElse("");
        return Printable.of(before.isEmpty() || before.equals(user) ? user : before + " (as " + user + ")");
    }
}
