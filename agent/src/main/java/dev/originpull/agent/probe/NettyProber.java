package dev.originpull.agent.probe;

import dev.originpull.agent.pki.Credential;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes attempts with Netty and BoringSSL: the TLS library that Cloudflare's edge uses, with the same limits.
 */
public final class NettyProber implements Prober {
    private final Identities identities;
    private final String userAgent;
    private final TlsContexts contexts;
    private final EventLoops loops;
    private final boolean ownLoops;
    private final AtomicLong sessions = new AtomicLong();
    /** The forgery to another kind of key, alone and with its CA, made when an origin needs it. */
    private final Map<Boolean, CompletableFuture<Credential>> otherwise = new ConcurrentHashMap<>();

    /**
     * A prober with event loops of its own, which end with it.
     *
     * @param identities what is presented
     * @param userAgent the request's User-Agent; names this program, so that a log shows who asked
     * @param threads how many event loops, 1 or more
     */
    public NettyProber(Identities identities, String userAgent, int threads) {
        this(identities, userAgent, new EventLoops(threads), true);
    }

    /** A prober on event loops that others use too, and that outlive it. */
    public NettyProber(Identities identities, String userAgent, EventLoops loops) {
        this(identities, userAgent, loops, false);
    }

    private NettyProber(Identities identities, String userAgent, EventLoops loops, boolean ownLoops) {
        this.identities = identities;
        this.userAgent = userAgent;
        this.contexts = new TlsContexts(identities);
        this.loops = loops;
        this.ownLoops = ownLoops;
    }

    /**
     * Loads what the first attempt would otherwise wait for: a third of the time of a command that probes one origin. For a
     * thread beside the one that reads the command line; does no more than load.
     */
    public static void prepare() {
        if (NativeLibraries.obstacle().isEmpty()) {
            TlsContexts.prepare();
        }
    }

