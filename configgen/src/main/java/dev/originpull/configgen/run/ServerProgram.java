package dev.originpull.configgen.run;

import dev.originpull.configgen.catalog.Driving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The web server on this host, driven by its own commands.
 *
 * @param title as its makers write it
 * @param config its main configuration file
 * @param program what every command begins with
 * @param limit after which a command is taken to hang, and killed
 */
public record ServerProgram(
        String title, Path config, Driving driving, List<String> program, CommandRunner runner, Duration limit) {
    /** Those whose running process can be found before one of their commands runs. */
    private static final Set<String> MASTERS = Set.of("apache", "nginx");

    public ServerProgram {
        program = List.copyOf(program);
    }

    /** As {@code driving} has it. */
    public static ServerProgram of(String title, Path config, Driving driving, CommandRunner runner, Duration limit) {
        List<String> program = driving.program().stream()
                .map(word -> word.replace("{config}", config.toString()))
                .toList();
        return new ServerProgram(title, config, driving, program, runner, limit);
    }

    /** Has it check its configuration on disk. */
    public Ran test() throws IOException, InterruptedException {
        return run(driving.test());
    }

    /** Has it report its configuration. */
    public Ran dump() throws IOException, InterruptedException {
        return run(driving.dump());
    }

    /** Has the running one read its configuration; 0 says that it was told to, and no more. */
    public Ran reload() throws IOException, InterruptedException {
        return run(driving.reload());
    }

    /** Starts it. */
    public Ran start() throws IOException, InterruptedException {
        return driving.service().filter(unit -> isSystemds()).isPresent()
                ? runner.run(List.of("systemctl", "start", driving.service().get()), limit)
                : run(driving.start());
    }

    /** Asks it something else. */
    public Ran run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(asItsUser());
        command.addAll(program);
        command.addAll(words);
        return runner.run(command, limit);
    }

    /**
     * What makes a command run as the user that the running server does, where that is not root: of another user it would take the
     * server's folders, logs and process number.
     *
     * @throws IOException where this user cannot
     */
    private List<String> asItsUser() throws IOException {
        Optional<ServerUser> server = MASTERS.contains(driving.locator())
                ? new Master(config, config.equals(Path.of(driving.usualConfig())), program).user()
                : Optional.empty();
        Optional<ServerUser> self = ServerUser.of("self");
        if (server.isEmpty()
                || self.isEmpty()
                || server.get().uid() == 0
                || server.get().uid() == self.get().uid()) {
            return List.of();
        }
        if (self.get().uid() != 0) {
            throw new IOException(title + " runs as the user with the number "
                    + server.get().uid() + ", and this is another one: run originpull as root or as that user");
        }
        if (!Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            throw new IOException(
                    title + " runs as the user with the number " + server.get().uid()
                            + ", and its commands as root would take its folders: install setpriv (util-linux), or run "
                            + "originpull as that user");
        }
        return server.get().prefix();
    }

    /** Whether systemd runs this configuration: the usual one, on a machine that systemd has booted (sd_booted(3)). */
    private boolean isSystemds() {
        return Path.of("/run/systemd/system").toFile().isDirectory() && config.equals(Path.of(driving.usualConfig()));
    }
}
