package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.SettingsSummary;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Place;
import dev.originpull.agent.config.WebTls;
import dev.originpull.agent.monitor.Settings;
import dev.originpull.agent.rollout.CaPlace;
import dev.originpull.agent.web.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells whether the configuration can be run. */
@Command(
        name = "check",
        header = "Validate originpull.yaml and the files it refers to.",
        customSynopsis = "originpull config check [FILE] [OPTIONS]",
        description = {"", "Reads what serve would read, and reports each error with its line. Connects to nothing."},
        footer = {
            "",
            "Exit code: 0 valid; 2 invalid: each error is a line on stderr.",
            "",
            "Examples:",
            "  originpull config check",
            "  originpull config check /etc/originpull/originpull.yaml"
        })
final class ConfigCheckCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Same as --config FILE.")
    private @Nullable Path file;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    ConfigCheckCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (config.named().isPresent() && file != null) {
            throw CommandException.usage("two configurations: name one, with --config or without");
        }
        Path path = ConfigFile.locate(config.named().or(() -> Optional.ofNullable(file)));
        Settings settings = ConfigFile.load(path);
        Preparation.requireTls();
        if (settings.config().web().tls().isPresent()) {
            checkTls(settings.config().web().tls().get());
        }
        if (settings.config().server().isPresent()) {
            checkServer(path);
        }
        List<String> warnings = new ArrayList<>(settings.warnings());
        settings.config()
                .web()
                .exposure(settings.config().web().listen())
                .ifPresent(exposure -> warnings.add(new Place(path, 0) + ": 'web.listen': " + exposure));
        warnings.addAll(caPlaces(settings.config()));
        if (!top.quiet()) {
            warnings.forEach(top.console()::warn);
        }
        SettingsSummary summary = new SettingsSummary(path, settings, warnings);
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

    /** The CA files that the server on this host is to read from a place that may not stay. */
    private static List<String> caPlaces(AgentConfig config) {
        return config.server().isEmpty()
                ? List.of()
                : config.identities().values().stream()
                        .flatMap(identity -> identity.ca().stream())
                        .flatMap(file -> CaPlace.note(file).stream())
                        .distinct()
                        .toList();
    }

    /** That the server is one that can be driven; whether it is on this host, apply finds out. */
    private static void checkServer(Path file) throws CommandException {
        OwnHost.open(Optional.of(file)).close();
    }
}
