package dev.originpull.agent.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where connections come in, on the listening channel: while it is closed, they wait in the system's queue. For use on its loop. */
final class Door extends ChannelInboundHandlerAdapter {
    private static final long CLOSED_MILLIS = 20;

    private @Nullable ChannelHandlerContext context;
    private boolean closed;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Opens again after a moment, when there may be room. */
    void close(Runnable thenLookForRoom) {
        if (context == null || closed) {
            return;
        }
        closed = true;
        ChannelHandlerContext ctx = context;
        ctx.channel().config().setAutoRead(false);
        ctx.executor()
                .schedule(
                        () -> {
                            closed = false;
                            thenLookForRoom.run();
                            if (!closed) {
                                ctx.channel().config().setAutoRead(true);
                            }
                        },
                        CLOSED_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
