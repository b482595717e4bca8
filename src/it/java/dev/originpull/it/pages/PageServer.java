package dev.originpull.it.pages;

import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.web.Listening;
import dev.originpull.agent.web.Routes;
import dev.originpull.agent.web.WebServer;
import dev.originpull.agent.web.pages.Pages;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.render.RenderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The agent's own server with the pages of a fleet, on a free port of the loopback interface. */
record PageServer(WebServer server) implements AutoCloseable {

    static PageServer of(Fleet fleet) {
        try {
            Path templates = Path.of(System.getProperty("originpull.checkout"), "templates");
            Pages pages = new Pages(fleet, Catalog.load(templates, Optional.empty()), "0.1.0-test", Clock.systemUTC());
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new PageServer(WebServer.start(Listening.plainly(anyPort), new Routes(pages.routes())));
        } catch (CatalogException | RenderException | IOException e) {
            throw new AssertionError(e);
        }
    }

    String url(String link) {
        return "http://127.0.0.1:" + server.address().getPort() + link;
    }

    @Override
    public void close() {
        server.close();
    }
}
