package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.SettingsSummary;
import dev.originpull.agent.config.Place;
import dev.originpull.agent.config.WebTls;
import dev.originpull.agent.monitor.Settings;
import dev.originpull.agent.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same as --config FILE.")
    private @Nullable Path named;

    ConfigCheckCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (top.output() != OutputKind.TEXT && top.output() != OutputKind.JSON) {
            throw CommandException.usage("--output " + top.output() + " is for probe: use text or json");
        }
        if (config != null && named != null) {
            throw CommandException.usage("two configurations: name one, with --config or without");
        }
        Path file = ConfigFile.locate(Optional.ofNullable(config).or(() -> Optional.ofNullable(named)));
        Settings settings = ConfigFile.load(file);
        Preparation.requireTls();
        if (settings.config().web().tls().isPresent()) {
            checkTls(settings.config().web().tls().get());
        }
        if (settings.config().server().isPresent()) {
            checkServer(file);
        }
        List<String> warnings = new ArrayList<>(settings.warnings());
        settings.config()
                .web()
                .exposure(settings.config().web().listen())
                .ifPresent(exposure -> warnings.add(new Place(file, 0) + ": 'web.listen': " + exposure));
        if (!top.quiet()) {
            warnings.forEach(top.console()::warn);
        }
        SettingsSummary summary = new SettingsSummary(file, settings, warnings);
        top.console().out().print(top.output() == OutputKind.JSON ? summary.json() : summary.text());
        return Exit.DONE.code();
    }

    /** That BoringSSL takes the certificate, its key and the settings. */
    private static void checkTls(WebTls tls) throws CommandException {
        try {
            WebServer.check(tls);
        } catch (IOException e) {
            throw CommandException.usage(tls.place() + ": " + e.getMessage(), e);
        }
    }

    /** That the server is one that can be driven; whether it is on this host, apply finds out. */
    private static void checkServer(Path file) throws CommandException {
        OwnHost.open(Optional.of(file)).close();
    }
}
