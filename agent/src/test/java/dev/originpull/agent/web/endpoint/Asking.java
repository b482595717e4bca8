package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Asks an endpoint without a server. */
final class Asking {
    private Asking() {}

    record Reply(int status, String contentType, String body) {}

    static Reply get(Route route, String path) throws IOException {
        return ask(route, "GET", path, Map.of(), Map.of());
    }

    static Reply ask(
            Route route, String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers)
            throws IOException {
        Response response = route.endpoint()
                .answer(new Request(method, path, query, headers))
                .toCompletableFuture()
                .join();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);
        return new Reply(response.status(), response.contentType(), body.toString(StandardCharsets.UTF_8));
    }
}
