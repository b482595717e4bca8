package dev.originpull.agent.demo;

import dev.originpull.agent.pki.Credential;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A small web server in this process, on a free port of 127.0.0.1: TLS 1.2 and 1.3 by BoringSSL, HTTP/1.1, one answer a
 * connection. What it refuses, it refuses with an alert.
 */
public final class DemoOrigin implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 8192;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final EventLoopGroup group;
    private final SslContext tls;
    private final Channel listening;

    private DemoOrigin(EventLoopGroup group, SslContext tls, Channel listening) {
        this.group = group;
        this.tls = tls;
        this.listening = listening;
    }

    /**
     * Starts an origin.
     *
     * @param server what it shows of itself
     * @param ca whose client certificates it takes, unless it takes any
     * @throws IOException when it cannot listen
     */
    public static DemoOrigin start(Behaviour behaviour, Credential server, X509Certificate ca) throws IOException {
        SslContext tls = context(behaviour, server, ca);
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, io);
        ChannelFuture binding = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        tls.newHandler(channel.alloc()),
                                        new DelimiterBasedFrameDecoder(
                                                MAX_REQUEST_BYTES, Unpooled.wrappedBuffer(END_OF_HEAD)),
                                        new Welcome());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0))
                .awaitUninterruptibly();
        DemoOrigin origin = new DemoOrigin(group, tls, binding.channel());
        if (!binding.isSuccess()) {
            origin.close();
            throw new IOException(
                    "cannot listen on 127.0.0.1: " + binding.cause().getMessage(), binding.cause());
        }
        return origin;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops listening and cuts what is connected, at once. */
    @Override
    public void close() {
        // By itself: a group that ends at once may leave the port open for a moment more.
        listening.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
        ReferenceCountUtil.release(tls);
    }

    private static SslContext context(Behaviour behaviour, Credential server, X509Certificate ca) {
        try {
            return SslContextBuilder.forServer(server.key(), server.chain().toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols("TLSv1.2", "TLSv1.3")
                    .clientAuth(behaviour.clientAuth())
                    .trustManager(behaviour == Behaviour.TAKES_ANY ? ClientTrust.any(ca) : ClientTrust.of(ca))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("BoringSSL takes no server context with these settings", e);
        }
    }
}
