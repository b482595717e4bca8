package dev.originpull.agent.cli;

import dev.originpull.agent.cli.log.StderrLog;
import dev.originpull.agent.config.ListenAddress;
import dev.originpull.agent.monitor.Settings;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.render.RenderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the agent until it is told to end. */
@Command(
        name = "serve",
        header = "Monitor all configured origins; serve metrics and pages.",
        customSynopsis = "originpull serve [OPTIONS]",
        description = {
            "",
            "Probes every origin of originpull.yaml once per interval, until it is stopped. Serves metrics for Prometheus (/metrics, "
                    + "/probe), web pages (/) and JSON (/api/v1/origins).",
            "",
            "SIGHUP reloads the configuration; SIGTERM and Ctrl-C stop the agent."
        },
        footer = {
            "",
            "Exit code: 0 stopped by a signal; 2 the configuration is invalid or the address is in use.",
            "",
            "Examples:",
            "  originpull serve",
            "  originpull serve -c /etc/originpull/originpull.yaml --listen 127.0.0.1:9820"
        })
final class ServeCommand implements Callable<Integer> {
    private final Originpull top;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Listen address: IP:port, [IPv6]:port or :port (default: web.listen of the configuration).")
    private @Nullable String listen;

    ServeCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        Signals signals = Signals.taken();
        Path file = config.locate();
        Optional<InetSocketAddress> address = listenAddress();
        // First of all: later, clients could have taken every file descriptor, and a library that failed to load stays
        // so.
        Preparation.requireTls();
        Settings settings = ConfigFile.load(file);
        StderrLog.serving(top.quiet());
        if (top.verbose()) {
            StderrLog.verbose();
        }
        settings.warnings().forEach(top.console()::warn);
        Catalog servers = Templates.load(Optional.empty()).catalog();
        try (Service service = Service.start(file, settings, address, servers)) {
            signals.onReload(service::reload);
            if (Signals.isReloadIgnored()) {
                LoggerFactory.getLogger(ServeCommand.class)
                        .warn(
                                "SIGHUP is ignored, as nohup has it: set web.lifecycle: true to reload with POST /-/reload, or start"
                                        + " the agent with setsid or as a service");
            }
            signals.awaitEnd();
        } catch (IOException | RenderException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exit.DONE.code();
    }

    private Optional<InetSocketAddress> listenAddress() throws CommandException {
        if (listen == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ListenAddress.parse(listen));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--listen: " + e.getMessage());
        }
    }
}
