package dev.originpull.agent.web;

import dev.originpull.agent.config.WebTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Listens for HTTP/1.1, plain or over TLS, and has endpoints answer. One thread talks to all clients and waits for none of them; a
 * few others write the answers. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int MOST_TASKS = 1024;
    private static final int READ = 4 * 1024;
    /** What Linux allows by default. */
    private static final int BACKLOG = 4096;

    private static final Duration IDLE_WORKER = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Passwords that wait to be checked: at a tenth of a second each, those behind would be gone before their turn. */
    private static final int MOST_PASSWORDS = 32;

    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final Limits limits;
    private final ThreadPoolExecutor workers;
    private final FairLane passwords;
    /** Survives every reload: with a queue that is full, a client that was let in before would not be again. */
    private final Verified verified = new Verified();

    private final Dispatcher dispatcher;
    private final Connections connections;
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("web", true), NioIoHandler.newFactory());
    private final Door door = new Door();
    private final Channel listening;
    private volatile Admission admission;
    private volatile boolean closing;

    private WebServer(Listening wanted, Routes routes, Limits limits) throws IOException {
        if (wanted.address().isUnresolved()) {
            throw ListenFailure.of(wanted.address(), new UnknownHostException());
        }
        this.limits = limits;
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_WORKER.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_TASKS),
                new DefaultThreadFactory("web-worker", true));
        workers.allowCoreThreadTimeOut(true);
        this.passwords = new FairLane(workers, MOST_PASSWORDS);
        this.dispatcher = new Dispatcher(routes, workers);
        this.connections = new Connections(limits, door);
        try {
            this.admission = admission(wanted);
            this.listening = listen(wanted.address());
        } catch (IOException e) {
            stop(loop, workers);
            throw e;
        }
    }

    /**
     * Starts to listen; answers from when this returns.
     *
     * @throws IOException with one line that says what to do, when the address is not to be had or the files of TLS will not do
     */
    public static WebServer start(Listening listening, Routes routes) throws IOException {
        return start(listening, routes, Limits.standard());
    }

    static WebServer start(Listening listening, Routes routes, Limits limits) throws IOException {
        return new WebServer(listening, routes, limits);
    }

    /**
     * Makes what TLS needs from the files, as a start does, and lets it go.
     *
     * @throws IOException as {@link #start}
     */
    public static void check(WebTls tls) throws IOException {
        ReferenceCountUtil.release(TlsFiles.load(tls));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /**
     * Takes over users and TLS for new connections, and users for the next request of those that there are.
     *
     * @param wanted its address has no effect: to listen elsewhere takes a new server
     * @throws IOException as {@link #start}; all stays as it was
     */
    public void reconfigure(Listening wanted) throws IOException {
        admission = admission(wanted);
    }

    /** As {@link #close(Duration)} with five seconds. */
    @Override
    public void close() {
        close(GRACE);
    }

    /** Stops listening, lets requests that are being answered come to their end, and cuts what is left after {@code grace}. */
    public synchronized void close(Duration grace) {
        if (closing) {
            return;
        }
        closing = true;
        listening.close().awaitUninterruptibly();
        onLoop(() -> connections.idle().forEach(Connections.Connection::cut));
        long deadline = System.nanoTime() + grace.toNanos();
        while (connected() > 0 && System.nanoTime() < deadline) {
            loop.next().schedule(() -> {}, 10, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
        onLoop(() -> connections.all().forEach(Connections.Connection::cut));
        stop(loop, workers);
    }

    /** How many connections there are. */
    int connected() {
        return loop.next().submit(connections::size).awaitUninterruptibly().getNow();
    }

    private void onLoop(Runnable task) {
        loop.next().submit(task).awaitUninterruptibly();
    }

    private static void stop(EventLoopGroup loop, ExecutorService workers) {
        workers.shutdownNow();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    private Admission admission(Listening wanted) throws IOException {
        return new Admission(
                new BrowserPolicy(wanted.address().getAddress(), wanted),
                new BasicAuth(wanted.users(), verified, passwords::run),
                wanted.tls().isPresent()
                        ? Optional.of(ServerTls.load(wanted.tls().get(), workers))
                        : Optional.empty());
    }

    private Channel listen(InetSocketAddress address) throws IOException {
        ChannelFuture binding = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .handler(door)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                // One small read at a time: what has come is kept while a request is being answered.
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ).maxMessagesPerRead(1))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        furnish(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw ListenFailure.of(address, binding.cause());
        }
        return binding.channel();
    }

    private void furnish(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        // Read once: a reload may turn TLS off between two reads.
        Optional<ServerTls> wanted = admission.tls();
        if (wanted.isPresent()) {
            SslHandler tls = wanted.get().current().newHandler(channel.alloc(), workers);
            // Time is the conversation's to keep.
            tls.setHandshakeTimeoutMillis(0);
            tls.setCloseNotifyFlushTimeoutMillis(limits.goodbye().toMillis());
            pipeline.addLast(tls);
        }
        pipeline.addLast(
                new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.requestLine())
                        .setMaxHeaderSize(limits.headers())),
                new Conversation(limits, connections, dispatcher, () -> admission, () -> closing));
    }
}
