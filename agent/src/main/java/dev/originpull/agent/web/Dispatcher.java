package dev.originpull.agent.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its answer: whether it may be asked, whom, and what is sent back. Thread-safe. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Behind one that is being answered. */
    private static final int MOST_IN_TURN = 16;

    private static final Map<String, String> ON_EVERYTHING = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final Routes routes;
    private final Executor workers;
    private final Map<Route, Executor> turns = new ConcurrentHashMap<>();

    Dispatcher(Routes routes, Executor workers) {
        this.routes = routes;
        this.workers = workers;
    }

    /**
     * Fails with a {@link RejectedExecutionException} when there is too much to do.
     *
     * @param client who asks, as {@link FairLane#client}
     */
    CompletionStage<Answer> answer(
            String method, String target, Map<String, List<String>> headers, Admission admission, String client) {
        boolean gzip = takesGzip(headers);
        Request request;
        try {
            RequestTarget parsed = RequestTarget.parse(target);
            request = new Request(method, parsed.path(), parsed.query(), headers);
            checkHost(request);
        } catch (MalformedRequestException e) {
            return packed(Problem.of(400, String.valueOf(e.getMessage()), false), gzip, workers);
        }
        Optional<Response> refusal = admission.browsers().refuse(request);
        if (refusal.isPresent()) {
            return packed(refusal.get(), gzip, workers);
        }
        return admission
                .users()
                .lets(request.header("authorization"), client)
                .thenCompose(let -> let ? route(request, gzip) : packed(unknown(request), gzip, workers));
    }

    /** An answer to what could not even be read, or not be answered. */
    static Answer problem(int status, String sentence) {
        Response response = Problem.of(status, sentence, false);
        return packed(status == 503 ? response.with("Retry-After", "1") : response, false);
    }

    private CompletionStage<Answer> route(Request request, boolean gzip) {
        Optional<Route> found = routes.find(request.path());
        if (found.isEmpty()) {
            return packed(Problem.of(404, "There is nothing at this address.", request.wantsHtml()), gzip, workers);
        }
        Route route = found.get();
        if (!route.allows(request.method())) {
            return packed(notAllowed(route, request), gzip, workers);
        }
        Executor turn =
                route.oneAtATime() ? turns.computeIfAbsent(route, any -> new Lane(workers, MOST_IN_TURN)) : workers;
        return ask(route.endpoint(), request).thenCompose(response -> packed(response, gzip, turn));
    }

    private CompletionStage<Response> ask(Endpoint endpoint, Request request) {
        return CompletableFuture.supplyAsync(() -> endpoint.answer(request), workers)
                .thenCompose(stage -> stage)
                .exceptionally(failure -> bug(request, failure));
    }

    private static Response bug(Request request, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException busy) {
            throw busy;
        }
        LOG.error("A request could not be answered.", cause);
        return Problem.of(500, "The request could not be answered; the log says why.", request.wantsHtml());
    }

    private static CompletionStage<Answer> packed(Response response, boolean gzip, Executor turn) {
        return CompletableFuture.supplyAsync(() -> packed(response, gzip), turn);
    }

    private static Answer packed(Response response, boolean gzip) {
        try {
            PackedBody body = PackedBody.of(response.body(), gzip);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(ON_EVERYTHING);
            headers.put("Content-Type", response.contentType());
            headers.put("Vary", "Accept-Encoding");
            headers.putAll(response.headers());
            if (body.isGzip()) {
                headers.put("Content-Encoding", "gzip");
            }
            return new Answer(response.status(), headers, body);
        } catch (IOException | RuntimeException e) {
            LOG.error("A response could not be written.", e);
            throw new CompletionException(e);
        }
    }

    private static Response unknown(Request request) {
        return Problem.of(401, "A user name and a password are needed.", request.wantsHtml())
                .with("WWW-Authenticate", "Basic realm=\"originpull\", charset=\"UTF-8\"");
    }

    private static Response notAllowed(Route route, Request request) {
        List<String> methods = route.methods().stream()
                .flatMap(method -> method.equals("GET") ? List.of("GET", "HEAD").stream() : List.of(method).stream())
                .sorted()
                .toList();
        return Problem.of(405, "This address answers to " + String.join(", ", methods) + " only.", request.wantsHtml())
                .with("Allow", String.join(", ", methods));
    }

    /** RFC 9112, 3.2: exactly one in HTTP/1.1; none at all is left to HTTP/1.0. */
    private static void checkHost(Request request) throws MalformedRequestException {
        if (request.headers().getOrDefault("host", List.of()).size() > 1) {
            throw new MalformedRequestException("The request names more than one host.");
        }
    }

    /** RFC 9110, 12.5.3, as far as programs use it. */
    private static boolean takesGzip(Map<String, List<String>> headers) {
        for (String line : headers.getOrDefault("accept-encoding", List.of())) {
            for (String coding : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = coding.strip().split(";", 2);
                boolean refused = parts.length == 2 && parts[1].replace(" ", "").matches("q=0(\\.0*)?");
                if (parts[0].strip().equals("gzip") && !refused) {
                    return true;
                }
            }
        }
        return false;
    }
}
