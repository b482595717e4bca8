package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Response;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.render.Generator;
import dev.originpull.configgen.render.RenderException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The pages, each an endpoint. They need a policy that lets them have styles, scripts, images and forms of their own site, and
 * nothing inline. For use by many threads.
 */
public final class Pages {
    private final Endpoint fleet;
    private final Endpoint origin;
    private final Endpoint generator;
    private final Assets assets;
    private final Endpoint missing;

    /**
     * Reads what the pages are made of.
     *
     * @param catalog the servers that configurations can be made for
     * @param version originpull's own
     * @throws RenderException when the folders of the catalogue cannot be read
     */
    public Pages(Fleet fleet, Catalog catalog, String version, InstantSource clock) throws RenderException {
        this.assets = new Assets();
        Map<String, String> site = new HashMap<>(assets.paths());
        site.put("version", version);
        Typesetter typesetter = new Typesetter(site);
        this.fleet = new FleetPage(fleet, typesetter, clock);
        this.origin = new OriginPage(fleet, version, typesetter, clock);
        this.generator = new GeneratePage(catalog, new Generator(catalog), version, typesetter);
        this.missing = request -> CompletableFuture.completedFuture(typesetter.page(
                404, "missing.ftlh", new MissingView("No such page", "There is nothing at this address.")));
    }

    /** All of them by path; a path that ends in a slash stands for everything below it, but for {@code /}, which is itself. */
    public Map<String, Endpoint> byPath() {
        return Map.of(
                "/",
                readOnly(fleet),
                OriginPage.PATH,
                readOnly(origin),
                GenerateForm.PATH,
                readOnly(generator),
                Assets.PATH,
                readOnly(assets));
    }

    /** For people who ask for a page that there is not. */
    public Endpoint missing() {
        return missing;
    }

    /** Nothing here changes anything (RFC 9110, 15.5.6). */
    private static Endpoint readOnly(Endpoint endpoint) {
        return request -> request.method().equals("GET") || request.method().equals("HEAD")
                ? endpoint.answer(request)
                : CompletableFuture.completedFuture(Response.text(405, "only GET and HEAD are answered here\n")
                        .with("Allow", "GET, HEAD"));
    }
}
