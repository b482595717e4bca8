package dev.originpull.agent.web.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /sd}: every watch as a target group of Prometheus' HTTP service discovery. The groups bring the parameters of
 * {@code /probe} as {@code __param_} labels and an {@code instance} that no other has, so that one rule is left to a scrape
 * configuration: which agent to ask.
 */
public final class DiscoveryEndpoint implements Endpoint {
    private static final JsonFactory JSON = new JsonFactory();

    private final Fleet fleet;

    public DiscoveryEndpoint(Fleet fleet) {
        this.fleet = fleet;
    }

    public static Route route(Fleet fleet) {
        return Route.get("/sd", new DiscoveryEndpoint(fleet)).inTurn();
    }

    @Override
    public CompletionStage<Response> answer(Request request) {
        List<Standing> standings = fleet.standings();
        // Without a charset: Prometheus takes this type and no other.
        return CompletableFuture.completedFuture(
                new Response(200, "application/json", Map.of(), out -> write(standings, out)));
    }

    private static void write(List<Standing> standings, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartArray();
            for (Standing standing : standings) {
                group(standing.watch(), json);
            }
            json.writeEndArray();
        }
    }

    private static void group(Watch watch, JsonGenerator json) throws IOException {
        String address = watch.address();
        String hostname = watch.hostname().name();
        json.writeStartObject();
        json.writeArrayFieldStart("targets");
        json.writeString(address);
        json.writeEndArray();
        json.writeObjectFieldStart("labels");
        json.writeStringField("instance", hostname + "@" + address);
        json.writeStringField("__param_target", address);
        json.writeStringField("__param_hostname", hostname);
        json.writeStringField("__meta_originpull_id", watch.id());
        json.writeStringField("__meta_originpull_hostname", hostname);
        json.writeStringField("__meta_originpull_configured", watch.configured().toString());
        json.writeStringField("__meta_originpull_path", watch.path());
        if (watch.expected().isPresent()) {
            json.writeStringField("__param_expect", watch.expected().get().word());
            json.writeStringField(
                    "__meta_originpull_expect", watch.expected().get().word());
        }
        if (watch.identity().isPresent()) {
            json.writeStringField("__meta_originpull_identity", watch.identity().get());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
