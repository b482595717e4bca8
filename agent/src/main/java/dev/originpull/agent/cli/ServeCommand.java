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
import picocli.CommandLine.Option;

/** Runs the agent until it is told to end. */
@Command(
        name = "serve",
        description = {
            "Watch every origin of the configuration, and tell Prometheus (/metrics, /probe), people with a browser (/) and "
                    + "people with curl (/api/v1/origins)."
        },
        sortOptions = false,
        optionListHeading = "%n",
        footer = {
            "",
            "SIGHUP reads the configuration again, SIGTERM and Ctrl-C end the agent.",
            "",
            "Exit code: 0 ended when told to, 2 the configuration is wrong or the address is taken.",
            "",
            "Example: originpull serve --config originpull.yaml"
        })
final class ServeCommand implements Callable<Integer> {
    private final Originpull top;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: ./originpull.yaml, or else /etc/originpull/originpull.yaml).")
    private @Nullable Path config;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where to listen, instead of the configuration's web.listen; IP:port, [IPv6]:port or :port.")
    private @Nullable String listen;

    ServeCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (top.output() != OutputKind.TEXT) {
            throw CommandException.usage(
                    "--output " + top.output() + " is not for serve: ask /api/v1/origins for JSON");
        }
        Signals signals = Signals.taken();
        Path file = ConfigFile.locate(Optional.ofNullable(config));
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
