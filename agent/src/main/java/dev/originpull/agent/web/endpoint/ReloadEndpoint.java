package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code POST /-/reload}, with Prometheus' answers: 200, 403 where that is not configured, 500 with what was wrong. */
public final class ReloadEndpoint implements Endpoint {
    private final BooleanSupplier allowed;
    private final Supplier<CompletionStage<ReloadOutcome>> reload;

    /** @param allowed whether {@code web.lifecycle} is on, which may change by a reload */
    public ReloadEndpoint(BooleanSupplier allowed, Supplier<CompletionStage<ReloadOutcome>> reload) {
        this.allowed = allowed;
        this.reload = reload;
    }

    public static Route route(BooleanSupplier allowed, Supplier<CompletionStage<ReloadOutcome>> reload) {
        return new Route("/-/reload", false, Set.of("POST", "PUT"), false, new ReloadEndpoint(allowed, reload));
    }

    @Override
    public CompletionStage<Response> answer(Request request) {
        if (!allowed.getAsBoolean()) {
            return CompletableFuture.completedFuture(Response.text(
                    403, "Reloading over HTTP is off: set `web.lifecycle: true`, or send the process a SIGHUP."));
        }
        return reload.get().thenApply(ReloadEndpoint::told);
    }

    private static Response told(ReloadOutcome outcome) {
        return outcome.successful()
                ? Response.text(200, "The configuration was reloaded.")
                : Response.text(
                        500,
                        "The configuration was not reloaded, the one from before stays in use:\n"
                                + outcome.complaints().stream()
                                        .map(Printable::whole)
                                        .collect(Collectors.joining("\n")));
    }
}
