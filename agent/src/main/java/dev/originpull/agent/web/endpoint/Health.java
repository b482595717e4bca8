package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Whether the agent lives, and whether what it tells is worth reading. */
public final class Health {
    private Health() {}

    /** {@code /-/healthy}: 200 as long as anything is answered at all. */
    public static Route healthy() {
        return Route.get(
                "/-/healthy",
                request -> CompletableFuture.completedFuture(Response.text(200, "originpull is healthy.")));
    }

    /**
     * {@code /-/ready}: 200, or 503 with the reason.
     *
     * @param obstacle one sentence on why it is not ready; empty when it is
     */
    public static Route ready(Supplier<Optional<String>> obstacle) {
        return Route.get(
                "/-/ready",
                request -> CompletableFuture.completedFuture(obstacle.get()
                        .map(reason -> Response.text(503, reason))
                        .orElseGet(() -> Response.text(200, "originpull is ready."))));
    }
}
