package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** One connection, on a channel of its own: what it holds, and for how long. */
@Isolated("counts what the whole process unpacks")
class ConversationTest {
    private static final int LONG = 8 * 1024 * 1024;

    private final Connections connections = new Connections(Limits.standard(), new Door());
    private final Conversation conversation = new Conversation(
            Limits.standard(),
            connections,
            new Dispatcher(
                    Routes.of(Route.get(
                            "/",
                            request -> CompletableFuture.completedFuture(
                                    new Response(200, "text/plain", Map.of(), out -> out.write(new byte[LONG]))))),
                    Runnable::run),
            this::admission,
            () -> false);

    private Admission admission() {
        Listening listening = Listening.plainly(Client.ANY_PORT);
        return new Admission(
                new BrowserPolicy(InetAddress.getLoopbackAddress(), listening),
                new BasicAuth(Map.of(), new Verified(), (client, check) -> CompletableFuture.completedFuture(false)),
                Optional.empty());
    }

    @Test
    void letsOthersHaveTheirTurnWhileAFastReaderGetsALongAnswer() {
        EmbeddedChannel channel = new EmbeddedChannel(conversation);
        channel.pipeline().fireChannelRead(request(HttpMethod.GET));
        int parts = 0;
        int turns = 0;
        boolean last = false;
        while (!last && turns < 1_000) {
            channel.runPendingTasks();
            turns++;
            int inOneTurn = 0;
            for (Object part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
                last |= part instanceof LastHttpContent;
                inOneTurn++;
                ReferenceCountUtil.release(part);
            }
            assertThat(inOneTurn).as("a turn").isLessThanOrEqualTo(2 * 32 + 2);
            parts += inOneTurn;
        }
        assertThat(last).as("all of it was sent").isTrue();
        assertThat(parts).isGreaterThan(LONG / (16 * 1024));
        assertThat(turns).isGreaterThan(4);
        assertThat(PackedBody.unpacking()).isZero();
        channel.finishAndReleaseAll();
    }

    @Test
    void freesWhatUnpackingHoldsWhenTheClientLeaves() {
        EmbeddedChannel channel = begun();

        channel.close();

        assertThat(PackedBody.unpacking()).isZero();
        channel.finishAndReleaseAll();
    }

    @Test
    void freesItWhenTheServerCutsItOff() {
        EmbeddedChannel channel = begun();

        conversation.cut();

        assertThat(PackedBody.unpacking()).isZero();
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void unpacksNothingForHead() {
        EmbeddedChannel channel = new EmbeddedChannel(conversation);
        channel.pipeline().fireChannelRead(request(HttpMethod.HEAD));
        channel.runPendingTasks();

        Object head = channel.readOutbound();
        assertThat(head).isInstanceOf(HttpResponse.class);
        assertThat(PackedBody.unpacking()).isZero();
        channel.finishAndReleaseAll();
    }

    /** TLS closes when its last record is sent; to a client that reads nothing it never is. */
    @Test
    void cutsOffAClientThatReadsNothingWithoutWaitingForItsTls() {
        Waits tls = new Waits();
        EmbeddedChannel channel = new EmbeddedChannel(tls, conversation);
        channel.pipeline().fireChannelRead(request(HttpMethod.GET));
        channel.runPendingTasks();

        conversation.cut();

        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void saysGoodbyeToAClientThatIsIdle() {
        Waits tls = new Waits();
        EmbeddedChannel channel = new EmbeddedChannel(tls, conversation);

        conversation.cut();

        assertThat(tls.asked).isTrue();
        assertThat(channel.isOpen()).isTrue();
        channel.pipeline().firstContext().close();
        channel.finishAndReleaseAll();
    }

    private EmbeddedChannel begun() {
        EmbeddedChannel channel = new EmbeddedChannel(conversation);
        channel.pipeline().fireChannelRead(request(HttpMethod.GET));
        channel.runPendingTasks();
        assertThat(PackedBody.unpacking()).isOne();
        return channel;
    }

    private static DefaultFullHttpRequest request(HttpMethod method) {
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/");
        request.headers().set("Host", "localhost");
        return request;
    }

    /** Closes never. */
    private static final class Waits extends ChannelOutboundHandlerAdapter {
        private boolean asked;

        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            asked = true;
        }
    }
}
