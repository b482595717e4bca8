package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.SettingsSummary;
import dev.originpull.agent.monitor.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether the configuration can be run. */
@Command(
        name = "check",
        description =
                "Read originpull.yaml and every key file that it names, as serve does, and say what is in it or what "
                        + "is wrong with it. Connects to nothing.",
        optionListHeading = "%n",
        footer = {"", "Exit code: 0 it can be run, 2 it cannot; each mistake is a line on stderr."})
final class ConfigCheckCommand implements Callable<Integer> {
    private final Originpull top;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (./originpull.yaml, or else /etc/originpull/originpull.yaml).")
    private @Nullable Path config;

    ConfigCheckCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (top.output() != OutputKind.TEXT && top.output() != OutputKind.JSON) {
            throw CommandException.usage("--output " + top.output() + " is for probe: use text or json");
        }
        Path file = ConfigFile.locate(Optional.ofNullable(config));
        Settings settings = ConfigFile.load(file);
        Preparation.requireTls();
        if (settings.config().server().isPresent()) {
            checkServer(file);
        }
        if (!top.quiet()) {
            settings.warnings().forEach(top.console()::warn);
        }
        SettingsSummary summary = new SettingsSummary(file, settings);
        top.console().out().print(top.output() == OutputKind.JSON ? summary.json() : summary.text());
        return Exit.DONE.code();
    }

    /** That the server is one that can be driven; whether it is on this host, apply finds out. */
    private static void checkServer(Path file) throws CommandException {
        OwnHost.open(Optional.of(file)).close();
    }
}
