package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /metrics}: the format is what the client likes best of those that Prometheus' client library writes. */
public final class MetricsEndpoint implements Endpoint {
    private final Scrape scrape;
    private final ExpositionFormats formats = ExpositionFormats.init();

    public MetricsEndpoint(Scrape scrape) {
        this.scrape = scrape;
    }

    /** One at a time: a fleet's metrics take tens of megabytes while they are collected. */
    public static Route route(Scrape scrape) {
        return Route.get("/metrics", new MetricsEndpoint(scrape)).inTurn();
    }

    @Override
    public CompletionStage<Response> answer(Request request) {
        String contentType =
                formats.findWriter(request.header("accept").orElse("")).getContentType();
        return CompletableFuture.completedFuture(
                new Response(200, contentType, Map.of(), out -> scrape.write(contentType, out))
                        .with("Vary", "Accept, Accept-Encoding"));
    }
}
