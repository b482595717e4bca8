package dev.originpull.agent.rollout;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.ServerSettings;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Folders;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The web server on this host, as {@code server:} of originpull.yaml names it.
 *
 * @param server its description
 * @param program its commands
 * @param folders where the files of ours lie
 */
record OwnServer(ServerSettings settings, Server server, ServerProgram program, Folders folders) {
    /** A server's command that takes longer hangs. */
    private static final Duration LONGEST_COMMAND = Duration.ofSeconds(30);

    /**
     * Finds out what drives it.
     *
     * @param file where the configuration comes from, for messages
     */
    static OwnServer of(AgentConfig config, Path file, Catalog catalog) throws RolloutException {
        ServerSettings settings = config.server()
                .orElseThrow(() -> new RolloutException(Printable.whole(file.toString())
                        + " does not say which web server this host runs: add a line like "
                        + "`server: {kind: nginx, config: /etc/nginx/nginx.conf}`"));
        try {
            Server server = catalog.server(settings.kind());
            List<String> drivable = catalog.servers().stream()
                    .filter(each -> each.driving().isPresent())
                    .map(Server::name)
                    .toList();
            Driving driving = server.driving()
                    .orElseThrow(() -> new RolloutException(Printable.whole(file.toString()) + ": 'server.kind': "
                            + server.title() + " can be configured by hand only (originpull generate " + server.name()
                            + "): apply and enforce drive " + String.join(" and ", drivable)));
            return new OwnServer(
                    settings,
                    server,
                    program(settings, server, driving),
                    new Folders(settings.fragments().resolve(server.name()), settings.state()));
        } catch (CatalogException e) {
            throw new RolloutException(Printable.whole(file.toString()) + ": 'server.kind': " + e.getMessage(), e);
        }
    }

    private static ServerProgram program(ServerSettings settings, Server server, Driving driving) {
        ServerProgram usual =
                ServerProgram.of(server.title(), settings.config(), driving, new ProcessRunner(), LONGEST_COMMAND);
        if (settings.program().isEmpty()) {
            return usual;
        }
        List<String> words = settings.program().stream()
                .map(word -> word.replace("{config}", settings.config().toString()))
                .toList();
        return new ServerProgram(usual.title(), usual.config(), usual.driving(), words, usual.runner(), usual.limit());
    }

    /** That it has the stage. */
    void check(Stage stage) throws RolloutException {
        if (server.stage(stage).isEmpty()) {
            throw new RolloutException(server.title() + " has no stage " + stage + ": it has "
                    + EnumSet.copyOf(server.stages().keySet()).stream()
                            .map(Stage::word)
                            .collect(Collectors.joining(", ")));
        }
    }
}
