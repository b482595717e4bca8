package dev.originpull.agent.cli;

import dev.originpull.agent.verdict.Remedies;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Remedies for the servers that there are templates for. Their descriptions are read when the first remedy is asked for: most
 * probes need none.
 */
public final class TemplateRemedies implements Remedies {
    private @Nullable List<Server> servers;

    @Override
    public synchronized Optional<Remedy> setting(String serverHeader, Stage stage) {
        if (servers == null) {
            servers = read();
        }
        return servers.stream()
                .filter(server -> server.isNamedBy(serverHeader))
                .findFirst()
                .flatMap(server -> server.stage(stage)
                        .map(setting -> new Remedy(
                                server.name(),
                                server.title(),
                                setting.directive(),
                                server.context(),
                                server.manual(),
                                caFile(server))));
    }

    /** Beside the server's own configuration, where it may read files. */
    private static String caFile(Server server) {
        Path folder = Path.of(server.config().toString()).getParent();
        return (folder == null ? "/etc/originpull" : folder.toString()) + "/origin-pull-ca.pem";
    }

    private static List<Server> read() {
        Optional<Path> templates = Home.templates();
        try {
            return templates.isEmpty()
                    ? List.of()
                    : Catalog.load(templates.get(), Optional.empty()).servers();
        } catch (CatalogException e) {
            // A fix that speaks generally is still a fix; `originpull generate` says what is wrong with the templates.
            LoggerFactory.getLogger(TemplateRemedies.class).debug("no remedies by server", e);
            return List.of();
        }
    }
}
