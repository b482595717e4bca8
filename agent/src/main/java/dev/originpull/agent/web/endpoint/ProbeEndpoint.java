package dev.originpull.agent.web.endpoint;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProbeTargets;
import dev.originpull.agent.monitor.Agent;
import dev.originpull.agent.monitor.Lookups;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Request;
import dev.originpull.agent.web.Response;
import dev.originpull.agent.web.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /probe}: looks at one target now, as blackbox_exporter does. Whoever may ask uses the client key, so only what is configured is
 * probed, and what the configured ranges hold. A name is looked up once; the addresses that were checked are those that are probed, so
 * that a name that points elsewhere a moment later (DNS rebinding) gains nothing.
 */
public final class ProbeEndpoint implements Endpoint {
    /** A name with more addresses is no origin that somebody runs. */
    private static final int MOST_ADDRESSES = 64;
    /** Waiting for their turn, for the most part. They hold connections, of which there must be some left for others. */
    private static final int MOST_PENDING = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ProbeEndpoint.class);

    private final Agent agent;
    private final Lookups.Lookup lookup;
    private final Executor resolving;
    private final Clock clock;
    private final AtomicInteger pending = new AtomicInteger();

    /** @param resolving where names are looked up; may refuse when there is too much of it */
    ProbeEndpoint(Agent agent, Lookups.Lookup lookup, Executor resolving, Clock clock) {
        this.agent = agent;
        this.lookup = lookup;
        this.resolving = resolving;
        this.clock = clock;
    }

    /** The route to it. */
    public static Route route(Agent agent, Lookups.Lookup lookup, Executor resolving, Clock clock) {
        return Route.get("/probe", new ProbeEndpoint(agent, lookup, resolving, clock));
    }

    @Override
    public CompletionStage<Response> answer(Request request) {
        ProbeQuery query;
        try {
            query = ProbeQuery.of(request);
        } catch (IllegalArgumentException e) {
            return refusal(400, String.valueOf(e.getMessage()));
        }
        Duration limit = query.limit(agent.config().probe().timeout());
        if (pending.get() >= MOST_PENDING) {
            return refusal(503, "too many probes are under way: ask again, or spread them over more agents");
        }
        pending.incrementAndGet();
        return answer(request, query, limit).whenComplete((response, bug) -> pending.decrementAndGet());
    }

    private CompletionStage<Response> answer(Request request, ProbeQuery query, Duration limit) {
        List<Watch> configured = configured(query);
        if (!configured.isEmpty()) {
            return probe(request, query, configured, limit, Duration.ZERO);
        }
        if (!(agent.config().web().probeTargets() instanceof ProbeTargets.Ranges allowed)) {
            return refusal(
                    403,
                    query.target() + " is not configured"
                            + query.hostname().map(name -> " for " + name).orElse("")
                            + ": name it under origins, or allow its network under web.probe-targets");
        }
        if (query.hostname().isEmpty() && query.target() instanceof Address.Literal) {
            return refusal(400, "the parameter hostname is missing: it says what is asked for at " + query.target());
        }
        return foreign(request, query, allowed.ranges(), limit);
    }

    private List<Watch> configured(ProbeQuery query) {
        if (query.hostname().isPresent() && query.target() instanceof Address.Literal literal) {
            String endpoint = new Origin(
                            new InetSocketAddress(literal.ip(), literal.port()),
                            query.hostname().get())
                    .endpoint();
            return agent.find(Watch.id(query.hostname().get(), endpoint)).map(Standing::watch).stream()
                    .map(watch -> meant(watch, query))
                    .toList();
        }
        return agent.watches().stream()
                .filter(watch ->
                        query.hostname().isEmpty() || query.hostname().get().equals(watch.hostname()))
                .filter(watch -> watch.configured().equals(query.target())
                        || watch.address().equals(query.target().toString()))
                .map(watch -> meant(watch, query))
                .toList();
    }

    private static Watch meant(Watch watch, ProbeQuery query) {
        return query.expected().isEmpty() ? watch : watch.expecting(query.expected());
    }

    private CompletionStage<Response> foreign(
            Request request, ProbeQuery query, List<AddressRange> allowed, Duration limit) {
        if (query.target() instanceof Address.Literal literal) {
            return foreign(request, query, List.of(literal.ip()), allowed, limit, Duration.ZERO);
        }
        Hostname name = ((Address.Name) query.target()).name();
        long began = System.nanoTime();
        long until = began + limit.toNanos();
        try {
            // A name server that says nothing holds its thread for as long as it likes, and no other: there are few of
            // them.
            return CompletableFuture.supplyAsync(() -> addresses(name), resolving)
                    .completeOnTimeout(Optional.empty(), limit.toMillis(), TimeUnit.MILLISECONDS)
                    .thenCompose(found -> found.isEmpty()
                            ? refusal(502, name + ": the name has no address, or its name server gave none in time")
                            : foreign(
                                    request,
                                    query,
                                    found.get(),
                                    allowed,
                                    Duration.ofNanos(Math.max(1, until - System.nanoTime())),
                                    Duration.ofNanos(System.nanoTime() - began)));
        } catch (RejectedExecutionException e) {
            return refusal(503, "too many names are being looked up: ask again");
        }
    }

    private Optional<List<InetAddress>> addresses(Hostname name) {
        try {
            return Optional.of(List.of(lookup.addresses(name.name())));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private CompletionStage<Response> foreign(
            Request request,
            ProbeQuery query,
            List<InetAddress> ips,
            List<AddressRange> allowed,
            Duration limit,
            Duration lookup) {
        List<Watch> watches = new ArrayList<>();
        Hostname hostname = query.hostname().orElseGet(() -> ((Address.Name) query.target()).name());
        for (InetAddress ip : Set.copyOf(ips)) {
            if (allowed.stream().noneMatch(range -> range.contains(ip))) {
                return refusal(
                        403,
                        new Address.Literal(ip, query.target().port())
                                + " is in none of the ranges of web.probe-targets, so it is not probed");
            }
            watches.add(new Watch(
                    query.target(),
                    hostname,
                    Optional.of(
                            new Origin(new InetSocketAddress(ip, query.target().port()), hostname)),
                    query.expected(),
                    "/",
                    Optional.of(AgentConfig.DEFAULT_IDENTITY)
                            .filter(agent.config().identities()::containsKey)));
        }
        return probe(request, query, watches, limit, lookup);
    }

    private CompletionStage<Response> probe(
            Request request, ProbeQuery query, List<Watch> watches, Duration limit, Duration lookup) {
        if (watches.size() > MOST_ADDRESSES) {
            return refusal(400, query.target() + " has " + watches.size() + " addresses: name one of them");
        }
        if (query.hostname().isEmpty()
                && watches.stream().map(Watch::hostname).distinct().count() > 1) {
            return refusal(400, query.target() + " serves several hostnames: add the parameter hostname");
        }
        Optional<Watch> lost =
                watches.stream().filter(watch -> watch.origin().isEmpty()).findFirst();
        if (lost.isPresent()) {
            return refusal(502, lost.get().address() + ": the name has no address");
        }
        Instant began = clock.instant();
        long start = System.nanoTime();
        List<CompletableFuture<ProbeAnswer.Probed>> looks = new ArrayList<>();
        for (Watch watch : watches) {
            looks.add(agent.lookNow(watch, limit)
                    .thenApply(report -> new ProbeAnswer.Probed(
                            watch,
                            report,
                            agent.find(watch.id()).map(Standing::history).orElse(List.of())))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    List<ProbeAnswer.Probed> probed =
                            looks.stream().map(CompletableFuture::join).toList();
                    ProbeAnswer answer =
                            new ProbeAnswer(probed, began, lookup, Duration.ofNanos(System.nanoTime() - start));
                    return query.debug()
                            ? answer.log(limit)
                            : answer.metrics(request.header("Accept").orElse(""));
                })
                .exceptionally(trouble -> late(query, limit, trouble));
    }

    private static Response late(ProbeQuery query, Duration limit, Throwable trouble) {
        Throwable cause =
                trouble instanceof CompletionException && trouble.getCause() != null ? trouble.getCause() : trouble;
        if (!(cause instanceof TimeoutException || cause instanceof CancellationException)) {
            LOG.error("a bug in originpull while probing {} for /probe", query.target(), cause);
            return Response.text(500, "a bug in originpull: its log says more");
        }
        return Response.text(
                503,
                query.target() + " did not come to its turn within " + limit.toMillis()
                        + " ms: it is being probed already, or this agent has more to do than probe.concurrency allows");
    }

    private static CompletionStage<Response> refusal(int status, String why) {
        return CompletableFuture.completedFuture(Response.text(status, why));
    }
}
