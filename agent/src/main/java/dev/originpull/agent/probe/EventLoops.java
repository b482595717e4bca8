package dev.originpull.agent.probe;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that carry connections, for as many probers as there are: epoll where the kernel has it, NIO elsewhere. */
public final class EventLoops implements AutoCloseable {
    /** More gain nothing: BoringSSL is quick. */
    private static final int MOST = 8;

    private final EventLoopGroup group;
    private final Class<? extends Channel> channelType;

    /** @param threads how many, 1 or more */
    public EventLoops(int threads) {
        // Netty looks for both libraries in the folder that this chooses, and does so once.
        NativeLibraries.obstacle();
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(threads, io);
        this.channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /**
     * As many threads as this machine has use for.
     *
     * @param connections how many there will be at a time at most, 1 or more
     */
    public static int threadsFor(int connections) {
        return Math.min(connections, Math.min(MOST, Runtime.getRuntime().availableProcessors()));
    }

    EventLoopGroup group() {
        return group;
    }

    Class<? extends Channel> channelType() {
        return channelType;
    }

    /** How many tasks wait for a thread: more than a handful for long means that the machine does not keep up. */
    public int pendingTasks() {
        int pending = 0;
        for (EventExecutor loop : group) {
            if (loop instanceof SingleThreadEventExecutor single) {
                pending += single.pendingTasks();
            }
        }
        return pending;
    }

    /** Ends at once, without the quiet period that would cost each command a third of a second. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
