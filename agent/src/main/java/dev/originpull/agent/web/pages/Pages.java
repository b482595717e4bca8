package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.web.Route;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.render.Generator;
import dev.originpull.configgen.render.RenderException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pages. They need a policy that lets them have styles, scripts, images and forms of their own site, and nothing inline. For use
 * by many threads.
 */
public final class Pages {
    private final List<Route> routes;

    /**
     * Reads what the pages are made of.
     *
     * @param catalog the servers that configurations can be made for
     * @param version originpull's own
     * @throws RenderException when the folders of the catalogue cannot be read
     */
    public Pages(Fleet fleet, Catalog catalog, String version, InstantSource clock) throws RenderException {
        Assets assets = new Assets();
        Map<String, String> site = new HashMap<>(assets.paths());
        site.put("version", version);
        Typesetter typesetter = new Typesetter(site);
        this.routes = List.of(
                Route.get("/", new FleetPage(fleet, typesetter, clock)),
                Route.below(OriginPage.PATH, new OriginPage(fleet, version, typesetter, clock)),
                Route.get(GenerateForm.PATH, new GeneratePage(catalog, new Generator(catalog), version, typesetter)),
                Route.below(Assets.PATH, assets));
    }

    /** Where they lie. */
    public List<Route> routes() {
        return routes;
    }
}
