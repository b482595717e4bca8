package dev.originpull.agent.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: a request, its answer, the next request. It never holds a thread: not while a request dribbles in, not while it is
 * being answered, not while the answer is read. Nothing is read from the client but when a request is wanted.
 */
final class Conversation extends ChannelInboundHandlerAdapter implements Connections.Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    /** RFC 9110, 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int CHUNK = 16 * 1024;
    /** Half a MiB: 2 ms of unpacking. */
    private static final int CHUNKS_IN_A_TURN = 32;

    private final Limits limits;
    private final Connections connections;
    private final Dispatcher dispatcher;
    private final Supplier<Admission> admission;
    private final BooleanSupplier closing;

    /** Parts of requests that came while one was being answered. */
    private final Queue<HttpObject> unread = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable HttpRequest head;
    private @Nullable InputStream unsent;
    private long kept;
    private long bodyBytes;
    private boolean pumping;
    private boolean isNextTurnDue;
    private boolean answering;
    private boolean lastRequest;
    /** From the first byte of the last answer on: what still comes is thrown away. */
    private boolean ending;

    /** @param closing whether the server is about to end: the answer in hand is then the last */
    Conversation(
            Limits limits,
            Connections connections,
            Dispatcher dispatcher,
            Supplier<Admission> admission,
            BooleanSupplier closing) {
        this.limits = limits;
        this.connections = connections;
        this.dispatcher = dispatcher;
        this.admission = admission;
        this.closing = closing;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        within(limits.firstRequest());
        connections.enter(this);
        ctx.read();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leave();
    }

    /**
     * With TLS, a close waits until the last record is sent. A client that does not read its answer would not take that either, so it
     * goes without: from the pipeline's beginning, in front of TLS.
     */
    @Override
    public void cut() {
        boolean sending = unsent != null;
        leave();
        if (context == null) {
            return;
        }
        if (sending) {
            context.pipeline().firstContext().close();
        } else {
            context.close();
        }
    }

    private void leave() {
        if (deadline != null) {
            deadline.cancel(false);
        }
        closeBody();
        unread.forEach(ReferenceCountUtil::release);
        unread.clear();
        connections.sent(this, kept);
        connections.gone(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object part) {
        unread.add((HttpObject) part);
        proceed(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!answering) {
            ctx.read();
        }
    }

    /** One request at a time: who sends more before the first is answered waits, with what one read has brought. */
    private void proceed(ChannelHandlerContext ctx) {
        while (!answering && !unread.isEmpty()) {
            HttpObject part = unread.remove();
            try {
                if (!ending) {
                    take(ctx, part);
                }
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
    }

    private void take(ChannelHandlerContext ctx, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            refuse(ctx, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpRequest request) {
            head = request;
            bodyBytes = HttpUtil.getContentLength(request, 0L);
            Optional<Answer> refusal = refusal(request);
            if (refusal.isPresent()) {
                last(ctx, refusal.get());
                return;
            }
            if (HttpUtil.is100ContinueExpected(request) && bodyBytes <= limits.body()) {
                ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
        } else if (part instanceof HttpContent content && !HttpUtil.isContentLengthSet(current())) {
            bodyBytes += content.content().readableBytes();
        }
        if (bodyBytes > limits.body()) {
            last(ctx, Dispatcher.problem(413, "The request has a body that is too large."));
        } else if (part instanceof LastHttpContent) {
            ask(ctx, current());
        }
    }

    /** What is not answered, whatever it asks for; known before the body, for which a client may wait to be told to send it. */
    private static Optional<Answer> refusal(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (!version.protocolName().equals("HTTP") || version.majorVersion() != 1) {
            return Optional.of(Dispatcher.problem(505, "This server speaks HTTP/1.1."));
        }
        // HTTP/1.0 knows no expectations (RFC 9110, 10.1.1).
        boolean expects = version.minorVersion() > 0 && request.headers().contains(HttpHeaderNames.EXPECT);
        return expects && !HttpUtil.is100ContinueExpected(request)
                ? Optional.of(Dispatcher.problem(417, "The only expectation that this server meets is 100-continue."))
                : Optional.empty();
    }

    private HttpRequest current() {
        if (head == null) {
            throw new IllegalStateException("a body without a head");
        }
        return head;
    }

    private void refuse(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            last(ctx, Dispatcher.problem(414, "The address is longer than " + limits.requestLine() + " bytes."));
        } else if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) {
            last(ctx, Dispatcher.problem(431, "The headers are longer than " + limits.headers() + " bytes."));
        } else {
            last(ctx, Dispatcher.problem(400, "This is not HTTP/1.1."));
        }
    }

    private void last(ChannelHandlerContext ctx, Answer answer) {
        lastRequest = true;
        answering = true;
        connections.answers(this);
        send(ctx, answer);
    }

    private void ask(ChannelHandlerContext ctx, HttpRequest request) {
        lastRequest = !HttpUtil.isKeepAlive(request);
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !request.headers().contains(HttpHeaderNames.HOST)) {
            last(ctx, Dispatcher.problem(400, "The request names no host."));
            return;
        }
        answering = true;
        connections.answers(this);
        within(limits.answering());
        try {
            dispatcher
                    .answer(
                            request.method().name(),
                            request.uri(),
                            headers(request),
                            admission.get(),
                            FairLane.client(ctx.channel().remoteAddress()))
                    .whenComplete((answer, failure) ->
                            ctx.executor().execute(() -> send(ctx, failure == null ? answer : sorry(failure))));
        } catch (RejectedExecutionException e) {
            ctx.executor().execute(() -> send(ctx, sorry(e)));
        }
    }

    private static Answer sorry(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RejectedExecutionException
                ? Dispatcher.problem(503, "There is too much to do: come back in a second.")
                : Dispatcher.problem(500, "The request could not be answered; the log says why.");
    }

    private void send(ChannelHandlerContext ctx, Answer answer) {
        if (!ctx.channel().isActive()) {
            return;
        }
        within(limits.writing());
        boolean head = this.head != null && this.head.method().equals(HttpMethod.HEAD);
        if (closing.getAsBoolean()) {
            lastRequest = true;
        }
        HttpResponse response;
        try {
            response = head(answer);
        } catch (IllegalArgumentException bug) {
            LOG.error("A response has a header that cannot be sent.", bug);
            send(ctx, sorry(bug));
            return;
        }
        ctx.write(response);
        kept = head ? 0 : answer.body().stored();
        connections.sends(this, kept);
        try {
            unsent = head ? InputStream.nullInputStream() : answer.body().open();
        } catch (IOException e) {
            broken(e);
            return;
        }
        pump(ctx);
    }

    private HttpResponse head(Answer answer) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length());
        if (lastRequest) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (head != null && head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return response;
    }

    /**
     * Sends as much as the client's window and a small buffer take, {@value #CHUNKS_IN_A_TURN} chunks at most: then it is the turn of
     * others. Goes on when there is room again. Netty tells of room in the middle of a write, where its encoder cannot take a
     * further one.
     */
    private void pump(ChannelHandlerContext ctx) {
        if (pumping) {
            return;
        }
        pumping = true;
        int left = CHUNKS_IN_A_TURN;
        while (unsent != null && left > 0 && ctx.channel().isWritable()) {
            while (unsent != null && left > 0 && ctx.channel().isWritable()) {
                next(ctx, unsent);
                left--;
            }
            ctx.flush();
        }
        pumping = false;
        if (unsent != null && left == 0 && !isNextTurnDue) {
            isNextTurnDue = true;
            // Not execute: Netty runs what is executed before it reads from others again.
            ctx.executor().schedule(() -> nextTurn(ctx), 0, TimeUnit.NANOSECONDS);
        }
    }

    private void nextTurn(ChannelHandlerContext ctx) {
        isNextTurnDue = false;
        pump(ctx);
    }

    private void next(ChannelHandlerContext ctx, InputStream body) {
        ByteBuf chunk = ctx.alloc().buffer(CHUNK, CHUNK);
        int count;
        try {
            count = chunk.writeBytes(body, CHUNK);
        } catch (IOException e) {
            chunk.release();
            broken(e);
            return;
        }
        if (count >= 0) {
            ctx.write(new DefaultHttpContent(chunk));
            return;
        }
        chunk.release();
        closeBody();
        ctx.write(LastHttpContent.EMPTY_LAST_CONTENT)
                .addListener((ChannelFutureListener) sent -> answered(ctx, sent.isSuccess()));
    }

    /** Frees what unpacking it holds outside the heap. */
    private void closeBody() {
        if (unsent != null) {
            try {
                unsent.close();
            } catch (IOException e) {
                LOG.debug("The body of an answer could not be closed.", e);
            }
            unsent = null;
        }
    }

    private void broken(IOException e) {
        LOG.error("A response could not be unpacked.", e);
        cut();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pump(ctx);
    }

    private void answered(ChannelHandlerContext ctx, boolean success) {
        connections.sent(this, kept);
        head = null;
        answering = false;
        if (!success) {
            cut();
        } else if (lastRequest) {
            end(ctx);
        } else {
            connections.waits(this);
            within(limits.nextRequest());
            proceed(ctx);
            if (!answering) {
                ctx.read();
            }
        }
    }

    /**
     * Closes our side, and throws away what the client is still sending for a moment: with unread bytes a close would be a reset,
     * which takes the answer away from the client before it has read it.
     */
    private void end(ChannelHandlerContext ctx) {
        ending = true;
        connections.waits(this);
        within(limits.lingering());
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (ctx.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        ctx.channel().config().setAutoRead(true);
    }

    private void within(Duration time) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (context != null) {
            deadline = context.executor().schedule(this::cut, time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Resets, failed handshakes, garbage for TLS: all the client's own doing. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("A connection from {} failed.", ctx.channel().remoteAddress(), cause);
        cut();
    }

    private static Map<String, List<String>> headers(HttpRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.computeIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(header.getValue()));
        return headers;
    }
}
