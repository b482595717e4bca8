package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /api/v1/origins}: the state of the fleet in probe's JSON; src/docs/probe-output.schema.json describes it. */
public final class OriginsEndpoint {
    private static final String PATH = "/api/v1/origins";
    private static final String JSON = "application/json; charset=utf-8";

    private final Fleet fleet;

    private OriginsEndpoint(Fleet fleet) {
        this.fleet = fleet;
    }

    /** All of them, or those that {@code mode}, {@code verdict} and {@code hostname} choose. One at a time: 50,000 are 100 MB. */
    public static Route all(Fleet fleet) {
        return Route.get(PATH, new OriginsEndpoint(fleet)::list).inTurn();
    }

    /** The element of {@code origins} that has this id. */
    public static Route one(Fleet fleet) {
        return Route.below(PATH + "/", new OriginsEndpoint(fleet)::find);
    }

    private CompletionStage<Response> list(Request request) {
        OriginFilter filter;
        try {
            filter = OriginFilter.of(request);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Response.text(400, String.valueOf(e.getMessage())));
        }
        List<Standing> chosen = fleet.standings().stream().filter(filter).toList();
        return CompletableFuture.completedFuture(new Response(200, JSON, Map.of(), out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            write(chosen, text);
            text.flush();
        }));
    }

    private CompletionStage<Response> find(Request request) {
        String id = request.path().substring(PATH.length() + 1);
        Optional<Standing> standing = fleet.find(id);
        return CompletableFuture.completedFuture(standing.map(found -> new Response(
                        200,
                        JSON,
                        Map.of(),
                        out -> out.write((OriginDocument.of(found) + "\n").getBytes(StandardCharsets.UTF_8))))
                .orElseGet(() -> Response.text(404, "No origin has this id: " + PATH + " lists them.")));
    }

    private static void write(List<Standing> standings, Writer text) throws IOException {
        text.write("{\"version\":1,\"origins\":[");
        String separator = "\n";
        for (Standing standing : standings) {
            text.write(separator);
            text.write(OriginDocument.of(standing));
            separator = ",\n";
        }
        text.write("\n]}\n");
    }
}
