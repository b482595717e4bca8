package dev.originpull.agent.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;

/** Answers the first request with a page and closes. */
final class Welcome extends SimpleChannelInboundHandler<ByteBuf> {
    private static final byte[] ANSWER = """
            HTTP/1.1 200 OK\r
            Server: originpull-demo\r
            Content-Type: text/plain\r
            Content-Length: 9\r
            Connection: close\r
            \r
            Welcome.
            """.getBytes(StandardCharsets.US_ASCII);

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf head) {
        context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(ChannelFutureListener.CLOSE);
    }

    /** A refused certificate among others: the TLS handler has sent its alert by now. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
