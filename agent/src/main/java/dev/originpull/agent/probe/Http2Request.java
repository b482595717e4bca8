package dev.originpull.agent.probe;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One GET over HTTP/2 (RFC 9113), for origins that speak nothing else. Takes in what {@link AnswerReader} takes in over HTTP/1:
 * at most {@value AnswerReader#LIMIT} characters. Confined to the connection's event loop.
 */
final class Http2Request extends ChannelInboundHandlerAdapter {
    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

    private final Runnable bodyBegins;
    private final Consumer<Ending> done;
    private final StringBuilder head = new StringBuilder();
    private int status;

    /**
     * A request that is not sent yet.
     *
     * @param bodyBegins called when status and header fields are there
     * @param done called when nothing more has to be read; perhaps more than once
     */
    Http2Request(Runnable bodyBegins, Consumer<Ending> done) {
        this.bodyBegins = bodyBegins;
        this.done = done;
    }

    /** Puts the codec behind TLS, and sends the request on the connection's only stream. */
    void send(ChannelPipeline pipeline, Attempt attempt, String userAgent) {
        // The codec is to see what comes in before the conversation does, which takes bytes for HTTP/1.
        String conversation = Conversation.NAME;
        pipeline.addBefore(
                conversation,
                null,
                Http2FrameCodecBuilder.forClient()
                        .initialSettings(Http2Settings.defaultSettings()
                                .pushEnabled(false)
                                .maxHeaderListSize(AnswerReader.LIMIT))
                        .build());
        pipeline.addBefore(conversation, null, new Http2MultiplexHandler(refusePushes()));
        pipeline.addBefore(conversation, null, new ConnectionFrames());
        Http2Headers headers = new DefaultHttp2Headers()
                .method("GET")
                .scheme("https")
                .authority(attempt.origin().hostname().name())
                .path(attempt.approach().path())
                .set("user-agent", userAgent)
                .set("accept", "*/*");
        new Http2StreamChannelBootstrap(pipeline.channel()).handler(this).open().addListener(opened -> {
            if (opened.isSuccess()) {
                ((Http2StreamChannel) opened.getNow()).writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
            } else {
                done.accept(new Ending.Garbled("HTTP/2 stream refused"));
            }
        });
    }

    private static ChannelHandler refusePushes() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void handlerAdded(ChannelHandlerContext ctx) {
                ctx.close();
            }

            @Override
            public boolean isSharable() {
                return true;
            }
        };
    }

    /** What belongs to the connection and to no stream. */
    private final class ConnectionFrames extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            if (frame instanceof Http2GoAwayFrame goAway && goAway.errorCode() != Http2Error.NO_ERROR.code()) {
                done.accept(new Ending.Garbled("HTTP/2 connection closed: " + name(goAway.errorCode())));
            }
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof Http2HeadersFrame headers) {
            takeHeaders(headers);
        } else if (frame instanceof Http2DataFrame data) {
            append(data.content().toString(StandardCharsets.ISO_8859_1));
            if (data.isEndStream() || head.length() >= AnswerReader.LIMIT) {
                soFar(false).ifPresent(done);
            }
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            done.accept(
                    soFar(true).orElseGet(() -> new Ending.Garbled("HTTP/2 stream reset: " + name(reset.errorCode()))));
        }
    }

    /**
     * What is wrong with the HTTP/2 itself, such as a header list that is too long: an answer all the same, if one that is not
     * understood. What happens to TLS and TCP comes by here as well, and is the conversation's to read: it may be an alert.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception) {
            done.accept(soFar(true).orElseGet(() -> new Ending.Garbled("HTTP/2 error: " + cause.getMessage())));
        }
        ctx.close();
    }

    private void takeHeaders(Http2HeadersFrame frame) {
        CharSequence value = frame.headers().status();
        if (value != null && status == 0) {
            if (!STATUS.matcher(value).matches()) {
                done.accept(new Ending.Garbled("HTTP/2 status: " + value));
                return;
            }
            int seen = Integer.parseInt(value.toString());
            if (seen < 200) {
                return;
            }
            status = seen;
            append("HTTP/2 " + seen + "\r\n");
            for (Map.Entry<CharSequence, CharSequence> field : frame.headers()) {
                if (field.getKey().charAt(0) != ':') {
                    append(field.getKey() + ": " + field.getValue() + "\r\n");
                }
            }
            append("\r\n");
            bodyBegins.run();
        }
        if (frame.isEndStream()) {
            soFar(false).ifPresent(done);
        }
    }

    /**
     * The answer as far as it has come; empty without a status.
     *
     * @param unfinished whether more may have been to come
     */
    Optional<Ending> soFar(boolean unfinished) {
        return status == 0 ? Optional.empty() : Optional.of(new Ending.Answered(status, head.toString(), unfinished));
    }

    int charactersRead() {
        return head.length();
    }

    private void append(String text) {
        head.append(text, 0, Math.min(text.length(), AnswerReader.LIMIT - head.length()));
    }

    private static String name(long errorCode) {
        Http2Error error = Http2Error.valueOf(errorCode);
        return error == null ? "error " + errorCode : error.name();
    }
}