    @Override
    public CompletionStage<Observation> attempt(Attempt attempt, Duration limit) {
        if (attempt.identity() == Identity.LEAF && identities.leaf().isEmpty()) {
            throw new IllegalArgumentException("there is no leaf to present");
        }
        if (attempt.withCa() && identities.forgedWithCa().isEmpty()) {
            throw new IllegalArgumentException("there is no forged CA to present");
        }
        Optional<String> obstacle = NativeLibraries.obstacle();
        if (obstacle.isPresent()) {
            return CompletableFuture.completedFuture(new Observation(
                    attempt,
                    Optional.empty(),
                    Optional.empty(),
                    new Ending.Hindered(obstacle.get()),
                    new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO)));
        }
        if (attempt.approach().sessionFrom().isPresent()) {
            return resume(attempt, attempt.approach().sessionFrom().get(), limit);
        }
        CompletionStage<Observation> observed = connect(attempt, limit, Way.USUAL);
        return attempt.identity() == Identity.NONE
                ? observed
                : observed.thenCompose(seen -> {
                    Duration left = limit.minus(seen.timings().total());
                    return seen.ending() instanceof Ending.Unpresentable && left.compareTo(Duration.ZERO) > 0
                            ? again(attempt, left)
                                    .thenApply(second -> second.ending() instanceof Ending.TimedOut ? seen : second)
                            : CompletableFuture.completedFuture(seen);
                });
    }

    /**
     * The origin takes no signature by a key of this kind. The leaf is tried once more, to learn what the origin does take; the
     * forgery with the leaf's kind of key. To make that is our own time, and not the attempt's. What then comes too late takes
     * nothing away from what was seen.
     */
    private CompletionStage<Observation> again(Attempt attempt, Duration left) {
        if (attempt.identity() == Identity.LEAF) {
            return connect(attempt, left, Way.CURIOUS);
        }
        // Off the event loop: to make an RSA key takes as long as hundreds of attempts.
        return otherwise
                .computeIfAbsent(
                        attempt.withCa(),
                        withCa -> CompletableFuture.supplyAsync(() -> identities.forgedOtherwise(withCa)))
                .thenCompose(forged -> connect(attempt, left, Way.presenting(forged)));
    }

    /** First as nobody with another server name, to be given a session; then the attempt, which takes it up. */
    private CompletionStage<Observation> resume(Attempt attempt, String serverName, Duration limit) {
        Optional<String> sessionKey = Optional.of("session-" + sessions.incrementAndGet());
        Attempt opener =
                new Attempt(attempt.origin(), Identity.NONE, attempt.approach().naming(Optional.of(serverName)));
        Way way = new Way(sessionKey, Optional.empty(), false);
        return connect(opener, limit.dividedBy(2), way)
                .thenCompose(opened -> connect(attempt, limit.dividedBy(2), way));
    }

    private CompletionStage<Observation> connect(Attempt attempt, Duration limit, Way way) {
        CompletableFuture<Observation> observed = new CompletableFuture<>();
        Opening opening = new Opening(attempt, limit, way, observed);
        ChannelFuture connecting = new Bootstrap()
                .group(loops.group())
                .channel(loops.channelType())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.max(1, Stopwatch.connectLimit(limit).toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(opening)
                .connect(attempt.origin().address());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                opening.failed(done.cause());
            }
        });
        observed.whenComplete((seen, lost) -> {
            if (lost != null) {
                connecting.channel().close();
            }
        });
        return observed;
    }

    /**
     * What is special about a connection.
     *
     * @param sessionKey as {@link TlsContexts#handler} has it
     * @param otherwise another credential than the identity's usual one
     * @param curious whether to ask what signatures the origin takes, which costs time
     */
    private record Way(Optional<String> sessionKey, Optional<Credential> otherwise, boolean curious) {
        static final Way USUAL = new Way(Optional.empty(), Optional.empty(), false);
        static final Way CURIOUS = new Way(Optional.empty(), Optional.empty(), true);

        static Way presenting(Credential otherwise) {
            return new Way(Optional.empty(), Optional.of(otherwise), false);
        }
    }

    /** Sets up the pipeline of one connection. */
    private final class Opening extends ChannelInitializer<SocketChannel> {
        private final Attempt attempt;
        private final Way way;
        private final CompletableFuture<Observation> observed;
        private final Duration limit;
        private final long began = System.nanoTime();

        Opening(Attempt attempt, Duration limit, Way way, CompletableFuture<Observation> observed) {
            this.attempt = attempt;
            this.limit = limit;
            this.way = way;
            this.observed = observed;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            attempt.approach()
                    .proxyProtocol()
                    .ifPresent(version -> channel.pipeline().addLast(new ProxyHeader(version)));
            if (attempt.approach().wire() == Approach.Wire.PLAIN_HTTP) {
                channel.pipeline().addLast(Conversation.NAME, conversation(Optional.empty()));
                return;
            }
            SslHandler ssl = contexts.handler(
                    attempt, way.otherwise(), way.sessionKey(), channel.alloc(), ImmediateExecutor.INSTANCE);
            HandshakeNotes notes = contexts.ledger().open(ssl.engine(), way.curious());
            channel.closeFuture().addListener(closed -> contexts.ledger().close(ssl.engine()));
            RecordTap tap = new RecordTap();
            channel.pipeline()
                    .addLast(tap, ssl)
                    .addLast(Conversation.NAME, conversation(Optional.of(new Conversation.TlsSide(ssl, tap, notes))));
        }

        private Conversation conversation(Optional<Conversation.TlsSide> tls) {
            return new Conversation(attempt, userAgent, limit, tls, observed);
        }

        /** What keeps a pipeline from being set up is this machine's: a native library that cannot be loaded, memory. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failed(cause);
            ctx.close();
        }

        void failed(Throwable cause) {
            Ending ending = cause instanceof ConnectTimeoutException
                    ? new Ending.TimedOut(Phase.CONNECT, 0)
                    : Trouble.ending(Phase.CONNECT, cause);
            observed.complete(new Observation(
                    attempt,
                    Optional.empty(),
                    Optional.empty(),
                    ending,
                    new Timings(Duration.ofNanos(System.nanoTime() - began), Duration.ZERO, Duration.ZERO)));
        }
    }

    @Override
    public void close() {
        if (ownLoops) {
            loops.close();
        }
        contexts.close();
    }
}
