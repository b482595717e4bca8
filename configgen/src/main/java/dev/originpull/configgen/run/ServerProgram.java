package dev.originpull.configgen.run;

import dev.originpull.configgen.catalog.Driving;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        List<String> command = new ArrayList<>(program);
        command.addAll(words);
        return runner.run(command, limit);
    }

    /** Whether systemd runs this configuration: the usual one, on a machine that systemd has booted (sd_booted(3)). */
    private boolean isSystemds() {
        return Path.of("/run/systemd/system").toFile().isDirectory() && config.equals(Path.of(driving.usualConfig()));
    }
}
