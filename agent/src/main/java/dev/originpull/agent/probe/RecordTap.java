package dev.originpull.agent.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Reads along the headers of the TLS records that come in (RFC 8446, 5.1), before TLS does: whether this is TLS at all, whether a
 * handshake began, and whether a TLS 1.2 origin asks for a second one. That last request would be followed by BoringSSL as Netty
 * sets it up, and is not by Cloudflare's edge; so it ends the attempt.
 */
final class RecordTap extends ChannelInboundHandlerAdapter {
    private static final int HEADER = 5;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int MAX_SHOWN = 64;

    /** What the tap tells the conversation, as a user event. */
    sealed interface Sign {
        /** The first bytes are no TLS record. */
        record NotTls(String head) implements Sign {}

        /** After its Finished a TLS 1.2 origin sent another handshake record: a HelloRequest (RFC 5246, 7.4.1.1). */
        record AskedAgain() implements Sign {}
    }

    private final byte[] header = new byte[HEADER];
    private int headerLength;
    private int payloadLeft;
    private boolean handshakeBegan;
    private boolean cipherChanged;
    private int handshakeRecordsUnderCipher;
    private boolean stopped;

    /** Whether a handshake record came in. */
    boolean handshakeBegan() {
        return handshakeBegan;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (stopped || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean first = !handshakeBegan && headerLength == 0 && payloadLeft == 0;
        int from = bytes.readerIndex();
        while (from < bytes.writerIndex()) {
            if (payloadLeft > 0) {
                int skipped = Math.min(payloadLeft, bytes.writerIndex() - from);
                payloadLeft -= skipped;
                from += skipped;
                continue;
            }
            header[headerLength++] = bytes.getByte(from++);
            if (headerLength == 1 && !isTls(header[0]) || headerLength == 2 && header[1] != 3) {
                stop(ctx, new Sign.NotTls(first ? shown(bytes) : ""));
                bytes.release();
                return;
            }
            if (headerLength == HEADER && recordBegins()) {
                stop(ctx, new Sign.AskedAgain());
                bytes.release();
                return;
            }
        }
        ctx.fireChannelRead(bytes);
    }

    private void stop(ChannelHandlerContext ctx, Sign sign) {
        stopped = true;
        ctx.fireUserEventTriggered(sign);
    }

    /** Takes the header in; true when this record asks for a second handshake. */
    private boolean recordBegins() {
        headerLength = 0;
        payloadLeft = (header[3] & 0xFF) << 8 | (header[4] & 0xFF);
        switch (header[0]) {
            case CHANGE_CIPHER_SPEC -> cipherChanged = true;
            case HANDSHAKE -> {
                handshakeBegan = true;
                if (cipherChanged) {
                    handshakeRecordsUnderCipher++;
                }
            }
            default -> {
                // Alerts and data are for TLS to read. In TLS 1.3 all that follows the ServerHello goes as data.
            }
        }
        return handshakeRecordsUnderCipher > 1;
    }

    private static boolean isTls(byte type) {
        return type == HANDSHAKE || type == ALERT || type == CHANGE_CIPHER_SPEC || type == 23;
    }

    private static String shown(ByteBuf bytes) {
        return bytes.toString(
                bytes.readerIndex(), Math.min(MAX_SHOWN, bytes.readableBytes()), StandardCharsets.ISO_8859_1);
    }
}
