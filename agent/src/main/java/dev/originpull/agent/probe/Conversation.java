package dev.originpull.agent.probe;

import dev.originpull.agent.probe.Approach.AlpnOffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One attempt's connection from its first byte to its last: shakes hands, sends the request, takes the answer in, keeps the time,
 * and notes what happened. Judges nothing. Confined to its channel's event loop.
 */
final class Conversation extends ChannelInboundHandlerAdapter {
    static final String NAME = "conversation";

    private final Attempt attempt;
    private final String userAgent;
    private final Stopwatch time;
    private final @Nullable TlsSide tls;
    private final CompletableFuture<Observation> done;

    private final AnswerReader answer = new AnswerReader();
    private @Nullable Http2Request http2;
    private Optional<InetSocketAddress> local = Optional.empty();
    private @Nullable Future<?> timer;
    private @Nullable Ending ending;

    /**
     * What the conversation sees of its TLS.
     *
     * @param handler shakes hands
     * @param tap reads along
     * @param notes what the key and trust managers are told
     */
    record TlsSide(SslHandler handler, RecordTap tap, HandshakeNotes notes) {}

    Conversation(
            Attempt attempt,
            String userAgent,
            Duration limit,
            Optional<TlsSide> tls,
            CompletableFuture<Observation> done) {
        this.attempt = attempt;
        this.userAgent = userAgent;
        this.time = new Stopwatch(limit);
        this.tls = tls.orElse(null);
        this.done = done;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        local = Optional.ofNullable((InetSocketAddress) ctx.channel().localAddress());
        if (tls == null) {
            enter(ctx, Phase.HANDSHAKE);
            enter(ctx, Phase.ANSWER);
            ask(ctx);
        } else {
            enter(ctx, Phase.HANDSHAKE);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                enter(ctx, Phase.ANSWER);
                speak(ctx);
            } else {
                end(ctx, failed(handshake.cause()));
            }
        } else if (event instanceof RecordTap.Sign.AskedAgain) {
            end(ctx, new Ending.AskedAgain());
        } else if (event instanceof RecordTap.Sign.NotTls notTls) {
            end(ctx, notTls(notTls.head()));
        }
    }

    /** Why the handshake failed; that we could not present our certificate is no doing of the origin's. */
    private Ending failed(Throwable cause) {
        return tls != null && tls.notes().certificateSent() && Trouble.isUnpresentable(cause)
                ? new Ending.Unpresentable(tls.notes().signatures())
                : Trouble.ending(Phase.HANDSHAKE, cause);
    }

    private Ending notTls(String head) {
        if (time.phase() == Phase.ANSWER) {
            return new Ending.Garbled(head);
        }
        return new Ending.Unreachable(
                head.startsWith("HTTP/") ? "this port speaks HTTP without TLS" : "what answers here is not TLS");
    }

    private void speak(ChannelHandlerContext ctx) {
        if (attempt.approach().wire() == Approach.Wire.RAW) {
            after(ctx, time.listening(time.left()), () -> end(ctx, new Ending.StayedOpen("")));
        } else if (attempt.quiet()) {
            after(ctx, time.listening(time.left().dividedBy(2)), () -> ask(ctx));
        } else {
            ask(ctx);
        }
    }

    private void ask(ChannelHandlerContext ctx) {
        if (ending != null) {
            return;
        }
        keepTime(ctx);
        if (tls != null && speaksH2(tls.handler().applicationProtocol())) {
            http2 = new Http2Request(() -> boundBody(ctx), answered -> end(ctx, answered));
            http2.send(ctx.pipeline(), attempt, userAgent);
            return;
        }
        String request = "GET " + attempt.approach().path() + " HTTP/1.1\r\nHost: "
                + attempt.origin().hostname() + "\r\nConnection: close\r\nUser-Agent: " + userAgent
                + "\r\nAccept: */*\r\n\r\n";
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), request));
    }

    private boolean speaksH2(@Nullable String chosen) {
        return "h2".equals(chosen) || (chosen == null && attempt.approach().alpn() == AlpnOffer.H2_PRIOR_KNOWLEDGE);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (ending == null && message instanceof ByteBuf bytes) {
                take(ctx, bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(ChannelHandlerContext ctx, ByteBuf bytes) {
        byte[] taken = ByteBufUtil.getBytes(bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), answer.room()));
        if (attempt.approach().wire() == Approach.Wire.RAW) {
            end(ctx, new Ending.StayedOpen(new String(taken, StandardCharsets.ISO_8859_1)));
            return;
        }
        boolean inHead = !answer.headIsWhole();
        if (answer.feed(taken)) {
            end(ctx, answered(false).orElseGet(() -> new Ending.Garbled(answer.head())));
        } else if (inHead && answer.headIsWhole()) {
            boundBody(ctx);
        }
    }

    /** Status and header fields judge: the body is waited for no longer than this, as no more of it is read than fits. */
    private void boundBody(ChannelHandlerContext ctx) {
        after(ctx, time.forBody(), () -> end(ctx, answeredOr(new Ending.TimedOut(time.phase(), bytesRead()), true)));
    }

    /**
     * What was answered so far, once there is a status.
     *
     * @param unfinished whether more may have been to come
     */
    private Optional<Ending> answered(boolean unfinished) {
        if (http2 != null) {
            return http2.soFar(unfinished);
        }
        return answer.isGarbled() || answer.status().isEmpty()
                ? Optional.empty()
                : Optional.of(new Ending.Answered(answer.status().getAsInt(), answer.head(), unfinished));
    }

    private int bytesRead() {
        return http2 != null ? http2.charactersRead() : answer.bytesRead();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(ctx, answeredOr(new Ending.Closed(time.phase(), false), !answer.isWholeAtClose()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ctx, answeredOr(Trouble.ending(time.phase(), cause), !answer.isWhole()));
    }

    private Ending answeredOr(Ending otherwise, boolean unfinished) {
        return answered(unfinished)
                .orElseGet(() -> bytesRead() > 0 && otherwise instanceof Ending.Closed
                        ? new Ending.Garbled(answer.head())
                        : otherwise);
    }

    private void enter(ChannelHandlerContext ctx, Phase phase) {
        time.enter(phase);
        keepTime(ctx);
    }

    private void keepTime(ChannelHandlerContext ctx) {
        after(ctx, time.left(), () -> end(ctx, answeredOr(new Ending.TimedOut(time.phase(), bytesRead()), true)));
    }

    private void after(ChannelHandlerContext ctx, Duration delay, Runnable what) {
        cancelTimer();
        if (ending == null) {
            timer = ctx.executor().schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void end(ChannelHandlerContext ctx, Ending how) {
        if (ending != null) {
            return;
        }
        ending = how;
        time.stop();
        cancelTimer();
        try {
            Observation seen = new Observation(attempt, local, tlsFacts(), how, time.timings());
            // Reported when the connection is gone: the next one to this address must not overlap with it.
            ctx.channel().closeFuture().addListener(closed -> done.complete(seen));
        } catch (RuntimeException | Error bug) {
            // Thrown into the pipeline it would be lost, and whoever waits would wait for ever.
            done.completeExceptionally(bug);
        } finally {
            ctx.close();
        }
    }

    private Optional<TlsFacts> tlsFacts() {
        if (tls == null || !tls.tap().handshakeBegan()) {
            return Optional.empty();
        }
        boolean completed = time.phase() == Phase.ANSWER;
        SSLSession session = tls.handler().engine().getSession();
        HandshakeNotes notes = tls.notes();
        return Optional.of(new TlsFacts(
                completed,
                completed ? Optional.of(session.getProtocol()) : Optional.empty(),
                completed ? Optional.of(session.getCipherSuite()) : Optional.empty(),
                Optional.ofNullable(tls.handler().applicationProtocol()),
                notes.request(),
                notes.certificateSent(),
                ending instanceof Ending.AskedAgain,
                completed && notes.serverChain().isEmpty(),
                notes.serverChain()));
    }
}
