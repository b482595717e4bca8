package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Setting;
import dev.originpull.configgen.catalog.Site;
import dev.originpull.configgen.catalog.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables that a template sees. src/docs/templates.md lists them. */
final class Model {
    private static final String EXAMPLE = "app.example.com";

    private Model() {}

    static Map<String, Object> of(Server server, Request request, Setting stage) {
        boolean asks = request.stage() != Stage.OFF;
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("header", header(server, request));
        model.put("title", server.title());
        model.put("context", server.context());
        model.put("stage", request.stage().word());
        model.put("directive", stage.directive());
        model.put("asks", asks);
        putPath(model, "caFile", request.caFile().filter(path -> asks));
        putPath(model, "crlFile", request.crlFile().filter(path -> asks));
        model.put("depth", request.depth());
        model.put("log", request.log());
        model.put("format", "originpull");
        model.put("full", request.full());
        request.hostname().ifPresent(hostname -> model.put("hostname", hostname.name()));
        if (request.full() && request.hostname().isEmpty()) {
            model.put("hostname", EXAMPLE);
        }
        model.put("wildcard", request.hostname().map(Hostname::isWildcard).orElse(false));
        model.put("site", site(request.site().orElse(server.site())));
        model.put("quote", Functions.quoting(server));
        model.put("has", Functions.has(server, request.serverVersion().orElse(server.assumedVersion())));
        return model;
    }

    private static List<String> header(Server server, Request request) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "originpull " + request.provenance().version() + ": " + server.title() + ", stage " + request.stage());
        lines.add(Character.toUpperCase(request.stage().meaning().charAt(0))
                + request.stage().meaning().substring(1) + ".");
        lines.add("Regenerate with: " + request.provenance().commandLine());
        return lines;
    }

    private static Map<String, Object> site(Site site) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("certificate", new Functions.Unquoted(site.certificate()));
        model.put("privateKey", new Functions.Unquoted(site.privateKey()));
        model.put("log", new Functions.Unquoted(site.log()));
        model.put("root", new Functions.Unquoted(site.root()));
        model.put("port", site.port());
        return model;
    }

    private static void putPath(Map<String, Object> model, String name, Optional<ServerPath> path) {
        path.ifPresent(present -> model.put(name, new Functions.Unquoted(present)));
    }
}
