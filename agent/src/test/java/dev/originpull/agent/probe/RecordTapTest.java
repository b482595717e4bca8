package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordTapTest {
    private final List<Object> signs = new ArrayList<>();
    private final RecordTap tap = new RecordTap();
    private final EmbeddedChannel channel = new EmbeddedChannel(tap, new ChannelInboundHandlerAdapter() {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            signs.add(event);
        }
    });

    private static byte[] record(int type, int length) {
        byte[] bytes = new byte[5 + length];
        bytes[0] = (byte) type;
        bytes[1] = 3;
        bytes[2] = 3;
        bytes[3] = (byte) (length >>> 8);
        bytes[4] = (byte) length;
        return bytes;
    }

    @Test
    void passesTlsOnUntouched() {
        byte[] hello = record(22, 300);
        channel.writeInbound(Unpooled.wrappedBuffer(hello));

        ByteBuf passed = channel.readInbound();
        assertThat(passed.readableBytes()).isEqualTo(hello.length);
        assertThat(tap.handshakeBegan()).isTrue();
        assertThat(signs).isEmpty();
        passed.release();
    }

    @Test
    void noticesWhatIsNotTls() {
        channel.writeInbound(Unpooled.copiedBuffer("HTTP/1.1 400 Bad Request\r\n", StandardCharsets.US_ASCII));

        assertThat(signs).containsExactly(new RecordTap.Sign.NotTls("HTTP/1.1 400 Bad Request\r\n"));
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(tap.handshakeBegan()).isFalse();
    }

    @Test
    void noticesARequestForASecondHandshake() {
        channel.writeInbound(Unpooled.wrappedBuffer(record(22, 80), record(20, 1), record(22, 40), record(23, 100)));
        assertThat(signs).isEmpty();

        channel.writeInbound(Unpooled.wrappedBuffer(record(22, 28)));

        assertThat(signs).containsExactly(new RecordTap.Sign.AskedAgain());
        channel.releaseInbound();
    }

    @Test
    void takesTheRecordsOfTls13ForNoSecondHandshake() {
        // ServerHello after a HelloRetryRequest, each with the compatibility change_cipher_spec (RFC 8446, appendix
        // D.4).
        channel.writeInbound(
                Unpooled.wrappedBuffer(record(22, 80), record(20, 1), record(22, 90), record(23, 900), record(23, 40)));

        assertThat(signs).isEmpty();
        channel.releaseInbound();
    }

    @Property(tries = 200)
    void readsHeadersHoweverTheyAreCut(@ForAll byte cut) {
        RecordTap fresh = new RecordTap();
        EmbeddedChannel pieces = new EmbeddedChannel(fresh);
        byte[] all = new byte[600];
        byte[] first = record(22, 255);
        byte[] second = record(20, 1);
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(record(22, 300), 0, all, first.length + second.length, 305);
        int size = 1 + (cut & 0x7F);
        int total = first.length + second.length + 305;
        for (int from = 0; from < total; from += size) {
            pieces.writeInbound(Unpooled.copiedBuffer(all, from, Math.min(size, total - from)));
        }

        assertThat(fresh.handshakeBegan()).isTrue();
        int passed = 0;
        for (ByteBuf piece = pieces.readInbound(); piece != null; piece = pieces.readInbound()) {
            passed += piece.readableBytes();
            piece.release();
        }
        assertThat(passed).isEqualTo(total);
    }
}
