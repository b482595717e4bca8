package dev.originpull.agent.web.pages;

import dev.originpull.agent.cli.VersionLines;
import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.render.RenderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the pages as a server would. */
final class Browser {
    static final String VERSION = VersionLines.version();
    private final Pages pages;

    Browser(Fleet fleet) {
        try {
            Path templates = Path.of(System.getProperty("originpull.checkout"), "templates");
            this.pages = new Pages(
                    fleet, Catalog.load(templates, Optional.empty()), VERSION, Clock.fixed(Sights.NOW, ZoneOffset.UTC));
        } catch (CatalogException | RenderException e) {
            throw new AssertionError(e);
        }
    }

    /** What came, and the status. */
    record Page(int status, Map<String, String> headers, String text) {}

    Page get(String link) {
        URI uri = URI.create("http://localhost" + link);
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(decoded(parts.length > 1 ? parts[1] : ""));
            }
        }
        Response response = endpoint(uri.getPath())
                .answer(new Request("GET", uri.getPath(), query, Map.of()))
                .toCompletableFuture()
                .join();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            response.body().writeTo(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Page(response.status(), response.headers(), text.toString(StandardCharsets.UTF_8));
    }

    private Endpoint endpoint(String path) {
        return pages.routes().stream()
                .filter(route -> route.prefix() ? path.startsWith(route.path()) : path.equals(route.path()))
                .findFirst()
                .orElseThrow()
                .endpoint();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
