package dev.originpull.agent.cli;

import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.render.Generator;
import dev.originpull.configgen.render.RenderException;
import dev.originpull.configgen.render.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The servers that configurations can be made for, and their templates; what goes wrong becomes a line for the user. */
final class Templates {
    private final Catalog catalog;

    private Templates(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @param overrides a folder that goes before the program's own */
    static Templates load(Optional<Path> overrides) throws CommandException {
        Path home = Home.templates()
                .orElseThrow(() -> CommandException.usage(
                        "the folder templates/ of this installation is missing: unpack originpull again, as a whole"));
        try {
            return new Templates(Catalog.load(home, overrides));
        } catch (CatalogException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /** For what makes configurations without a command line. */
    Catalog catalog() {
        return catalog;
    }

    /** All servers, by name. */
    List<Server> servers() throws CommandException {
        try {
            return catalog.servers();
        } catch (CatalogException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /** That there is such a server. */
    void check(String server) throws CommandException {
        try {
            catalog.server(server);
        } catch (CatalogException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    /** The configuration, lines ended by {@code \n}. */
    String configuration(String server, Request request) throws CommandException {
        try {
            return new Generator(catalog).render(catalog.server(server), request);
        } catch (CatalogException | RenderException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }
}
